"""An import inside a function says why it stands there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.meta.late_imports import late_imports, without_reason

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("import os", [2]),
        ("import os  # here: few need it", []),
        ("# few need it\n    import os", []),
        ("import os  # here: few need it\n    import re", []),
        ("import os  # here: few need it\n    x = 1\n    import re", [4]),
        ("if x:\n        import os", [3]),
        ("try:\n        pass\n    except OSError:\n        import os", [5]),
        ("from os import (  # here: few need it\n        path,\n    )", []),
    ],
    ids=["none", "its-own", "above", "of-the-one-before", "of-one-further-up", "in-a-branch", "in-a-handler", "broken"],
)
def test_a_reason_is_a_comment_that_ends_an_import_or_stands_above(body: str, lines: list[int]) -> None:
    assert without_reason(f"def f():\n    {body}\n") == lines


def test_an_import_at_the_head_of_a_file_needs_no_reason() -> None:
    assert without_reason("import os\n") == []


def test_every_import_inside_a_function_says_why_it_stands_there() -> None:
    assert list(late_imports(ROOT)) == []
