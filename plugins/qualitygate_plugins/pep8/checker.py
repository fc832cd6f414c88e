"""Runs pycodestyle's check functions over the tokens of a source.

The order of calls and the state between them are flake8's (7.5, ``checker.py`` and ``processor.py``), which is what
makes row, column, code and text the same; ``tests/parity`` holds them to it. pycodestyle is asked for its registered
functions through ``_checks``, the registry that its own ``StyleGuide`` reads (2.12 to 2.15).
"""

from __future__ import annotations

import tokenize
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pycodestyle

from qualitygate.api import Finding, Location, Settings, Severity, Source
from qualitygate_plugins.pep8.codes import CODES_OF_CHECK
from qualitygate_plugins.pep8.logical import LogicalLine, build_logical_line

_Position = tuple[int, int]
_Result = tuple[int | _Position, str]
_Check = tuple[Callable[..., Any], tuple[str, ...]]

_NEWLINES = (tokenize.NL, tokenize.NEWLINE)
#: Tokens that open and close a formatted string from Python 3.12 (f) and 3.14 (t) on; -1 where there are none.
_STRING_STARTS = (getattr(tokenize, "FSTRING_START", -1), getattr(tokenize, "TSTRING_START", -1))
_STRING_ENDS = (getattr(tokenize, "FSTRING_END", -1), getattr(tokenize, "TSTRING_END", -1))
_MAY_END_LINES = frozenset((*_NEWLINES, *_STRING_STARTS, *_STRING_ENDS))


class Pep8Checker:
    """pycodestyle as one checker; checks that can yield no wanted code are never called."""

    name = "pep8"
    kinds = frozenset({"python"})
    codes = ("E", "W")
    needs_tree = True

    def __init__(self, settings: Settings, wanted: frozenset[str]) -> None:
        self._fixed = {
            "max_line_length": settings.number("max-line-length"),
            "max_doc_length": settings.number("max-doc-length") or None,
            "indent_size": settings.number("indent-size"),
            "hang_closing": settings.flag("hang-closing"),
            "noqa": False,  # suppression is the engine's
            "verbose": 0,
        }
        self._physical = _checks("physical_line", wanted)
        self._logical = _checks("logical_line", wanted)

    def check(self, source: Source) -> Iterable[Finding]:
        """Yield pycodestyle's findings; E902 when the tokenizer gives up although the file parses."""
        run = _Run(source, self._fixed, self._physical, self._logical)
        for line, column, text in run.results():
            code, _, message = text.partition(" ")
            severity = Severity.ERROR if code.startswith("E9") else Severity.WARNING
            yield Finding(code, message, Location(source.path, line, max(column, 0) + 1), severity, self.name)


def _checks(kind: str, wanted: frozenset[str]) -> list[_Check]:
    """Return the registered checks of a kind that can yield a wanted code, sorted by name as flake8 calls them."""
    registered = pycodestyle._checks[kind]
    checks = []
    for function in sorted(registered, key=lambda function: str(function.__name__)):
        codes = CODES_OF_CHECK.get(function.__name__)  # unknown: a newer pycodestyle, always called
        if codes is None or not wanted.isdisjoint(codes):
            checks.append((function, tuple(registered[function][1])))
    return checks


