"""Calls pycodestyle's check functions over the tokens of a whole file, with the state they expect.

The order of calls and the state between them are flake8's (7.5, ``checker.py`` and ``processor.py``), which is what
makes row, column, code and text the same; ``tests/parity`` holds them to it.

Its facts are pinned by tests/plugins/pep8/test_checker.py.
"""

from __future__ import annotations

import tokenize
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from qualitygate.api import Source
from qualitygate_plugins.pep8.logical import LogicalLine, build_logical_line
from qualitygate_plugins.pep8.registry import Check

Position = tuple[int, int]
#: 1-based line, 0-based column, "CODE text".
Result = tuple[int, int, str]

_NEWLINES = (tokenize.NL, tokenize.NEWLINE)
#: Tokens that open a formatted string from Python 3.12 (f) and 3.14 (t) on, and those that close it.
_STRING_STARTS = {
    getattr(tokenize, f"{letter}STRING_START"): getattr(tokenize, f"{letter}STRING_END")
    for letter in ("F", "T")
    if hasattr(tokenize, f"{letter}STRING_START")
}
_STRING_ENDS = frozenset(_STRING_STARTS.values())
_MAY_END_LINES = frozenset((*_NEWLINES, *_STRING_STARTS, *_STRING_ENDS))


class Run:
    """One file being checked. The names in ``state`` are pycodestyle's."""

    def __init__(
        self,
        lines: list[str],
        fixed: Mapping[str, Any],
        *,
        physical: Iterable[Check],
        logical: Iterable[Check],
    ) -> None:
        self.lines = lines
        self.base = 0  #: lines of the file before those that the tokens count from
        self._physical = tuple(physical)
        self._logical = tuple(logical)
        self._first_indented = _first_indented_line(lines)
        self._string_starts: dict[int, int] = {}  #: by the kind of token that ends it: where a string began last
        self.pending: list[tokenize.TokenInfo] = []
        self.failures: dict[str, tuple[Exception, int]] = {}  #: by check: what it raised first, and on which line
        self.state: dict[str, Any] = {
            **fixed,
            "lines": lines,
            "total_lines": len(lines),
            "line_number": 0,
            "indent_char": None,
            "indent_level": 0,
            "previous_indent_level": 0,
            "previous_logical": "",
            "previous_unindented_logical_line": "",
            "blank_lines": 0,
            "blank_before": 0,
            "multiline": False,
            "checker_state": {},
            "tokens": self.pending,
        }

    def results(self, source: Source) -> Iterator[Result]:
        """Check every token of the file; E902 when the tokenizer gives up although the file parses."""
        depth = 0
        previous_line = ""
        total = len(self.lines)
        for token in source.tokens:  # the hot loop: most tokens end no line and are only kept
            kind, text, start, end, line = token
            if start[0] > total:
                break
            self.pending.append(token)
            if ends_lines(token):
                self.read_up_to(end[0])
                yield from self.end_of_physical_lines(token, previous_line)
                if depth == 0 and kind in _NEWLINES:
                    yield from self._end_of_logical_line(kind)
            if kind == tokenize.OP:
                depth += (text in "([{") - (text in ")]}")
            previous_line = line
        else:
            yield from _token_error(source)
            if source.token_error is not None:
                return
        if self.pending:
            self.read_up_to(total)
            yield from self.check_physical(self.lines[-1])
            yield from self._check_logical()

    def read_up_to(self, line: int) -> None:
        """Record which line the tokenizer has reached, and the first indentation character it has seen."""
        self.state["line_number"] = min(line, self.state["total_lines"])
        if self.state["indent_char"] is None and 0 < self._first_indented <= line:
            self.state["indent_char"] = self.lines[self._first_indented - 1][0]

    def end_of_physical_lines(self, token: tokenize.TokenInfo, previous_line: str) -> Iterator[Result]:
        """Check every physical line that ends with this token; a string may end several."""
        kind = token.type
        if kind in _STRING_STARTS:
            self._string_starts[_STRING_STARTS[kind]] = token.start[0]
        elif kind in _NEWLINES or token.line[token.end[1] :].lstrip() == "\\\n":
            yield from self.check_physical(token.line or previous_line)
        elif kind in _STRING_ENDS:
            yield from self._check_string_lines(self._string_starts[kind], token.end[0])
        elif kind == tokenize.STRING and "\n" in token.string:
            yield from self._check_string_lines(token.start[0], token.end[0])

    def _check_string_lines(self, first: int, last: int) -> Iterator[Result]:
        """Check the lines of a multi-line string but its last, which ends outside of it."""
        self.state["multiline"] = True
        for number in range(self.base + first, self.base + last):
            self.state["line_number"] = number
            yield from self.check_physical(self.lines[number - 1])
        self.state["line_number"] = self.base + last
        self.state["multiline"] = False

    def check_physical(self, line: str) -> Iterator[Result]:
        """Run the physical-line checks on ``line``, which is the line that was read up to."""
        state = self.state
        state["physical_line"] = line
        for check in self._physical:
            try:
                result = check(state)
            except Exception as error:  # a function of pycodestyle may raise anything, and the others go on
                self.fail(check, error, state["line_number"])
                continue
            if result is not None:
                yield state["line_number"], result[0], result[1]

    def fail(self, check: Check, error: Exception, line: int) -> None:
        """Remember that a function of pycodestyle raised on the logical or physical line that begins there."""
        self.failures.setdefault(check.name, (error, line))

    def _end_of_logical_line(self, newline: int) -> Iterator[Result]:
        if newline == tokenize.NEWLINE:
            yield from self._check_logical()
            self.state["blank_before"] = 0
        elif len(self.pending) == 1:  # nothing but this NL: a blank line
            self.state["blank_lines"] += 1
            del self.pending[0]
        else:
            yield from self._check_logical()

    def _check_logical(self) -> Iterator[Result]:
        state = self.state
        line = build_logical_line(self.pending, self.lines)
        if line.mapping:
            self._enter(line)
            for check in self._logical:
                try:
                    for offset, text in check(state) or ():
                        yield *line.position(offset), text
                except Exception as error:  # the same
                    self.fail(check, error, line.mapping[0][1][0])
            self._leave(line)

    def _enter(self, line: LogicalLine) -> None:
        state = self.state
        row, column = line.mapping[0][1]
        state["logical_line"] = line.text
        state["indent_level"] = len(self.lines[row - 1][:column].expandtabs(8))
        state["blank_before"] = max(state["blank_before"], state["blank_lines"])

    def _leave(self, line: LogicalLine) -> None:
        state = self.state
        if line.text:
            state["previous_indent_level"] = state["indent_level"]
            state["previous_logical"] = line.text
            if not state["indent_level"]:
                state["previous_unindented_logical_line"] = line.text
        state["blank_lines"] = 0
        self.pending = []
        state["tokens"] = self.pending


def ends_lines(token: tokenize.TokenInfo) -> bool:
    """May a physical line end with this token?"""
    kind, text, _, _, line = token
    return kind in _MAY_END_LINES or (kind == tokenize.STRING and "\n" in text) or line.endswith("\\\n")


def _first_indented_line(lines: list[str]) -> int:
    """Return the 1-based number of the first line that starts with a blank, 0 when there is none."""
    return next((number for number, line in enumerate(lines, start=1) if line[:1] in (" ", "\t")), 0)


def _token_error(source: Source) -> Iterator[Result]:
    error = source.token_error
    if error is None:
        return
    code = "E902" if isinstance(error, tokenize.TokenError) else "E999"
    row, column = _where(error)
    yield row, column, f"{code} {type(error).__name__}: {error.args[0]}"


def _where(error: Exception) -> Position:
    """Return row and column of a tokenizer's error, where flake8 7.5 takes them from."""
    detail = error.args[1] if len(error.args) > 1 else None
    if isinstance(error, SyntaxError) and detail and len(detail) > 2:
        return int(detail[1] or 1), int(detail[2] or 0)
    if detail and len(detail) == 2:
        return int(detail[0]), int(detail[1])
    return 1, 0
