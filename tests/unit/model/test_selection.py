"""Selection is flake8's."""

from __future__ import annotations

import argparse

import pytest
from flake8.style_guide import Decision, DecisionEngine
from hypothesis import given
from hypothesis import strategies as st

from qualitygate.model.selection import Selection
from qualitygate.model.wire import Reader, to_bytes
from tests.default_codes import DEFAULTS, IGNORE, SELECT

_ENTRIES = st.sampled_from(["E", "E1", "E12", "E121", "E2", "E22", "E226", "W", "W5", "W503", "F", "F401", "C9", "B"])
_LIST = st.lists(_ENTRIES, max_size=4).map(tuple)
_CODES = ("E121", "E124", "E226", "E241", "E501", "W503", "W605", "F401", "C901", "B008", "QG201")
OFF = "off by default, select 'QG903' in full to switch it on"
_SELECTIONS = st.builds(
    Selection, st.none() | _LIST, st.none() | _LIST, _LIST, _LIST, st.just(SELECT), st.just(IGNORE)
)


@given(_SELECTIONS, st.sampled_from(_CODES))
def test_the_decision_is_the_one_flake8_makes(selection: Selection, code: str) -> None:
    options = argparse.Namespace(
        select=selection.select,
        ignore=selection.ignore,
        extend_select=list(selection.extend_select),
        extend_ignore=list(selection.extend_ignore),
        extended_default_select=list(SELECT),
        extended_default_ignore=[],
    )
    assert selection.is_selected(code) == (DecisionEngine(options).decision_for(code) is Decision.Selected)


@given(_SELECTIONS, st.sampled_from(_CODES), st.integers(1, 5))
def test_a_family_that_may_not_be_selected_has_no_selected_code(selection: Selection, code: str, length: int) -> None:
    assert selection.may_select_any((code[:length],)) or not selection.is_selected(code)


@given(_SELECTIONS, st.sampled_from(_CODES))
def test_ignoring_is_extending_ignore(selection: Selection, code: str) -> None:
    assert selection.ignoring((code,)).extend_ignore == (*selection.extend_ignore, code)


@pytest.mark.parametrize(
    ("selection", "code", "expected"),
    [
        (DEFAULTS, "E501", (True, "select 'E'")),
        (Selection(ignore=("E5",)), "E501", (False, "ignore 'E5'")),
        (Selection(select=("E501",), ignore=("E",)), "E501", (True, "select 'E501' is longer than ignore 'E'")),
        (Selection(off_by_default=frozenset({"QG903"})), "QG903", (False, OFF)),
        (Selection(extend_select=("QG903",), off_by_default=frozenset({"QG903"})), "QG903", (True, "select 'QG903'")),
    ],
    ids=["default", "ignored", "longer", "off", "switched on"],
)
def test_the_decision_names_its_reason(selection: Selection, code: str, expected: tuple[bool, str]) -> None:
    assert selection.explain(code) == expected


_CHANGED = st.builds(
    Selection,
    st.none() | _LIST,
    st.none() | _LIST,
    _LIST,
    _LIST,
    off_by_default=st.sampled_from([frozenset(), frozenset({"E121"})]),
)


@given(_CHANGED, _CHANGED, st.sampled_from((*_CODES, "E12", "E1219")), st.sampled_from(["", "E", "E12", "W5", "F"]))
def test_a_narrower_selection_wants_nothing_that_the_wider_one_did_not(
    narrow: Selection, wide: Selection, code: str, prefix: str
) -> None:
    if narrow.is_within(wide, (prefix,)) and code.startswith(prefix) and narrow.is_selected(code):
        assert wide.is_selected(code)


@given(_CHANGED, _LIST)
def test_ignoring_more_is_narrower(selection: Selection, codes: tuple[str, ...]) -> None:
    assert selection.ignoring(codes).is_within(selection)


def test_the_prefixes_decide_which_part_is_compared() -> None:
    style, both = Selection(select=("E",)), Selection(select=("E", "F"))
    assert not both.is_within(style)
    assert both.is_within(style, ("E", "W"))


@given(_CHANGED)
def test_a_selection_comes_back_from_its_bytes(selection: Selection) -> None:
    assert Reader(Selection).read(to_bytes(selection)) == selection


def test_e10_as_many_entries_as_somebody_likes() -> None:
    """Each code compared with each entry would take hours."""
    many = Selection(select=tuple(f"E{number}" for number in range(300_000)))
    assert all(many.is_selected(f"E{number}9") for number in range(0, 300_000, 3))
    assert many.is_within(many.ignoring(("W",)), ("E",))
    assert not many.is_within(many.ignoring(("E1",)), ("E",))
