"""Which edits are valid, and what applying them gives."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings, strategies as st

from qualitygate.model.fix import Edit, Fix, apply_edits
from qualitygate.model.severity import Applicability


@pytest.mark.parametrize(
    "place",
    [
        pytest.param((0, 1, 1, 1), id="line zero"),
        pytest.param((1, 0, 1, 1), id="column zero"),
        pytest.param((2, 1, 1, 9), id="an end on an earlier line"),
        pytest.param((1, 5, 1, 4), id="an end before the start"),
    ],
)
def test_an_edit_of_an_impossible_range_is_refused(place: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="expected a range of 1-based positions"):
        Edit(*place, "new")


def test_a_fix_without_edits_is_refused() -> None:
    with pytest.raises(ValueError, match="expected at least one edit in the fix 'Do nothing'"):
        Fix("Do nothing", (), Applicability.SAFE)


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param((Edit(1, 1, 1, 4, "x"), Edit(1, 3, 1, 6, "y")), id="overlapping"),
        pytest.param((Edit(2, 1, 2, 2, "x"), Edit(1, 1, 1, 2, "y")), id="not sorted"),
    ],
)
def test_a_fix_with_edits_in_disorder_is_refused(edits: tuple[Edit, ...]) -> None:
    with pytest.raises(ValueError, match="expected sorted, disjoint edits in the fix 'Tidy'"):
        Fix("Tidy", edits, Applicability.SAFE)


def test_a_fix_may_have_edits_that_touch() -> None:
    fix = Fix("Split", (Edit(1, 1, 1, 3, "x"), Edit(1, 3, 1, 5, "y")), Applicability.SAFE)
    assert apply_edits("abcdef\n", fix.edits) == "xyef\n"


@pytest.mark.parametrize(
    ("edit", "result"),
    [
        pytest.param(Edit(2, 1, 2, 4, "TWO"), "one\nTWO\nthree\n", id="replaces"),
        pytest.param(Edit(2, 1, 3, 1, ""), "one\nthree\n", id="deletes a line with its break"),
        pytest.param(Edit(2, 4, 2, 4, "!"), "one\ntwo!\nthree\n", id="inserts before the line break"),
        pytest.param(Edit(1, 1, 1, 1, "zero\n"), "zero\none\ntwo\nthree\n", id="inserts a line at the start"),
        pytest.param(Edit(4, 1, 4, 1, "four\n"), "one\ntwo\nthree\nfour\n", id="inserts behind the last line break"),
        pytest.param(Edit(1, 4, 2, 1, " "), "one two\nthree\n", id="joins two lines"),
    ],
)
def test_one_edit_is_applied(edit: Edit, result: str) -> None:
    assert apply_edits("one\ntwo\nthree\n", [edit]) == result


def test_columns_count_code_points() -> None:
    assert apply_edits("é𝒳é = 1\n", [Edit(1, 2, 1, 3, "x")]) == "éxé = 1\n"


def test_positions_refer_to_the_text_as_given_whatever_the_order_of_the_edits() -> None:
    longer_first = [Edit(1, 5, 1, 6, "B"), Edit(1, 1, 1, 2, "AAAA")]
    assert apply_edits("a + b\n", longer_first) == "AAAA + B\n"


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="got one at line 2 that overlaps another"):
        apply_edits("one\ntwo\n", [Edit(1, 1, 2, 3, ""), Edit(2, 2, 2, 4, "x")])


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        pytest.param(Edit(4, 1, 4, 1, "x"), "line 4, column 1", id="behind the last line"),
        pytest.param(Edit(1, 5, 1, 5, "x"), "line 1, column 5", id="behind the line break"),
        pytest.param(Edit(1, 1, 1, 9, "x"), "line 1, column 9", id="an end behind the line break"),
    ],
)
def test_an_edit_outside_the_text_is_refused(edit: Edit, said: str) -> None:
    with pytest.raises(ValueError, match=f"expected a position inside the text, got {said}"):
        apply_edits("one\ntwo\n", [edit])


def _position(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


@st.composite
def _texts_with_disjoint_ranges(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, str]]]:
    text = draw(st.text("ab \né𝒳", max_size=40))
    offsets = sorted(draw(st.lists(st.integers(0, len(text)), unique=True, max_size=8)))
    pairs = zip(offsets[::2], offsets[1::2], strict=False)
    return text, [(start, end, draw(st.text("xy\n", max_size=4))) for start, end in pairs]


@given(_texts_with_disjoint_ranges(), st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_edits_do_what_replacing_characters_one_by_one_does(
    sample: tuple[str, list[tuple[int, int, str]]], random: Random
) -> None:
    text, ranges = sample
    characters = list(text)
    for start, end, replacement in ranges:
        characters[start:end] = [""] * (end - start)
        characters[start] = replacement  # ranges are not empty, so there is a place to put it
    edits = [Edit(*_position(text, start), *_position(text, end), new) for start, end, new in ranges]
    random.shuffle(edits)
    assert apply_edits(text, edits) == "".join(characters)
