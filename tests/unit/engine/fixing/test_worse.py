"""Whom to blame for what a repair brought."""

from __future__ import annotations

from qualitygate.engine.fixing.worse import Step, has_more, to_blame
from qualitygate.model.finding import Finding
from qualitygate.model.fix import Edit
from qualitygate.model.location import Location
from qualitygate.model.replacement import replace
from qualitygate.model.severity import Severity
from qualitygate.source.source import Source
from tests.unit.engine.fixing.samples import fixable


def _found(code: str, line: int, context: str) -> Finding:
    return Finding(code, "text", Location("a.py", line, 1), Severity.WARNING, "fake", context=context)


def _source(text: str) -> Source:
    return Source("a.py", text.encode())


ONE = fixable(Edit(1, 1, 1, 2, "b"))
TWO = replace(fixable(Edit(2, 1, 2, 2, "b")), location=Location("a.py", 2, 1))
FIRST = Step(_source("a\na\n"), (), [])


def test_more_is_more_of_one_code_whatever_became_of_others() -> None:
    found = [_found("B1", 1, "b"), _found("B1", 2, "b")]
    assert has_more({"B1": 1, "A1": 7}, found)
    assert not has_more({"B1": 2}, found)


def test_the_fix_that_touches_the_line_is_to_blame() -> None:
    step = Step(_source("b\nb\n"), (ONE, TWO), [_found("B1", 2, "b")])
    assert to_blame(FIRST, [step], ()) == [(TWO, "it would bring B1, which would stay")]


def test_what_came_in_an_earlier_round_is_that_rounds_fault() -> None:
    early = Step(_source("b\na\n"), (ONE,), [_found("B1", 1, "b")])
    late = Step(_source("b\nb\n"), (TWO,), [_found("B1", 1, "b")])
    assert [finding for finding, _ in to_blame(FIRST, [early, late], ())] == [ONE]


def test_a_fix_that_is_not_of_style_is_never_blamed() -> None:
    step = Step(_source("b\nb\n"), (ONE, TWO), [_found("B1", 2, "b")])
    assert to_blame(FIRST, [step], {"A1"}) == []


def test_what_was_there_before_in_the_same_line_of_another_number_is_not_new() -> None:
    before = Step(_source("a\na\n"), (), [_found("B1", 2, "same"), _found("C1", 1, "a")])
    step = Step(_source("b\na\n"), (ONE,), [_found("B1", 1, "same")])
    assert to_blame(before, [step], ()) == []


def test_what_another_fix_brought_is_not_the_fault_of_one_of_style_near_by() -> None:
    free = replace(TWO, code="F1")
    step = Step(_source("b\nb\n"), (ONE, free), [_found("B1", 2, "b")])
    assert to_blame(FIRST, [step], {"F1"}) == []
