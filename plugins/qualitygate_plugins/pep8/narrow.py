"""Looks for a few codes only where they may be: for those that a text tells of, and that one line decides.

A run over all lines takes as long for one code as for all. Asked for few, it is shorter to find the places first.

Its facts are pinned by tests/plugins/pep8/test_narrow.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from qualitygate.api import Source
from qualitygate.api.lexing import BREAK_IN_STRING, bare_code, first_rows
from qualitygate_plugins.pep8.codes import CODES_OF_CHECK
from qualitygate_plugins.pep8.logical import build_logical_line
from qualitygate_plugins.pep8.registry import Check
from qualitygate_plugins.pep8.run import Result, Run
from qualitygate_plugins.pep8.shapes.shapes import IrregularError
from qualitygate_plugins.pep8.shapes.tokens import tokens_of

#: By check: a text of bare code without which it finds nothing, in the row in which the text ends. Their functions read
#: the logical line and its tokens, nothing else (pycodestyle 2.12 to 2.15).
_PLACES = {
    "break_after_binary_operator": re.compile(r"(?:[-+*/|&^<>=]|and|or)[ ]*#?(?=\n)"),
    "break_before_binary_operator": re.compile(r"\n[ ]*(?:[-+*/|&^<>!]|==|[%@:]=|(?:and|or)\b)"),
    "extraneous_whitespace": re.compile(r"[\[({][ ]|[ ][\]}),;:]|\n[,;:]|@\s"),
    "whitespace_around_comma": re.compile(r"[,;:][ ]{2}"),
}
_ODD = re.compile(r"[\0-\t\v-\x1f\x7f]")


def is_narrow(wanted: frozenset[str]) -> bool:
    """Are these codes few enough?"""
    return all(name in _PLACES or wanted.isdisjoint(codes) for name, codes in CODES_OF_CHECK.items())


class NarrowRun:
    """One file in which checks with a place are looked for there."""

    def __init__(self, run: Run, source: Source, checks: Sequence[Check], wanted: frozenset[str]) -> None:
        self._run = run
        self._source = source
        self._checks = checks
        self._wanted = wanted

    def results(self) -> Iterator[Result]:
        """Yield what the checks find that is wanted.

        Raises:
            IrregularError: the lines cannot be told apart.
        """
        code = bare_code(self._source)
        if code is None or code[-1:] != "\n" or _ODD.search(self._source.text):
            raise IrregularError
        rows = sorted({row for check in self._checks for row in _rows_of(_PLACES[check.name], code)})
        if not rows:
            return
        firsts = first_rows(code)
        starts = [*accumulate((1 + row.count(BREAK_IN_STRING) for row in code.split("\n")), initial=1)]
        done = -1
        for row in rows:
            first = firsts[row]
            if first > done:
                done = first
                end = next((number for number in range(row + 1, len(firsts)) if firsts[number] != first), len(firsts))
                yield from self._check_line(starts[first], starts[end])

    def _check_line(self, first: int, end: int) -> Iterator[Result]:
        """Check the logical line of the physical ones from ``first`` to the one before ``end``."""
        lines = self._source.lines[first - 1 : end - 1]
        tokens = tokens_of(lines)
        if tokens is None:
            raise IrregularError
        logical = build_logical_line(tokens, lines)
        state = {"logical_line": logical.text, "tokens": tokens}
        for check in self._checks:
            try:
                for offset, text in check(state) or ():
                    if text[:4] in self._wanted:
                        row, column = logical.position(offset)
                        yield first - 1 + row, column, text
            except Exception as error:  # a function of pycodestyle may raise anything, and the others go on
                self._run.fail(check, error, first)


def _rows_of(place: re.Pattern[str], code: str) -> Iterator[int]:
    row = behind = 0
    for match in place.finditer(code):
        row += code.count("\n", behind, match.end())
        behind = match.end()
        yield row
