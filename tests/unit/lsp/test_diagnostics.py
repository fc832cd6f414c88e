"""Findings as an editor shows them."""

from __future__ import annotations

import pytest

from qualitygate.lsp.diagnostics import diagnostic, place, shown, text_edit
from qualitygate.lsp.documents import Document
from qualitygate.lsp.positions import Units
from qualitygate.lsp.protocol import CodeDescription, Position, Range
from qualitygate.model.finding import Finding
from qualitygate.model.fix import Edit
from qualitygate.model.judgement import Disposition, Judgement
from qualitygate.model.location import Location
from qualitygate.model.rule import Rule
from qualitygate.model.severity import Severity

TEXT = "    s = '😀😀'; wrong = 1\nnext\n"


class Rules:
    """A rule book with one page."""

    def __init__(self, rule: Rule) -> None:
        self._rule = rule

    def rule(self, code: str) -> Rule:
        """Return it."""
        return self._rule

    def codes(self) -> list[str]:
        """Its code."""
        return [self._rule.code]


RULES = Rules(Rule("F841", "unused-variable", "x", url="https://example.com/F841", tag="unnecessary"))


def _judgement(disposition: Disposition = Disposition.OPEN, severity: Severity = Severity.ERROR) -> Judgement:
    finding = Finding("F841", "unused", Location("a.py", 1, 15), severity, "acme")
    return Judgement(finding, disposition, "baseline" if disposition is Disposition.BASELINED else "", "abc")


def _place(where: Location, text: str = TEXT, units: Units = Units()) -> tuple[int, int, int, int]:
    found = place(where, Document("file:///a.py", text), units)
    return found.start.line, found.start.character, found.end.line, found.end.character


def test_a_diagnostic_has_all_that_is_known() -> None:
    said = diagnostic(_judgement(), Document("file:///a.py", TEXT), Units(), RULES)

    assert said.range == Range(Position(0, 16), Position(0, 21))
    assert (said.severity, said.code, said.source, said.message) == (1, "F841", "qualitygate", "unused")
    assert said.code_description == CodeDescription("https://example.com/F841")
    assert (said.tags, said.data) == ((1,), {"fingerprint": "abc"})


@pytest.mark.parametrize(
    ("judgement", "severity"),
    [
        (_judgement(severity=Severity.ERROR), 1),
        (_judgement(severity=Severity.WARNING), 2),
        (_judgement(severity=Severity.NOTE), 3),
        (_judgement(Disposition.BASELINED), 4),
        (_judgement(Disposition.KNOWN), 4),
    ],
)
def test_what_is_accepted_is_a_hint(judgement: Judgement, severity: int) -> None:
    assert diagnostic(judgement, Document("file:///a.py", TEXT), Units(), RULES).severity == severity


def test_what_is_silenced_is_not_shown() -> None:
    every = [_judgement(disposition) for disposition in Disposition]

    assert [each.disposition.value for each in shown(every)] == ["open", "baselined", "known"]


@pytest.mark.parametrize(
    ("where", "range"),
    [
        pytest.param(Location("a.py", 1, 15), (0, 16, 0, 21), id="the word, where only the start is known"),
        pytest.param(Location("a.py", 1, 10, 1, 12), (0, 9, 0, 13), id="both ends"),
        pytest.param(Location("a.py", 1, 5, 2, 3), (0, 4, 1, 2), id="over lines"),
        pytest.param(Location("a.py", 1), (0, 4, 0, 25), id="the line without its indentation"),
        pytest.param(Location("a.py"), (0, 0, 0, 0), id="the file"),
        pytest.param(Location("a.py", 3, 1), (2, 0, 2, 0), id="behind the last line break"),
        pytest.param(Location("a.py", 2, 99, 2, 120), (1, 4, 1, 4), id="behind the line"),
        pytest.param(Location("a.py", 9, 9), (8, 0, 8, 0), id="behind the text"),
    ],
)
def test_a_range_is_what_is_wrong_in_utf_16_units(where: Location, range: tuple[int, int, int, int]) -> None:
    assert _place(where) == range


def test_other_units_are_counted_where_they_were_agreed_upon() -> None:
    assert _place(Location("a.py", 1, 15), units=Units("utf-8")) == (0, 20, 0, 25)
    assert _place(Location("a.py", 1, 15), units=Units("utf-32")) == (0, 14, 0, 19)


def test_a_byte_order_mark_is_a_character_of_the_clients() -> None:
    assert _place(Location("a.py", 1, 1), "\ufeffname = 1\n") == (0, 1, 0, 5)
    assert _place(Location("a.py", 2, 1), "\ufeffname = 1\nname\n") == (1, 0, 1, 4)


def test_an_edit_has_the_clients_line_breaks() -> None:
    edit = text_edit(Edit(1, 12, 1, 13, "\n"), Document("file:///a.py", TEXT), Units(), "\r\n")

    assert edit.range == Range(Position(0, 13), Position(0, 14))
    assert edit.new_text == "\r\n"
