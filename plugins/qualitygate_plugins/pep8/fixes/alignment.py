"""Continuation lines at the wrong column: E121-E133."""

from __future__ import annotations

import tokenize
from bisect import bisect_right
from collections.abc import Mapping

from qualitygate.api import Applicability, Edit, Fix
from qualitygate_plugins.pep8.fixes.continuation import Indentation, indent
from qualitygate_plugins.pep8.fixes.layout import INVISIBLE, Layout, Position
from qualitygate_plugins.pep8.fixes.options import OF_CONTINUATION, FixOptions
from qualitygate_plugins.pep8.fixes.wrapping import move, wrap

#: A fix of many edits that cures many findings is given to the first alone: reports carry each finding's fix.
_SHARED_EDITS = 200
#: One line in so many may stay where it is when the others move.
_FEW = 10


class Alignment:
    """Plans each logical line once, and gives every finding the part of the plan that is its own."""

    def __init__(self, layout: Layout, options: FixOptions) -> None:
        self._layout = layout
        self._options = options
        self._wanted = OF_CONTINUATION & options.wanted
        self._plans: dict[int, Mapping[int, Fix]] = {}

    def fix(self, position: Position) -> Fix | None:
        """Move the line of a finding, and the lines inside the brackets it opens, to where they must stand."""
        span = self._layout.logical_range(position[0])
        return None if span is None else self._plan_of(span).get(position[0])

    def has_fix(self, span: tuple[int, int]) -> bool:
        """Whether lines of this logical line are to be moved: whoever wants to break them has to wait."""
        rows = self._layout.tokens[span[0]][2][0], self._layout.tokens[span[1] - 1][2][0]
        return bool(self._wanted) and rows[0] != rows[1] and bool(self._plan_of(span))

    def _plan_of(self, span: tuple[int, int]) -> Mapping[int, Fix]:
        if span[0] not in self._plans:
            self._plans[span[0]] = self._plan(span)
        return self._plans[span[0]]

    def _plan(self, span: tuple[int, int]) -> Mapping[int, Fix]:
        tokens = self._layout.tokens[span[0] : span[1]]
        first, last = tokens[0][2][0], tokens[-1][2][0]
        rows = range(first, last + 1)
        margins = [self._layout.indentation(row) for row in rows if self._stands_somewhere(row)]
        start = next(token[2][0] for token in tokens if token[0] not in INVISIBLE)
        if self._layout.first_row(start) != start:
            return {}  # it begins with a backslash: nothing to align with
        if any("\t" in margin or "\x0c" in margin for margin in margins):
            return {}  # W191 and E101 turn them into spaces first
        tabs = self._layout.first_indentation == "\t"
        fixed = {row for row in rows if self._layout.starts_in_string(row)}
        now = indent(tokens, self._options, OF_CONTINUATION, fixed_rows=fixed, tabs=tabs, move=False)
        self._layout.tidy[span[0]] = not now.wrong
        if self._wanted.isdisjoint(now.wrong.values()):
            return {}
        lengths = {row: len(self._layout.text(row).rstrip()) for row in rows} if self._limits else {}
        then = indent(tokens, self._options, self._wanted, fixed_rows=fixed, lengths=lengths, tabs=tabs)
        if not then.wrong:
            return self._share(now, then)
        near = {"E125", "E129"} & set(then.wrong.values())
        ways = (self._set_off, self._open_brackets) if near else (self._open_brackets, self._set_off)
        opened = ways[0](span, then) or ways[1](span, then)
        if opened:
            return self._all_at_once(now, opened)
        # a line that is too long to move should not hold up a hundred others, but half a move is worse than none
        few = len(then.wrong) * _FEW <= len(then.columns)
        kept = all(now.wrong.get(row) == code for row, code in then.wrong.items())
        return self._share(now, then) if few and kept else {}

    def _stands_somewhere(self, row: int) -> bool:
        """Whether it matters where the row begins: not in a string, nor where there is nothing but a backslash."""
        return self._layout.first_on_row(row) is not None and not self._layout.starts_in_string(row)

    def _open_brackets(self, span: tuple[int, int], then: Indentation) -> list[Edit] | None:
        """Break the line behind the brackets whose contents cannot be aligned without becoming too long."""
        tokens = self._layout.tokens
        breaks: set[int] = set()
        for row in then.wrong:
            bracket = then.brackets.get(row, -1)
            if bracket >= 0:
                index = span[0] + bracket + 1
                if tokens[index][0] not in (tokenize.NL, tokenize.COMMENT) and not self._layout.in_string(index):
                    breaks.add(index)
        return wrap(self._layout, span, breaks, self._options) if breaks else None

    def _set_off(self, span: tuple[int, int], then: Indentation) -> list[Edit] | None:
        """Put both ends of the last line's bracket on lines of their own, which tells it from the block below."""
        tokens = self._layout.tokens
        bracket = then.brackets.get(tokens[span[1] - 1][2][0], -1)
        opening, depth = span[0] + bracket, 0
        for index in range(opening, span[1]) if bracket >= 0 else ():
            if tokens[index][0] == tokenize.OP:
                depth += (tokens[index][1] in "([{") - (tokens[index][1] in ")]}")
            if not depth and not self._layout.in_string(index):
                starts = {opening + 1, index}
                breaks = {start for start in starts if tokens[start - 1][0] != tokenize.NL}
                breaks -= {start for start in breaks if tokens[start][0] in (tokenize.NL, tokenize.COMMENT)}
                return wrap(self._layout, span, breaks, self._options) if breaks else None
        return None

    def _all_at_once(self, now: Indentation, edits: list[Edit]) -> Mapping[int, Fix]:
        """Give the whole to every wrong line, or to the first when that would be much."""
        fix = Fix("Break the line after the bracket", tuple(edits), Applicability.SAFE)
        rows = sorted(row for row, code in now.wrong.items() if code in self._wanted)
        return dict.fromkeys(rows if len(rows) * len(edits) < _SHARED_EDITS else rows[:1], fix)

    @property
    def _limits(self) -> bool:
        return "E501" in self._options.wanted

    def _share(self, now: Indentation, then: Indentation) -> Mapping[int, Fix]:
        """Give every wrong line its own edit and those of the lines that follow it without being wrong themselves."""
        wrong = sorted(row for row, code in now.wrong.items() if code in self._wanted)
        edits: dict[int, list[Edit]] = {row: [] for row in wrong}
        for row, column in sorted(then.columns.items()):
            if wrong:
                owner = wrong[max(bisect_right(wrong, row) - 1, 0)]
                edits[owner].append(move(self._layout, row, column))
        return {
            row: Fix("Indent the continuation line", tuple(sorted(own)), Applicability.SAFE)
            for row, own in edits.items()
            if own
        }
