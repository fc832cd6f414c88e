"""Tells by the rows of a text that pycodestyle objects to no continuation row in it.

``continued_indentation`` of pycodestyle (2.12 to 2.15) yields E131 for a row only where an earlier row of the same
bracket was indented from the bracket's row, and by another width. So there is none in a bracket whose rows all begin in
one column, with one reservation: a row that ends in a colon is one that later rows may be measured from, unless these
stand four columns behind the row with the bracket.

And there is nothing of E121 to E131 where all rows hang: each begins four columns behind the row whose last token is
the bracket, and what closes it stands below the beginning of that row.

Its facts are pinned by tests/plugins/ruff_engine/test_hangs.py.
"""

from __future__ import annotations

from enum import Enum

from qualitygate.api.lexing import BREAK_IN_STRING, CLOSING, unbalanced_brackets

_SIZE = 4


class Hangs(Enum):
    """What the continuation rows of a text are like."""

    PLAIN = "plain"  #: nothing of E121 to E131
    ALIGNED = "aligned"  #: no E131
    OTHER = "other"


def hangs_of(code: str) -> Hangs:
    """Look at all rows of a text without tabs, as :func:`bare_code` returns it."""
    brackets = unbalanced_brackets(code)
    rows = code.split("\n")
    worst = Hangs.PLAIN
    behind = 0
    for first, row in enumerate(rows):
        if first < behind or not (brackets[first] or row[-1:] == "\\" or (row[-1:] == ":" and BREAK_IN_STRING in row)):
            continue
        line = _LogicalLine(row)
        behind = first
        while line.goes_on and behind < len(rows):
            line.read(rows[behind], brackets[behind])
            behind += 1
        if line.goes_on or not line.is_aligned:
            return Hangs.OTHER
        if not line.is_plain:
            worst = Hangs.ALIGNED
    return worst


class _Bracket:
    """One that is open at the end of a row, or what stands for it in a line that goes on behind a backslash."""

    __slots__ = ("column", "has_colons", "is_last", "start")

    def __init__(self, start: int, *, is_last: bool) -> None:
        self.start = start  #: the column at which its row begins
        self.is_last = is_last  #: nothing but a comment stands behind it in its row
        self.column = -1  #: at which its rows begin; -1: there is none yet
        self.has_colons = False  #: one of its rows ends in one


class _LogicalLine:
    """A logical line of several rows, read row by row."""

    def __init__(self, row: str) -> None:
        self.goes_on = self.is_aligned = self.is_plain = True
        self._indent = self._start = len(row) - len(row.lstrip(" "))
        self._is_first = True
        self._open = [_Bracket(self._indent, is_last=False)]

    def read(self, row: str, brackets: bytes) -> None:
        """Read a row, and the brackets of it that are not closed, or not opened, in it."""
        text = row.lstrip(" ")
        end = text.rstrip(" #")
        if text and not self._is_first:
            self._place(text, len(row) - len(text))
        opening = brackets.lstrip(CLOSING)
        self._close(len(brackets) - len(opening), opens=bool(opening))
        self._open += [_Bracket(self._start, is_last=False) for _ in opening[1:]]
        if opening:
            self._open.append(_Bracket(self._start, is_last=end.endswith(("(", "[", "{"))))
        if end.endswith(":"):
            self._open[-1].has_colons = True
        self.goes_on = len(self._open) > 1 or end.endswith("\\")
        if end.endswith("\\") or (BREAK_IN_STRING in row and (self.goes_on or not self._is_first or end.endswith(":"))):
            self.is_plain = False
        if not self.goes_on and end.endswith(":") and self._start == self._indent + _SIZE:
            self.is_plain = False
        self._is_first = False

    def _place(self, text: str, start: int) -> None:
        """Note where a row begins."""
        self._start = start
        bracket = self._open[-1]
        hangs = start == bracket.start + _SIZE
        if text[0] in ")]}":
            self.is_plain = self.is_plain and bracket.is_last and start == bracket.start
            return
        self.is_plain = self.is_plain and bracket.is_last and hangs and not bracket.has_colons
        if bracket.column not in (-1, start) or (bracket.has_colons and not hangs):
            self.is_aligned = False
        bracket.column = start

    def _close(self, count: int, *, opens: bool) -> None:
        """Close brackets of earlier rows; what follows is measured from their rows too."""
        if count >= len(self._open):  # nothing that parses
            self.is_aligned = False
            count = len(self._open) - 1
        if not count:
            return
        goes_on = opens or len(self._open) - 1 > count
        if goes_on and any([bracket.start != self._start for bracket in self._open[-count:]]):
            self.is_plain = False
        del self._open[-count:]
