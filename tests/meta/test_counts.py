"""The counts of CONTRIBUTING.md's promise of a readable run: what they count, and what they may be."""

from __future__ import annotations

from pathlib import Path

from tests.meta.counts import RUN, counts, reuse_lines

ROOT = Path(__file__).parents[2]


def test_a_line_speaks_of_reuse_by_a_name_in_its_code() -> None:
    text = "# what is known\nplan = given.earlier.plan\nx = 'settled'\nstore.take(store)\n"

    assert reuse_lines(text) == 2


def test_at_most_five_lines_of_the_run_speak_of_reuse() -> None:
    assert sum(reuse_lines((ROOT / name).read_text(encoding="utf-8")) for name in RUN) <= 5


def test_the_walk_of_a_path_reaches_the_report_through_the_run() -> None:
    counted = counts(ROOT)

    assert counted["files on the walk from a path to a cobertura line"] > 20
    assert counted["package borders on that walk"] > 5
