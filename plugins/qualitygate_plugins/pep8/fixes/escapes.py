"""Backslashes that start no valid escape: W605."""

from __future__ import annotations

import tokenize

from qualitygate.api import Applicability, Edit, Fix
from qualitygate_plugins.pep8.fixes.layout import Layout, Position, edit

#: What may follow a backslash; ``pycodestyle.py`` 2.15, _PYTHON_3000_VALID_ESC.
_VALID = frozenset("\n\\'\"abfnrtv01234567xNuU")
_STARTS = (getattr(tokenize, "FSTRING_START", -1), getattr(tokenize, "TSTRING_START", -1))
_MIDDLES = (getattr(tokenize, "FSTRING_MIDDLE", -1), getattr(tokenize, "TSTRING_MIDDLE", -1))
_ENDS = (getattr(tokenize, "FSTRING_END", -1), getattr(tokenize, "TSTRING_END", -1))


def escape(layout: Layout, position: Position, message: str) -> Fix | None:
    """Make the literal raw when it has no valid escape, else double the backslash at ``position`` (W605)."""
    span = _literal(layout, position)
    if span is None:
        return None
    start, parts = span
    valid, invalid = _escapes(layout, parts)
    prefix = _prefix(layout, start)
    if not valid and not set(prefix.lower()) & {"u", "r"}:
        row, column = start
        place = row, column + (prefix.lower() == "b")  # E402 knows br'' in front of imports as a string, not rb''
        return Fix("Make the string raw", (edit(place, place, "r"),), Applicability.SAFE)
    where = [position] if position in invalid else invalid  # Python 3.12 counts "{{" as one column
    edits: list[Edit] = [edit(place, place, "\\") for place in where]
    return Fix("Double the backslash", tuple(edits), Applicability.SAFE) if edits else None


def _literal(layout: Layout, position: Position) -> tuple[Position, list[tuple[Position, Position]]] | None:
    """The start of the innermost literal around ``position``, and the spans of its own text."""
    inside = layout.formatted_string_at(position)
    if not inside:
        token = layout.string_at(position)
        return None if token is None else (token[2], [(token[2], token[3])])
    stack: list[tuple[Position, list[tuple[Position, Position]]]] = []
    for index, token in enumerate(inside):
        if token[0] in _STARTS:
            stack.append((token[2], []))
        elif token[0] in _MIDDLES:
            # the token's own end is short by the braces it lost
            stack[-1][1].append((token[2], inside[index + 1][2]))
        elif token[0] in _ENDS:
            found = stack.pop()
            if found[0] < position < token[3]:
                return found
        elif token[0] == tokenize.STRING and token[2] < position < token[3]:
            return token[2], [(token[2], token[3])]
    return None


def _prefix(layout: Layout, start: Position) -> str:
    text = layout.text(start[0])[start[1] : start[1] + 3]
    return text[: min(index for index, character in enumerate(text + '"') if character in "'\"")]


def _escapes(layout: Layout, parts: list[tuple[Position, Position]]) -> tuple[bool, list[Position]]:
    """Whether there is a valid escape in the parts, and where the invalid ones are."""
    valid, invalid = False, []
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
                    invalid.append((row, column))
                column += 2
                if column >= len(line):
                    row, column = row + 1, 0
    return valid, invalid
