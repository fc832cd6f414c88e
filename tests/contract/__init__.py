"""Every report goes to the real programs that read it; ``consumers/install.sh`` brings them to a machine."""

import pytest

pytest.register_assert_rewrite("tests.contract.reading")
