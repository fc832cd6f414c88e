"""Judgements as diagnostics, in the client's units and never inside a character."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

from qualitygate.lsp.positions import Units
from qualitygate.lsp.protocol import CodeDescription, Diagnostic, Place, Position, Range, RelatedInformation, TextEdit
from qualitygate.model.fix import Edit
from qualitygate.model.judgement import Disposition, Judgement
from qualitygate.model.location import Location, Related
from qualitygate.model.rule import RuleBook
from qualitygate.model.severity import Severity

SOURCE = "qualitygate"
_MARK = "\ufeff"  # a byte order mark, which is no column of ours
_ERROR, _WARNING, _INFORMATION, _HINT = 1, 2, 3, 4
_SEVERITIES = {Severity.ERROR: _ERROR, Severity.WARNING: _WARNING, Severity.NOTE: _INFORMATION}
_TAGS = {"unnecessary": (1,), "deprecated": (2,)}
#: What is shown of a finding whose end nobody told.
_WORD = re.compile(r"\w+|.")
#: Accepted, or in the base revision too: nobody has to do anything about it now.
_OLD = (Disposition.BASELINED, Disposition.KNOWN)


class Lines(Protocol):
    """A text by lines."""

    def line(self, index: int) -> str:
        """Return a 0-based line without its line break, "" behind the last."""


class Around(Protocol):
    """Finds the documents of other places."""

    def document(self, path: str) -> tuple[str, Lines]:
        """Return the URI and the text of a path, which is as findings have it."""


def shown(judgements: Iterable[Judgement]) -> Iterator[Judgement]:
    """Yield what an editor shows: what is open, and what is accepted as a hint. What is silenced is not shown."""
    return (each for each in judgements if each.disposition is Disposition.OPEN or each.disposition in _OLD)


def diagnostic(
    judgement: Judgement, lines: Lines, units: Units, rules: RuleBook, around: Around | None = None
) -> Diagnostic:
    """Return how an editor shows a judgement; ``around`` finds the other places, where the client shows them."""
    finding, rule = judgement.finding, rules.rule(judgement.finding.code)
    old = judgement.disposition in _OLD
    note = f" ({judgement.reason or judgement.disposition.value})" if old else ""
    return Diagnostic(
        place(finding.location, lines, units),
        finding.message + note,
        _HINT if old else _SEVERITIES[finding.severity],
        finding.code,
        CodeDescription(rule.url) if rule.url else None,
        SOURCE,
        _TAGS.get(rule.tag, ()),
        tuple(_related(finding.related, units, around)) if finding.related and around is not None else (),
        {"fingerprint": judgement.fingerprint},
    )


def _related(related: Iterable[Related], units: Units, around: Around) -> Iterator[RelatedInformation]:
    for each in related:
        uri, lines = around.document(each.location.path)
        yield RelatedInformation(Place(uri, place(each.location, lines, units)), each.message)


def place(where: Location, lines: Lines, units: Units) -> Range:
    """Return a finding's range: the first word where only the start is known, the line where only that is."""
    if not where.line:
        return Range(Position(0, 0), Position(0, 0))
    text = lines.line(where.line - 1)
    mark = _mark(where.line, text)
    if not where.column:
        start, end = len(text) - len(text.lstrip()), len(text)
    else:
        start = where.column - 1 + mark
        word = _WORD.match(text, start)
        end = word.end() if word else start
    if where.end_line and where.end_column:
        end_position = _position(where.end_line, where.end_column, lines, units)
    else:
        end_position = Position(where.line - 1, units.from_codepoint(text, end))
    return Range(Position(where.line - 1, units.from_codepoint(text, start)), end_position)


def text_edit(edit: Edit, lines: Lines, units: Units, newline: str = "\n") -> TextEdit:
    """Return an edit of a fix as the client makes it."""
    start = _position(edit.start_line, edit.start_column, lines, units)
    end = _position(edit.end_line, edit.end_column, lines, units)
    return TextEdit(Range(start, end), edit.replacement.replace("\n", newline))


def _position(line: int, column: int, lines: Lines, units: Units) -> Position:
    text = lines.line(line - 1)
    return Position(line - 1, units.from_codepoint(text, column - 1 + _mark(line, text)))


def _mark(line: int, text: str) -> int:
    return 1 if line == 1 and text.startswith(_MARK) else 0
