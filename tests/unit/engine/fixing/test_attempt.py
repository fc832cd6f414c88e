"""Fixes tried on a text: what breaks it is not made, and as much as possible of the rest is."""

from __future__ import annotations

import pytest

from qualitygate.api import Applicability, Edit, Finding, Fix, Location, Severity, Source
from qualitygate.engine.fixing.attempt import RejectedError, attempt, make_most

SOURCE = Source("a.py", b"x = 1\ny = 2\nz = 3\n", "python")
NO_CODES: frozenset[str] = frozenset()


def _fix(line: int, start: int, end: int, text: str, *, code: str = "E225", unsafe: bool = False) -> Finding:
    level = Applicability.UNSAFE if unsafe else Applicability.SAFE
    fix = Fix("Do it", (Edit(line, start, line, end, text),), level)
    return Finding(code, "m", Location("a.py", line, start), Severity.WARNING, "t", fix=fix)


def test_a_fix_of_style_that_keeps_the_program_is_made() -> None:
    assert attempt(SOURCE, [_fix(1, 2, 5, "=")], NO_CODES).text == "x=1\ny = 2\nz = 3\n"


@pytest.mark.parametrize(
    ("finding", "reason"),
    [
        (_fix(1, 1, 2, "1"), "the result does not parse"),
        (_fix(1, 5, 6, "7"), "it changes the program, which a safe fix of style may not"),
        (_fix(1, 1, 6, "return", unsafe=True), "the result does not compile"),
    ],
    ids=["parse", "program", "compile"],
)
def test_a_fix_that_breaks_the_text_is_refused_with_the_reason(finding: Finding, reason: str) -> None:
    finding = finding if reason != "the result does not parse" else _fix(1, 1, 2, ")")

    with pytest.raises(RejectedError) as refused:
        attempt(SOURCE, [finding], NO_CODES)
    assert (refused.value.reason, refused.value.fault) == (reason, True)


def test_a_code_that_may_change_the_program_does() -> None:
    assert attempt(SOURCE, [_fix(1, 5, 6, "7", code="F541")], frozenset({"F541"})).text.startswith("x = 7\n")


def test_a_fix_that_makes_a_docstring_of_a_string_is_refused() -> None:
    source = Source.from_text("import os\n'text'\n")
    fix = Fix("Remove", (Edit(1, 1, 2, 1, ""),), Applicability.SAFE)
    finding = Finding("F401", "unused", Location("a.py", 1, 1), Severity.ERROR, "fake", fix=fix)

    with pytest.raises(RejectedError) as refused:
        attempt(source, [finding], frozenset({"F401"}))
    assert (refused.value.reason, refused.value.fault) == ("it would make a docstring of a string", False)


def test_all_fixes_but_the_one_that_breaks_the_text_are_made() -> None:
    good, bad = [_fix(1, 2, 5, "="), _fix(3, 2, 5, "=")], _fix(2, 1, 2, ")")
    made = make_most(SOURCE, [good[0], bad, good[1]], NO_CODES)

    assert made.source.text == "x=1\ny = 2\nz=3\n"
    assert [finding for finding, _ in made.rejected] == [bad]
