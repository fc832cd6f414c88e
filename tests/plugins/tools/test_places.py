"""Columns of every unit become code points."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualitygate.api import Location, Project
from qualitygate_plugins.tools.places import Places
from qualitygate_plugins.tools.said import Said

from .samples import tool

LINE = "x = '\N{GRINNING FACE}\N{LATIN SMALL LETTER E WITH ACUTE}' + bad\n"


@pytest.mark.parametrize(
    ("columns", "column"),
    [("0", 11), ("1", 12), ("0-utf16", 12), ("1-utf16", 13), ("0-utf8", 15), ("1-utf8", 16)],
)
def test_a_column_is_that_of_the_code_point_in_whatever_unit(tmp_path: Path, columns: str, column: int) -> None:
    (tmp_path / "a.py").write_text(LINE, encoding="utf-8")
    places = Places(tool(columns=columns), Project(str(tmp_path)))

    assert LINE.index("bad") + 1 == 12
    assert places.of(Said("a.py", "m", 1, column)).column == 12


def test_what_it_does_not_say_is_unknown_and_an_end_before_the_start_is_none() -> None:
    places = Places(tool(), Project("/nowhere"))

    assert places.of(Said("a.py", "m")) == Location("a.py")
    assert places.of(Said("a.py", "m", 3, 5, 3, 2)) == Location("a.py", 3, 5)
    assert places.of(Said("a.py", "m", 3, 5, end_column=8)) == Location("a.py", 3, 5, 3, 8)


def test_lines_may_begin_with_zero() -> None:
    assert Places(tool(first_line=0), Project("/nowhere")).of(Said("a.py", "m", 0)).line == 1
