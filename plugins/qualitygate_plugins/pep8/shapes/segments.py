"""Checks a file line by logical line, and asks pycodestyle only about those whose shape is not known as clean."""

from __future__ import annotations

import re
import sys
import tokenize
from collections.abc import Generator, Iterable, Iterator
from typing import NamedTuple

from qualitygate_plugins.pep8.codes import CODES_OF_CHECK
from qualitygate_plugins.pep8.shapes.hanging import is_plain_hang
from qualitygate_plugins.pep8.shapes.memory import ShapeMemory, Verdict
from qualitygate_plugins.pep8.registry import Check
from qualitygate_plugins.pep8.run import Result, Run, ends_lines
from qualitygate_plugins.pep8.shapes.shapes import IN_STRING, JOINED, IrregularError, shape_of_lines
from qualitygate_plugins.pep8.shapes.surroundings import STATEFUL, Surroundings

_LAYOUT = "continued_indentation"
#: From Python 3.12 on a token behind a multi-line string or a backslash carries other text as its line.
_ODD_LINES = sys.version_info >= (3, 12)
_ONLY_STRING = re.compile(f'\na?"""{IN_STRING}[^"\n]*"""')
#: How most rows end behind which the line goes on: it is not worth looking up such a row alone.
_GOING_ON = "([{,"


class Plan(NamedTuple):
    """The checks that can yield a wanted code, by what they depend on."""

    wanted: frozenset[str]
    physical: tuple[Check, ...]
    by_shape: tuple[Check, ...]  #: on the shape of their line
    by_layout: tuple[Check, ...]  #: on the columns of continuation lines
    stateful: tuple[Check, ...]  #: on what stands before
    names: frozenset[str]  #: of all of them

    @classmethod
    def of(cls, wanted: frozenset[str], physical: Iterable[Check], logical: Iterable[Check]) -> Plan | None:
        """Sort the checks; None when one of them is not known, so that nothing can be said about shapes."""
        logical, physical = tuple(logical), tuple(physical)
        names = frozenset(check.name for check in (*physical, *logical))
        if not names <= CODES_OF_CHECK.keys() or "maximum_doc_length" in names:
            return None
        by_layout = tuple(check for check in logical if check.name == _LAYOUT)
        stateful = tuple(check for check in logical if check.name in STATEFUL)
        by_shape = tuple(check for check in logical if check not in by_layout and check not in stateful)
        return cls(wanted, physical, by_shape, by_layout, stateful, names)


class _Line(NamedTuple):
    """A logical line in hand."""

    first: int  #: physical lines, 1-based
    last: int
    indent: int  #: the column of its first token
    shape: str
    is_plain: bool = False  #: its rows are plain hanging indents

    @property
    def has_breaks(self) -> bool:
        """Is a line break in it inside a string, or behind a backslash?"""
        return IN_STRING in self.shape or JOINED in self.shape

    @property
    def is_odd(self) -> bool:
        """Do its tokens carry text that the shape does not show?"""
        return _ODD_LINES and self.has_breaks and _ONLY_STRING.fullmatch(self.shape) is None


