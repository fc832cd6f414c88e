"""Drawings: what the carets under a line say, and how a difference is shown."""

from __future__ import annotations

import pytest

from qualitygate.api import Finding, Location, Severity, Source
from qualitygate.testing.carets import check_text, draw

from .test_checkers import FakeChecker


def found(*place: int, code: str = "ACME1", message: str = "text") -> Finding:
    return Finding(code, message, Location("example.py", *place), Severity.WARNING, "acme")


TEXT = "one = 1\n\ttwo = 2\n"


@pytest.mark.parametrize(
    ("finding", "drawing"),
    [
        pytest.param(found(1, 3), "one = 1\n  ^ ACME1 text\n\ttwo = 2\n", id="only a start"),
        pytest.param(found(1, 1, 1, 4), "one = 1\n^^^ ACME1 text\n\ttwo = 2\n", id="a range"),
        pytest.param(found(1, 5, 2, 3), "one = 1\n    ^^^ ACME1 text\n\ttwo = 2\n", id="a range over two lines"),
        pytest.param(found(2, 2, 2, 5), "one = 1\n\ttwo = 2\n ^^^ ACME1 text\n", id="behind a tab"),
        pytest.param(found(1, 4, 1, 4), "one = 1\n   ^ ACME1 text\n\ttwo = 2\n", id="an empty range"),
        pytest.param(found(1), "one = 1\n^ ACME1 text\n\ttwo = 2\n", id="a whole line"),
        pytest.param(found(), "^ ACME1 text\none = 1\n\ttwo = 2\n", id="the whole file"),
        pytest.param(found(4, 1), "one = 1\n\ttwo = 2\n^ ACME1 text\n", id="behind the last line"),
    ],
)
def test_a_finding_is_drawn_under_its_line(finding: Finding, drawing: str) -> None:
    assert draw(TEXT, [finding]) == drawing
    if finding.location.line < 3:
        check_text(FakeChecker((finding,)), drawing)


def test_several_findings_of_a_line_are_drawn_in_any_order() -> None:
    checker = FakeChecker((found(1, 5), found(1, 1), found(1, 1, code="ACME2")))
    check_text(
        checker,
        """
        one = 1
            ^ ACME1 text
        ^ ACME2 text
        ^ ACME1 text
        """,
    )


def test_a_drawing_without_marks_says_that_nothing_is_wrong() -> None:
    check_text(FakeChecker(), "one = 1\n")
    with pytest.raises(AssertionError):
        check_text(FakeChecker((found(1, 1),)), "one = 1\n")


def test_the_difference_between_drawn_and_found_is_shown_line_by_line() -> None:
    with pytest.raises(AssertionError) as failed:
        check_text(FakeChecker((found(1, 5),)), "one = 1\n^ ACME1 text\n")
    assert "drawn (-) and found (+) differ" in str(failed.value)
    assert "- ^ ACME1 text" in str(failed.value) and "+     ^ ACME1 text" in str(failed.value)


def test_the_common_indentation_is_no_part_of_the_text_and_blanks_of_blank_lines_are() -> None:
    class Reader(FakeChecker):
        def check(self, source: Source) -> list[Finding]:
            texts.append(source.text)
            return []

    texts: list[str] = []
    check_text(Reader(), "\n        def f():\n            pass\n\n          \n        ")
    assert texts == ["def f():\n    pass\n\n  \n"]
