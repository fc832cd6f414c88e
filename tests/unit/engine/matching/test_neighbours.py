"""The lines around a finding."""

from __future__ import annotations

from qualitygate.engine.matching.neighbours import neighbours

LINES = ["import os\n", "\n", "def f():\n", "    return  1\n", "\n", "x = f()\n"]


def test_blanks_and_blank_lines_do_not_count() -> None:
    dense = ["import os", "def f():", "return 1", "x = f()"]
    assert neighbours(LINES, 4).mark == neighbours(dense, 3).mark


def test_neighbours_are_compared_from_the_finding_outwards() -> None:
    here = neighbours(["a1", "b2", "bad", "c3", "d4"], 3)
    assert here.shared(neighbours(["other", "b2", "bad", "c3", "d4"], 3).mark) == (4, 6)
    assert here.shared(neighbours(["a1", "other", "bad", "other", "d4"], 3).mark) == (0, 0)


def test_a_file_as_a_whole_and_an_entry_written_by_hand_have_no_neighbours() -> None:
    assert neighbours(LINES, 0).mark == ""
    assert neighbours(LINES, 4).shared("") == (0, 0)


def test_a_line_behind_the_end_has_the_last_ones_above_it() -> None:
    assert neighbours(LINES, 7).mark[:12] == neighbours([*LINES, "new"], 7).mark[:12]
