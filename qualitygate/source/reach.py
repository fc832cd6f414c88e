"""Which lines a comment reaches: those of its string or continuation, of the next line, of its indentation block."""

from __future__ import annotations

import re
import sys
import tokenize
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from qualitygate.source.source import Source

_BACKSLASH = re.compile(r"\\\n")
#: Backslashes behind which the tokens of a line begin on the next one, or a line is ended by a comment.
_MOVES_TOKENS = re.compile(r"^[ \t\f]*\\\n|\\\n[ \t\f]*#", re.MULTILINE)
_NOT_CODE = frozenset({tokenize.COMMENT, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER})
#: So many lines are looked at for each comment; a file may have a comment on every line.
_FEW = 100
#: What goes on with a compound statement.
_CLAUSE = re.compile(r"\s*(?:case|elif|else|except|finally)\b")


class Reach:
    """Answers for one source; every line and every range is 1-based and inclusive."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._has_tokens = source.kind in ("python", "stub")
        self.end = len(source.lines) + 1  #: one behind the last line, where W391 and the like may stand

    @cached_property
    def _joined(self) -> list[tuple[int, int]]:
        """The ranges of several lines that one comment reaches: those of a string or a backslash continuation."""
        if not self._has_tokens:
            return []
        joined = _joined_ranges(self._source)
        return joined if joined is not None else list(_logical_ranges(self._source))

    def own(self, line: int) -> tuple[int, int]:
        """Return what a comment on ``line`` reaches: the line, or all lines of its string or continuation."""
        index = bisect_right(self._joined, (line, sys.maxsize)) - 1
        if index >= 0 and line <= self._joined[index][1]:
            return self._joined[index]
        return line, line

    def next_line(self, line: int) -> tuple[int, int]:
        """Return the line after ``line`` with its string or continuation; comments on lines of their own in between.

        In reStructuredText there may be an empty line, for a comment is a paragraph of its own.
        """
        if self._source.kind == "rst":
            is_apart = not self._source.line(line + 1).strip() and self._source.line(line + 2).strip()
            return line + 1, line + (2 if is_apart else 1)
        return line + 1, self.own(self._without_comments.get(line + 1, line + 1))[1]

    def block(self, line: int, column: int) -> int:
        """Return the last line of the block in which a comment stands that begins at ``column``.

        0 means that it stands in none: at the margin, or in a file without indentation blocks.
        """
        if column == 1 or not self._has_tokens:
            return 0
        behind = bisect_right(self._statements, (line, sys.maxsize))
        while behind < len(self._statements) and self._statements[behind][1] >= column - 1:
            behind = self._outer[behind]
        return self._statements[behind][0] - 1 if behind < len(self._statements) else self.end

    def statement(self, line: int) -> tuple[int, int]:
        """Return the lines of the statement, or of the head of a block, that ``line`` is in; else the line alone."""
        at = bisect_right(self._statements, (line, sys.maxsize)) - 1
        if at >= 0 and line <= self._last_lines[at]:
            return self._statements[at][0], self._last_lines[at]
        return line, line

    def statement_with_one(self, line: int, word: str) -> tuple[int, int]:
        """Return the lines of the statement that ``line`` is in; no line where the word is in it more than once."""
        first, last = self.statement(line)
        texts = "\n".join(self._source.lines[first - 1 : min(last, first + _FEW)]).lower()
        return (first, last) if last - first < _FEW and texts.count(word) == 1 else (line, line - 1)

    def is_before_code_at(self, line: int, column: int) -> bool:
        """Is below a comment alone on ``line`` the next statement in its column, and none of a block that goes on?"""
        below = (text for text in self._source.lines[line : line + _FEW] if text.strip())
        code = next((text for text in below if not text.lstrip().startswith("#")), "")
        is_there = len(code) - len(code.lstrip()) == column - 1 and bool(code.strip()) and not _CLAUSE.match(code)
        # at the margin without tokens, which most files are not read by
        return is_there and (column == 1 or self.statement(line)[0] == line)

    def next_statement(self, line: int) -> tuple[int, int]:
        """Return the lines of the statement below a comment alone on ``line``; inside of one, the next line."""
        if self.statement(line)[0] < line:
            return line + 1, line + 1
        at = bisect_right(self._statements, (line, sys.maxsize))
        return (self._statements[at][0], self._last_lines[at]) if at < len(self._statements) else (line, line)

    def entry(self, line: int) -> tuple[int, int]:
        """Return the lines of the catalogue entry that ``line`` belongs to: up to the next empty line."""
        first = bisect_right(self._empty_lines, line)
        return self._empty_lines[first - 1] + 1, self._empty_lines[first] - 1

    @cached_property
    def _empty_lines(self) -> list[int]:
        """Every line without text, with one before the first and one behind the last."""
        empty = (number for number, text in enumerate(self._source.lines, start=1) if not text.strip())
        return [0, *empty, self.end]

    @cached_property
    def _without_comments(self) -> dict[int, int]:
        """For each line that holds only a comment, the next one that does not."""
        following: dict[int, int] = {}
        for number in range(len(self._source.lines) if self._has_tokens else 0, 0, -1):
            if self._source.line(number).lstrip().startswith("#"):
                following[number] = following.get(number + 1, number + 1)
        return following

    @cached_property
    def _statements(self) -> list[tuple[int, int]]:
        """Line and indentation of the beginning of every logical line."""
        found = []
        is_new = True
        for token in self._source.tokens if self._has_tokens else ():
            if token.type == tokenize.NEWLINE:
                is_new = True
            elif is_new and token.type not in _NOT_CODE:
                found.append(token.start)
                is_new = False
        return found

    @cached_property
    def _last_lines(self) -> list[int]:
        """The last line of each of them."""
        ends = [token.start[0] for token in self._source.tokens if token.type == tokenize.NEWLINE]
        return [*ends, *(self.end for _ in self._statements[len(ends) :])]

    @cached_property
    def _outer(self) -> list[int]:
        """For each statement the index of the next one that is indented less; from one to the next there are few."""
        following = [len(self._statements)] * len(self._statements)
        waiting: list[int] = []  #: statements whose next one is not found yet, ever deeper
        for index, (_, indentation) in enumerate(self._statements):
            while waiting and self._statements[waiting[-1]][1] > indentation:
                following[waiting.pop()] = index
            waiting.append(index)
        return following


def _joined_ranges(source: Source) -> list[tuple[int, int]] | None:
    """Return the ranges of :func:`_logical_ranges` from strings and backslashes alone; None where that takes tokens."""
    text, starts = source.text, source.line_starts
    spans = source.spans
    if spans is None or ("\\\n" in text and _MOVES_TOKENS.search(text)):
        return None
    if source.lines and source.lines[-1].lstrip(" \t\f").startswith("#") and not text.endswith("\n"):
        return None  # where that "#" is inside a string: up to Python 3.11 no token ends such a last line
    pairs: list[tuple[int, int]] = []
    for start, end in spans:
        if text.find("\n", start, end) >= 0:
            pairs.append((bisect_right(starts, start), bisect_right(starts, end - 1)))
    for match in _BACKSLASH.finditer(text):
        before = bisect_right(spans, (match.start(), len(text))) - 1
        if before < 0 or spans[before][1] <= match.start():
            line = bisect_right(starts, match.start())
            pairs.append((line, min(line + 1, len(source.lines))))
    ranges: list[tuple[int, int]] = []
    for first, last in sorted(pairs):
        if ranges and first <= ranges[-1][1]:
            ranges[-1] = ranges[-1][0], max(last, ranges[-1][1])
        else:
            ranges.append((first, last))
    return ranges


def _logical_ranges(source: Source) -> Iterator[tuple[int, int]]:
    """Yield them as flake8 7.5 ``FileProcessor._noqa_line_mapping``; lines after a tokenize error stand alone."""
    first = last = 0
    if source.token_error is not None:
        return
    for token in source.tokens:
        if token.type in (tokenize.ENDMARKER, tokenize.DEDENT):
            continue
        first = min(first, token.start[0]) if first else token.start[0]
        last = max(last, token.end[0])
        if token.type in (tokenize.NL, tokenize.NEWLINE):
            yield first, last
            first = last = 0
