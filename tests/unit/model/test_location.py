"""Where a finding may be, and which places are refused."""

from __future__ import annotations

import pytest

from qualitygate.model.location import Location


@pytest.mark.parametrize(
    "place",
    [
        pytest.param((0, 0, 0, 0), id="the whole file"),
        pytest.param((3, 0, 0, 0), id="a whole line"),
        pytest.param((3, 5, 0, 0), id="only the start is known"),
        pytest.param((3, 5, 3, 9), id="a range in one line"),
        pytest.param((3, 5, 3, 5), id="an empty range"),
        pytest.param((3, 5, 4, 1), id="a range over two lines"),
    ],
)
def test_a_place_is_accepted(place: tuple[int, int, int, int]) -> None:
    line, column, end_line, end_column = place
    where = Location("a.py", line, column, end_line, end_column)
    assert (where.line, where.column, where.end_line, where.end_column) == place


@pytest.mark.parametrize(
    ("place", "said"),
    [
        pytest.param((-1, 0, 0, 0), "got -1:0", id="a negative line"),
        pytest.param((1, -1, 0, 0), "got 1:-1", id="a negative column"),
        pytest.param((0, 4, 0, 0), "got 0:4", id="a column without a line"),
        pytest.param((3, 5, 3, 4), "expected an end after the start 3:5, got 3:4", id="an end before the start"),
        pytest.param((3, 5, 2, 9), "got 2:9", id="an end on an earlier line"),
    ],
)
def test_an_impossible_place_is_refused(place: tuple[int, int, int, int], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Location("a.py", *place)


def test_locations_sort_by_path_then_line_then_column() -> None:
    first, second, third = Location("a.py", 9, 9), Location("b.py", 2, 7), Location("b.py", 10, 1)
    assert sorted([third, first, second]) == [first, second, third]
