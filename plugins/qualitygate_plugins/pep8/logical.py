"""Builds the logical line that pycodestyle's checks read: tokens joined, comments left out, strings blanked.

Its facts are pinned by tests/plugins/pep8/test_logical.py.
"""

from __future__ import annotations

import tokenize
from bisect import bisect_left
from typing import NamedTuple

_Position = tuple[int, int]

_SKIPPED = frozenset((tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT))
_STRING_MIDDLES = (getattr(tokenize, "FSTRING_MIDDLE", -1), getattr(tokenize, "TSTRING_MIDDLE", -1))


class LogicalLine(NamedTuple):
    """A logical line and where its parts came from."""

    text: str
    #: (offset in ``text`` at which a token ends, its end as row and 0-based column); the first entry is the start.
    mapping: list[tuple[int, _Position]]

    def position(self, offset: int | _Position) -> _Position:
        """Turn an offset in ``text`` into row and 0-based column; a position is returned as it is."""
        if isinstance(offset, tuple):
            return offset
        index = bisect_left(self.mapping, (offset,))
        if index == len(self.mapping):
            return 0, 0
        end, (row, column) = self.mapping[index]
        return row, column + offset - end


def build_logical_line(tokens: list[tokenize.TokenInfo], lines: list[str]) -> LogicalLine:
    """Join the tokens of one logical line as pycodestyle and flake8 (7.5) do."""
    parts: list[str] = []
    mapping: list[tuple[int, _Position]] = []
    length = 0
    previous: _Position | None = None
    for kind, text, start, end, line in tokens:
        if kind in _SKIPPED:
            continue
        if not mapping:
            mapping.append((0, start))
        if kind == tokenize.COMMENT:
            continue
        if kind == tokenize.STRING:
            text = _blank_string(text)
        elif kind in _STRING_MIDDLES:
            # the token holds "{" where the source has "{{": its end is short by the braces it lost
            braces = text.count("{") + text.count("}")
            text = "x" * (len(text) + braces)
            end = (end[0], end[1] + braces)
        if previous is not None and previous != start:
            text = _gap(previous, start, text, line, lines) + text
        parts.append(text)
        length += len(text)
        mapping.append((length, end))
        previous = end
    return LogicalLine("".join(parts), mapping)


def _gap(previous: _Position, start: _Position, text: str, line: str, lines: list[str]) -> str:
    """Return what stands between two tokens: the blanks of one line, or one space where lines were joined."""
    row, column = previous
    if row == start[0]:
        return line[column : start[1]]
    before = lines[row - 1][column - 1]
    if before == "," or (before not in "{[(" and text not in "}])"):
        return " "
    return ""


def _blank_string(text: str) -> str:
    """Replace what is between the quotes with as many "x", so that no check reads code in it."""
    start = text.index(text[-1]) + 1
    end = len(text) - 1
    if text[-3:] in ('"""', "'''"):
        start += 2
        end -= 2
    return text[:start] + "x" * (end - start) + text[end:]
