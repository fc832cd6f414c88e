"""A changed value is a new one."""

from __future__ import annotations

import pytest

from qualitygate.model.location import Location
from qualitygate.model.replacement import replace


def test_the_copy_has_the_new_field_and_the_old_value_stays() -> None:
    old = Location("a.py", 1, 2)

    assert (replace(old, line=7), old) == (Location("a.py", 7, 2), Location("a.py", 1, 2))


def test_a_field_that_is_not_there_is_refused() -> None:
    with pytest.raises(TypeError, match="row"):
        replace(Location("a.py", 1), row=7)  # type: ignore[call-arg]