class _Run:
    """The state that pycodestyle's functions expect while one file is checked. Attribute names are pycodestyle's."""

    def __init__(
        self, source: Source, fixed: dict[str, Any], physical: list[_Check], logical: list[_Check]
    ) -> None:
        self._source = source
        self._physical_checks = physical
        # most checks take the same arguments, and are called without looking each up
        self._line_checks = [check for check, names in logical if names == ("logical_line",)]
        self._token_checks = [check for check, names in logical if names == ("logical_line", "tokens")]
        usual = (*self._line_checks, *self._token_checks)
        self._other_checks = [(check, names) for check, names in logical if check not in usual]
        self._first_indented = _first_indented_line(source.lines)
        self._string_start = 1
        self.pending: list[tokenize.TokenInfo] = []
        self.state: dict[str, Any] = {
            **fixed,
            "lines": source.lines,
            "total_lines": len(source.lines),
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

    def results(self) -> Iterator[tuple[int, int, str]]:
        """Yield (1-based line, 0-based column, "CODE text")."""
        depth = 0
        previous_line = ""
        total = len(self._source.lines)
        for token in self._source.tokens:  # the hot loop: most tokens end no line and are only kept
            kind, text, start, end, line = token
            if start[0] > total:
                break
            self.pending.append(token)
            if kind in _MAY_END_LINES or (kind == tokenize.STRING and "\n" in text) or line.endswith("\\\n"):
                self._read_up_to(end[0])
                yield from self._end_of_physical_lines(token, previous_line)
                if depth == 0 and kind in _NEWLINES:
                    yield from self._end_of_logical_line(kind)
            if kind == tokenize.OP:
                depth += (text in "([{") - (text in ")]}")
            previous_line = line
        else:
            yield from self._token_error()
            if self._source.token_error is not None:
                return
        if self.pending:
            self._read_up_to(total)
            yield from self._check_physical(self._source.lines[-1])
            yield from self._check_logical()

    def _read_up_to(self, line: int) -> None:
        """Record which line the tokenizer has reached, and the first indentation character it has seen."""
        self.state["line_number"] = min(line, self.state["total_lines"])
        if self.state["indent_char"] is None and 0 < self._first_indented <= line:
            self.state["indent_char"] = self._source.lines[self._first_indented - 1][0]

    def _token_error(self) -> Iterator[tuple[int, int, str]]:
        error = self._source.token_error
        if error is None:
            return
        code = "E902" if isinstance(error, tokenize.TokenError) else "E999"
        row, column = _where(error)
        yield row, column, f"{code} {type(error).__name__}: {error.args[0]}"

    def _end_of_physical_lines(
        self, token: tokenize.TokenInfo, previous_line: str
    ) -> Iterator[tuple[int, int, str]]:
        """Check every physical line that ends with this token; a string may end several."""
        kind = token.type
        if kind in _STRING_STARTS:
            self._string_start = token.start[0]
        elif kind in _NEWLINES or token.line[token.end[1] :].lstrip() == "\\\n":
            yield from self._check_physical(token.line or previous_line)
        elif kind in _STRING_ENDS:
            yield from self._check_string_lines(self._string_start, token.end[0])
        elif kind == tokenize.STRING and "\n" in token.string:
            yield from self._check_string_lines(token.start[0], token.end[0])

    def _check_string_lines(self, first: int, last: int) -> Iterator[tuple[int, int, str]]:
        """Check the lines of a multi-line string but its last, which ends outside of it."""
        self.state["multiline"] = True
        for number in range(first, last):
            self.state["line_number"] = number
            yield from self._check_physical(self._source.lines[number - 1])
        self.state["line_number"] = last
        self.state["multiline"] = False

    def _check_physical(self, line: str) -> Iterator[tuple[int, int, str]]:
        state = self.state
        state["physical_line"] = line
        for check, names in self._physical_checks:
            result = check(*[state[name] for name in names])
            if result is not None:
                yield state["line_number"], result[0], result[1]

    def _end_of_logical_line(self, newline: int) -> Iterator[tuple[int, int, str]]:
        if newline == tokenize.NEWLINE:
            yield from self._check_logical()
            self.state["blank_before"] = 0
        elif len(self.pending) == 1:  # nothing but this NL: a blank line
            self.state["blank_lines"] += 1
            del self.pending[0]
        else:
            yield from self._check_logical()

    def _check_logical(self) -> Iterator[tuple[int, int, str]]:
        state = self.state
        line = build_logical_line(self.pending, self._source.lines)
        if line.mapping:
            self._enter(line)
            for check in self._line_checks:
                for offset, text in check(line.text) or ():
                    yield *line.position(offset), text
            for check in self._token_checks:
                for offset, text in check(line.text, self.pending) or ():
                    yield *line.position(offset), text
            for check, names in self._other_checks:
                for offset, text in check(*[state[name] for name in names]) or ():
                    yield *line.position(offset), text
            self._leave(line)

    def _enter(self, line: LogicalLine) -> None:
        state = self.state
        row, column = line.mapping[0][1]
        state["logical_line"] = line.text
        state["indent_level"] = len(self._source.lines[row - 1][:column].expandtabs(8))
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


def _first_indented_line(lines: list[str]) -> int:
    """Return the 1-based number of the first line that starts with a blank, 0 when there is none."""
    return next((number for number, line in enumerate(lines, start=1) if line[:1] in (" ", "\t")), 0)


def _where(error: Exception) -> _Position:
    """Return row and column of a tokenizer's error, where flake8 7.5 takes them from."""
    detail = error.args[1] if len(error.args) > 1 else None
    if isinstance(error, SyntaxError) and detail and len(detail) > 2:
        return int(detail[1] or 1), int(detail[2] or 0)
    if detail and len(detail) == 2:
        return int(detail[0]), int(detail[1])
    return 1, 0