class SegmentRun:
    """One file being checked by the shapes of its lines."""

    def __init__(self, run: Run, rows: list[str], plan: Plan, memory: ShapeMemory) -> None:
        self._run = run
        self._lines = run.lines
        self._rows = rows
        self._plan = plan
        self._memory = memory
        self._around = Surroundings(run.lines, run.state, memory=memory, names=plan.names, wanted=plan.wanted)
        self._flagged = _flagged_lines(run.lines, plan.names, run.state["max_line_length"])
        self._indents = [0]
        self._hang = 0 if run.state["hang_closing"] or not plan.by_layout else run.state["indent_size"]

    def results(self) -> Iterator[Result]:
        """Yield what the whole-file run would yield, in another order.

        Raises:
            IrregularError: the splitting does not agree with Python's tokenizer.
        """
        memory, around, flagged = self._memory, self._around, self._flagged
        verdicts, from_lessons = memory.verdicts, memory.from_lessons
        rows = iter(self._rows)
        number = 0
        for row in rows:  # the hot loop: most rows are whole lines of a known, clean shape
            number += 1
            text = row.lstrip(" ")
            if not text:
                if number in flagged:
                    yield from self._check_flagged(number, number)
                around.blank_lines += 1
                continue
            first, indent = number, len(row) - len(text)
            verdict = verdicts.get(text)
            if verdict is None and text[-1] not in _GOING_ON:
                verdict = from_lessons(text)
            if verdict is None:
                line = self._read_line(row, rows, first, indent)
                verdict = yield from self._check_line(line, memory.recall(line.shape))
                number = line.last
            elif verdict.checks or number in flagged or not around.cannot_fire(verdict, indent, number):
                yield from self._check_line(_Line(number, number, indent, text), verdict)
            if not verdict.is_comment and indent != self._indents[-1]:
                self._indent(indent)
            around.leave(verdict, indent, first)

    def _read_line(self, row: str, rows: Iterator[str], first: int, indent: int) -> _Line:
        """Collect the rows of a logical line, which goes on while a bracket is open."""
        if row[indent] == "\\":  # the first token stands on a later row
            raise IrregularError
        parts = [row]
        known = self._memory.facts(row.lstrip(" "))
        facts, depth, last = [known], known.opens - known.closes, first + known.breaks
        while depth > 0:
            try:
                row = next(rows)
            except StopIteration:
                raise IrregularError from None
            known = self._memory.facts(row.lstrip(" "))
            parts.append(row)
            facts.append(known)
            depth += known.opens - known.closes
            last += 1 + known.breaks
        if first == last:
            return _Line(first, last, indent, row[indent:])
        # a shape of several physical lines begins with a line break, so that no single row is taken for it
        shape = "\n" + shape_of_lines(parts)
        return _Line(first, last, indent, shape, self._hang > 0 and is_plain_hang(parts, facts, self._hang))

    def _check_line(self, line: _Line, verdict: Verdict | None) -> Generator[Result, None, Verdict]:
        """Run the checks that may say something about this line, and return what is known of its shape now."""
        plan = self._plan
        is_flagged = not self._flagged.isdisjoint(range(line.first, line.last + 1))
        layout, is_aligned = self._layout(line)
        is_settled = verdict is not None and self._around.cannot_fire(verdict, line.indent, line.first)
        checks = plan.by_shape if verdict is None else verdict.checks
        checks = (*checks, *(() if is_aligned else plan.by_layout), *(() if is_settled else plan.stateful))
        if verdict is not None and not checks and not (is_flagged and line.has_breaks):
            if is_flagged:
                yield from self._check_flagged(line.first, line.last)
            return verdict
        tokens = self._tokens(line)
        if is_flagged:
            yield from self._check_flagged(line.first, line.last, tokens if line.has_breaks else None)
        loud, text = yield from self._call(line, tokens, checks)
        if layout is not None:
            self._memory.learn_layout(layout, is_clean=loud.isdisjoint(plan.by_layout))
        if verdict is None:
            heard = tuple(check for check in plan.by_shape if check in loud)
            verdict = self._memory.learn(line.shape, heard, text, keep=not line.is_odd)
        return verdict

    def _layout(self, line: _Line) -> tuple[str | None, bool]:
        """Return the layout to learn about, None for none, and whether the line is known to be aligned."""
        if line.first == line.last or line.is_plain or not self._plan.by_layout or _ONLY_STRING.fullmatch(line.shape):
            return None, True
        if line.is_odd or not self._memory.reads_layout():
            return None, False
        from qualitygate_plugins.pep8.shapes.layouts import layout_of  # here: most lines hang

        text = "".join(self._lines[line.first - 1 : line.last])
        layout = layout_of(text, line.indent, opens_block=line.indent > self._indents[-1])
        is_clean = layout is not None and self._memory.is_clean_layout(layout)
        return None if is_clean else layout, is_clean

    def _call(
        self, line: _Line, tokens: list[tokenize.TokenInfo], checks: Iterable[Check]
    ) -> Generator[Result, None, tuple[set[Check], str]]:
        """Call ``checks``; return those that found something wanted, and the text of the logical line."""
        from qualitygate_plugins.pep8.logical import build_logical_line  # here: with lessons most files ask nothing
        from qualitygate_plugins.pep8.shapes.silent import silent_checks

        state, wanted, base = self._run.state, self._plan.wanted, line.first - 1
        rows = self._lines[base : line.last]
        logical = build_logical_line(tokens, rows)
        self._run.read_up_to(line.last)
        self._around.enter(line.indent)
        state["tokens"] = tokens
        state["logical_line"] = logical.text
        loud = set()
        silent = set() if line.is_odd else silent_checks(logical.text, "".join(rows))
        for check in checks:
            if check.name in silent:
                continue
            try:
                for offset, text in check(state) or ():
                    if text[:4] in wanted:
                        loud.add(check)
                        row, column = logical.position(offset)
                        yield base + row, column, text
            except Exception as error:  # a function of pycodestyle may raise anything, and the others go on
                loud.add(check)  # what it says of this shape is not known
                self._run.fail(check, error, line.first)
        return loud, logical.text

    def _check_flagged(
        self, first: int, last: int, tokens: Iterable[tokenize.TokenInfo] | None = None
    ) -> Iterator[Result]:
        """Run the physical-line checks where one may fire; which lines count where strings go on, the tokens say."""
        run = self._run
        if tokens is None:
            for number in range(first, last + 1):
                if number in self._flagged:
                    run.read_up_to(number)
                    yield from run.check_physical(self._lines[number - 1])
            return
        run.base = first - 1
        previous_line = ""
        for token in tokens:
            if ends_lines(token):
                run.read_up_to(run.base + token.end[0])
                yield from run.end_of_physical_lines(token, previous_line)
            previous_line = token.line
        run.base = 0

    def _tokens(self, line: _Line) -> list[tokenize.TokenInfo]:
        """Return the tokens of one logical line as they are in the file's, but for their rows, which count from 1.

        Raises:
            IrregularError: they are not those of one logical line.
        """
        from qualitygate_plugins.pep8.shapes.tokens import tokens_of  # here: with lessons most files need none

        tokens = tokens_of(self._lines[line.first - 1 : line.last])
        if tokens is None:
            raise IrregularError
        return tokens if tokens[0].type == tokenize.COMMENT else [*self._leading_tokens(line), *tokens]

    def _leading_tokens(self, line: _Line) -> list[tokenize.TokenInfo]:
        """Return the INDENT or the DEDENTs that stand before the line's first token."""
        text, indent = self._lines[line.first - 1], line.indent
        if indent > self._indents[-1]:
            return [tokenize.TokenInfo(tokenize.INDENT, text[:indent], (1, 0), (1, indent), text)]
        dedents = sum(level > indent for level in self._indents)
        return [tokenize.TokenInfo(tokenize.DEDENT, "", (1, indent), (1, indent), text)] * dedents

    def _indent(self, indent: int) -> None:
        """Follow the blocks that are open."""
        while self._indents[-1] > indent:
            self._indents.pop()
        if self._indents[-1] < indent:
            self._indents.append(indent)


def _flagged_lines(lines: list[str], names: frozenset[str], longest: int) -> frozenset[int]:
    """Return the numbers of all lines that a physical-line check could find something in.

    Tabs that indent and what the end of a file may lack are not seen here: such files are checked by their tokens.
    """
    flagged: set[int] = set()
    if "maximum_line_length" in names and max(map(len, lines)) > longest + 1:
        flagged.update(number for number, line in enumerate(lines, start=1) if len(line) > longest + 1)
    if "trailing_whitespace" in names:
        flagged.update(number for number, line in enumerate(lines, start=1) if line[-2:-1] in (" ", "\t"))
    return frozenset(flagged)
