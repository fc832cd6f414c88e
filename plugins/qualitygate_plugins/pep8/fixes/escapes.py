"""Backslashes that start no valid escape: W605."""

from __future__ import annotations

import tokenize
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from qualitygate.api import Applicability, Edit, Fix
from qualitygate_plugins.pep8.fixes.layout import Layout, Position, Token, edit

#: What may follow a backslash; ``pycodestyle.py`` 2.15, _PYTHON_3000_VALID_ESC.
_VALID = frozenset("\n\\'\"abfnrtv01234567xNuU")
_STARTS = (getattr(tokenize, "FSTRING_START", -1), getattr(tokenize, "TSTRING_START", -1))
_MIDDLES = (getattr(tokenize, "FSTRING_MIDDLE", -1), getattr(tokenize, "TSTRING_MIDDLE", -1))
_ENDS = (getattr(tokenize, "FSTRING_END", -1), getattr(tokenize, "TSTRING_END", -1))


def escape(layout: Layout, position: Position, message: str) -> Fix | None:
    """Make the literal raw when it has no valid escape, else double the backslash at ``position`` (W605)."""
    literals = layout.once(_Literals)
    literal = literals.around(position)
    if literal is None:
        return None
    start = literal.start
    valid, invalid = literals.escapes(literal)
    prefix = _prefix(layout, start)
    if not valid and not set(prefix.lower()) & {"u", "r"}:
        row, column = start
        place = row, column + (prefix.lower() == "b")  # E402 knows br'' in front of imports as a string, not rb''
        return Fix("Make the string raw", (edit(place, place, "r"),), Applicability.SAFE)
    where = [position] if position in invalid else invalid  # Python 3.12 counts "{{" as one column
    edits: list[Edit] = [edit(place, place, "\\") for place in where]
    return Fix("Double the backslash", tuple(edits), Applicability.SAFE) if edits else None


class _Literal(NamedTuple):
    """A literal, and the spans of its own text: that of an f-string is between its fields."""

    start: Position
    end: Position
    parts: Sequence[tuple[Position, Position]]


class _Literals:
    """The literals of a file in which backslashes are looked for. Each is read once for all its findings."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._nested: dict[tuple[int, int], list[_Literal]] = {}  #: by f-string
        self._escapes: dict[Position, tuple[bool, Mapping[Position, None]]] = {}  #: by where the literal starts

    def around(self, position: Position) -> _Literal | None:
        """Return the innermost literal around ``position``."""
        span = self._layout.formatted_span(position)
        if span is None:
            token = self._layout.string_at(position)
            return None if token is None else _Literal(token[2], token[3], [(token[2], token[3])])
        if span not in self._nested:
            self._nested[span] = _literals(self._layout.tokens[span[0] : span[1] + 1])
        nested = self._nested[span]
        behind = bisect_right(nested, position, key=lambda literal: literal.end)
        return next((literal for literal in islice(nested, behind, None) if literal.start < position), None)

    def escapes(self, literal: _Literal) -> tuple[bool, Mapping[Position, None]]:
        """Return whether the literal has a valid escape, and where the invalid ones are."""
        if literal.start not in self._escapes:
            self._escapes[literal.start] = _escapes(self._layout, literal.parts)
        return self._escapes[literal.start]


def _literals(tokens: Sequence[Token]) -> list[_Literal]:
    """Return an f-string and the literals in it, in the order in which they end."""
    found: list[_Literal] = []
    stack: list[tuple[Position, list[tuple[Position, Position]]]] = []
    for index, token in enumerate(tokens):
        if token[0] in _STARTS:
            stack.append((token[2], []))
        elif token[0] in _MIDDLES:
            # the token's own end is short by the braces it lost
            stack[-1][1].append((token[2], tokens[index + 1][2]))
        elif token[0] in _ENDS:
            start, parts = stack.pop()
            found.append(_Literal(start, token[3], parts))
        elif token[0] == tokenize.STRING:
            found.append(_Literal(token[2], token[3], [(token[2], token[3])]))
    return found


def _prefix(layout: Layout, start: Position) -> str:
    text = layout.text(start[0])[start[1] : start[1] + 3]
    return text[: min(index for index, character in enumerate(text + '"') if character in "'\"")]


def _escapes(layout: Layout, parts: Sequence[tuple[Position, Position]]) -> tuple[bool, Mapping[Position, None]]:
    """Whether there is a valid escape in the parts, and where the invalid ones are."""
    valid = False
    invalid: dict[Position, None] = {}
    for start, end in parts:
        row, column = start
        while (row, column) < end:
            line = layout.lines[row - 1]
            column = line.find("\\", column)
            if column < 0:
                row, column = row + 1, 0
            elif (row, column) < end:
                if line[column + 1 : column + 2] in _VALID:
                    valid = True
                else:
                    invalid[row, column] = None
                column += 2
                if column >= len(line):
                    row, column = row + 1, 0
    return valid, invalid
