"""Hunks between two texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualitygate.vcs.hunks import Hunk, find_hunks


def test_a_hunk_says_where_it_begins_on_both_sides() -> None:
    old = ["import os", "", "x", "y"]
    assert find_hunks(old, ["", "x", "z", ""]) == [Hunk(1, 0, ("import os",), ()), Hunk(4, 3, ("y",), ("z", ""))]


def test_equal_texts_have_none() -> None:
    assert find_hunks(["a", "b"], ["a", "b"]) == []


def test_a_text_of_other_lines_is_one_hunk_however_long_it_is() -> None:
    old, new = [f"a{line}" for line in range(6000)], [f"b{line}" for line in range(6000)]
    assert find_hunks(["x", *old], ["x", *new]) == [Hunk(2, 2, tuple(old), tuple(new))]


lines = st.lists(st.sampled_from(["a", "b", "", "-- c", "\\ e"]), max_size=12)


@given(lines, lines)
def test_the_hunks_turn_the_old_text_into_the_new(old: list[str], new: list[str]) -> None:
    result = list(old)
    for hunk in reversed(find_hunks(old, new)):
        start = hunk.old_start - 1 if hunk.removed else hunk.old_start
        assert tuple(result[start : start + len(hunk.removed)]) == hunk.removed
        at = hunk.new_start - 1 if hunk.added else hunk.new_start
        assert tuple(new[at : at + len(hunk.added)]) == hunk.added
        result[start : start + len(hunk.removed)] = hunk.added
    assert result == new
