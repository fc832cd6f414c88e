"""Which fixes are made together, and which wait."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.engine.fixing.samples import fixable

from qualitygate.engine.fixing.choice import choose, edits_of
from qualitygate.model.fix import Edit, apply_edits


def test_fixes_that_lie_apart_are_made_together() -> None:
    one, two = fixable(Edit(1, 1, 1, 2, "x")), fixable(Edit(1, 3, 1, 4, "y"))
    assert choose([two, one]) == [one, two]


def test_a_fix_that_overlaps_an_earlier_one_waits() -> None:
    one, two = fixable(Edit(1, 1, 1, 4, "x")), fixable(Edit(1, 3, 1, 6, "y"))
    assert choose([two, one]) == [one]


def test_a_fix_that_touches_an_earlier_one_waits() -> None:
    one, two = fixable(Edit(1, 1, 1, 4, "x")), fixable(Edit(1, 4, 1, 6, "y"))
    assert choose([one, two]) == [one]


def test_two_insertions_at_one_place_are_not_made_together() -> None:
    one, two = fixable(Edit(1, 1, 1, 1, "x"), code="A1"), fixable(Edit(1, 1, 1, 1, "x"), code="B1")
    assert choose([two, one]) == [one]


def test_a_fix_is_taken_whole_or_not_at_all() -> None:
    middle = fixable(Edit(2, 1, 2, 5, "x"))
    around = fixable(Edit(1, 1, 1, 2, "y"), Edit(2, 4, 2, 6, "y"))
    after = fixable(Edit(2, 8, 2, 9, "z"))
    assert choose([middle, around, after]) == [around, after]


def test_edits_of_one_fix_may_touch() -> None:
    one = fixable(Edit(1, 1, 1, 2, "x"), Edit(1, 2, 1, 3, "y"))
    assert choose([one]) == [one]


def test_all_but_the_last_of_adjoining_lines_are_deleted_together() -> None:
    lines = [fixable(Edit(number, 1, number + 1, 1, "")) for number in (1, 2, 3, 4)]
    alone = fixable(Edit(6, 1, 7, 1, ""))
    assert choose([*lines, alone]) == [*lines[:3], alone]


def test_adjoining_lines_of_two_codes_are_not_deleted_together() -> None:
    places = ((1, "A1"), (2, "B1"), (3, "A1"))
    one, two, three = (fixable(Edit(row, 1, row + 1, 1, ""), code=code) for row, code in places)
    assert choose([one, two, three]) == [one, three]


def test_a_fix_that_several_findings_share_is_taken_once() -> None:
    one, same, two, three = (fixable(Edit(row, 1, row + 1, 1, "")) for row in (1, 1, 2, 3))
    assert choose([one, same, two, three]) == [one, two]


_PLACES = st.tuples(st.integers(1, 12), st.integers(1, 12)).map(sorted)


@given(st.lists(st.lists(_PLACES, min_size=1, max_size=3), max_size=12))
def test_chosen_fixes_never_overlap(ranges: list[list[list[int]]]) -> None:
    findings = []
    for group in ranges:
        edits = sorted(Edit(1, start, 1, end, "x") for start, end in group)
        if all(one.end_column <= two.start_column for one, two in zip(edits, edits[1:], strict=False)):
            findings.append(fixable(*edits))

    chosen = choose(findings)

    apply_edits("abcdefghijklm\n", edits_of(chosen))  # raises where two overlap
    assert bool(chosen) == bool(findings)
