"""Where the tokens of a source stand: by row, by logical line, inside strings. Made once per file that has a finding.

Rows are 1-based and columns 0-based here, as ``tokenize`` counts them; :func:`edit` turns them into an ``Edit``.
"""

from __future__ import annotations

import ast
import sys
import tokenize
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property
from operator import itemgetter
from typing import Any, TypeVar

from qualitygate.api import Edit, Source, codepoint_to_utf8

Position = tuple[int, int]
Token = tokenize.TokenInfo
_Node = TypeVar("_Node", ast.Assign, ast.UnaryOp)
_Made = TypeVar("_Made")

_STRING_STARTS = (getattr(tokenize, "FSTRING_START", -1), getattr(tokenize, "TSTRING_START", -1))
_STRING_ENDS = (getattr(tokenize, "FSTRING_END", -1), getattr(tokenize, "TSTRING_END", -1))
#: The column in which a string of several lines ends is wrong there, where one of them has letters beyond ASCII
#: (python/cpython#112943, mended in 3.12.2).
_MISCOUNTS = (3, 12) <= sys.version_info < (3, 12, 2)
#: Only these can reach over the end of a line.
_STRINGS = frozenset((tokenize.STRING, *_STRING_STARTS, *_STRING_ENDS))
#: Tokens without a text of their own, or that only end lines.
INVISIBLE = frozenset((tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER))
_NEITHER = frozenset((tokenize.INDENT, tokenize.DEDENT))
_start = itemgetter(2)


def edit(start: Position, end: Position, replacement: str) -> Edit:
    """Make an edit from tokenizer positions."""
    return Edit(start[0], start[1] + 1, end[0], end[1] + 1, replacement)


class Layout:
    """A source's tokens with memoised indexes."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.tokens = source.tokens if source.text.isascii() or not _MISCOUNTS else _counted(source.tokens)
        self.lines = source.lines
        #: by first token: logical lines whose continuation lines are known to be in order or not
        self.tidy: dict[int, bool] = {}
        self._last_found = 0  #: the index that was asked for last
        self._first_on_row: dict[int, int | None] = {}  #: as far as it was asked for
        self._nodes: dict[type[ast.AST], dict[tuple[int, int], Any]] = {}  #: by place as ``ast`` counts
        self._made: dict[Callable[[Layout], object], Any] = {}

    def once(self, make: Callable[[Layout], _Made]) -> _Made:
        """What ``make`` says of this source: made at the first finding that asks for it, and kept for all others."""
        if make not in self._made:
            self._made[make] = make(self)
        made: _Made = self._made[make]
        return made

    def text(self, row: int) -> str:
        """The row without its line break."""
        return self.source.line(row)

    def slice(self, start: Position, end: Position) -> str:
        """The text between two positions."""
        if start[0] == end[0]:
            return self.lines[start[0] - 1][start[1] : end[1]]
        middle = self.lines[start[0] : end[0] - 1]
        return "".join((self.lines[start[0] - 1][start[1] :], *middle, self.lines[end[0] - 1][: end[1]]))

    def indentation(self, row: int) -> str:
        """What stands before the row's first character that is neither space, tab nor form feed."""
        text = self.text(row)
        return text[: len(text) - len(text.lstrip(" \t\x0c"))]

    @cached_property
    def _kinds(self) -> list[int]:
        """The kind of each token: what is looked for among them is found without a step of ours for each."""
        return [token[0] for token in self.tokens]

    def first_on_row(self, row: int) -> int | None:
        """The index of the first token that starts on ``row``, those of width zero left out; None when none does."""
        if row not in self._first_on_row:
            tokens = self.tokens
            index = bisect_left(tokens, (row, 0), key=_start)
            while index < len(tokens) and tokens[index][0] in _NEITHER:
                index += 1
            is_there = index < len(tokens) and tokens[index][2][0] == row
            self._first_on_row[row] = index if is_there else None
        return self._first_on_row[row]

    def index_at(self, position: Position) -> int | None:
        """The index of the first token on the row that starts at ``position`` or behind it."""
        index = self.first_on_row(position[0])
        if index is None:
            return None
        tokens = self.tokens
        last = self._last_found
        if index < last and tokens[last - 1][2] < position:
            index = last  # findings come in order: a row of a thousand tokens is walked once
        while index < len(tokens) and tokens[index][2] < position:
            index += 1
        self._last_found = index
        return index if index < len(tokens) and tokens[index][2][0] == position[0] else None

    def index_ending_at(self, position: Position) -> int | None:
        """The index of the token that ends at ``position`` and starts on its row."""
        first = self.first_on_row(position[0])
        index = bisect_left(self.tokens, position, key=_start) - 1
        return index if first is not None and first <= index and self.tokens[index][3] == position else None

    def before(self, index: int) -> Token | None:
        """The last token with a text before ``index``."""
        return next((self.tokens[i] for i in range(index - 1, -1, -1) if self.tokens[i][0] not in INVISIBLE), None)

    def gap_at(self, position: Position) -> tuple[Token, Token] | None:
        """The tokens on both sides of ``position``, when it lies between two on one row."""
        index = self.index_at(position)
        if index is None:
            return None
        right, left = self.tokens[index], self.before(index)
        if left is None or left[3] > right[2] or left[3][0] != right[2][0] or left[3] > position:
            return None
        return left, right

    @cached_property
    def _interiors(self) -> tuple[frozenset[int], list[Position], list[tuple[int, int]]]:
        """Rows whose line break is text; where the outermost f-strings start; their token ranges."""
        rows: set[int] = set()
        opened: list[int] = []
        starts: list[Position] = []
        spans: list[tuple[int, int]] = []
        for index in [index for index, kind in enumerate(self._kinds) if kind in _STRINGS]:
            kind, _, start, end, _ = self.tokens[index]
            if kind in _STRING_STARTS:
                opened.append(index)
            elif kind in _STRING_ENDS and opened:
                begin = opened.pop()
                rows.update(range(self.tokens[begin][2][0], end[0]))
                if not opened:
                    starts.append(self.tokens[begin][2])
                    spans.append((begin, index))
            elif start[0] != end[0]:
                rows.update(range(start[0], end[0]))
        return frozenset(rows), starts, spans

    def ends_in_string(self, row: int) -> bool:
        """Whether the row's line break belongs to a string."""
        return row in self._interiors[0]

    def starts_in_string(self, row: int) -> bool:
        """Whether the row begins inside a string."""
        return row - 1 in self._interiors[0]

    def formatted_span(self, position: Position) -> tuple[int, int] | None:
        """The first and last token of the outermost f-string around ``position``, where they have some (3.12)."""
        _, starts, spans = self._interiors
        number = bisect_right(starts, position) - 1
        is_inside = number >= 0 and starts[number] < position < self.tokens[spans[number][1]][3]
        return spans[number] if is_inside else None

    def string_at(self, position: Position) -> Token | None:
        """The string token around ``position``."""
        index = bisect_right(self.tokens, position, key=_start) - 1
        token = self.tokens[index] if index >= 0 else None
        return token if token and token[0] == tokenize.STRING and position < token[3] else None

    def in_string(self, index: int) -> bool:
        """Whether the token stands inside an f-string, where a line break may not be allowed."""
        return self.formatted_span(self.tokens[index][2]) is not None

    def has_debug_field(self, position: Position) -> bool:
        """Whether the f-string around ``position`` may have a field like ``{x = }``, whose blanks are text."""
        return self.formatted_span(position) in self._with_debug_field

    @cached_property
    def _with_debug_field(self) -> frozenset[tuple[int, int] | None]:
        spans = self._interiors[2]
        return frozenset(span for span in spans if any(token[1] == "=" for token in self.tokens[slice(*span)]))

    @cached_property
    def first_indentation(self) -> str:
        """The first character of the first indented line, pycodestyle's ``indent_char``; "" when there is none."""
        return next((line[0] for line in self.lines if line[0] in " \t"), "")

    @cached_property
    def blank_rows(self) -> frozenset[int]:
        """Rows that are blank and end neither a statement nor a string."""
        ends = [token for token, kind in zip(self.tokens, self._kinds, strict=True) if kind == tokenize.NL]
        return frozenset(token[2][0] for token in ends if not token[4].strip())

    def first_row(self, row: int) -> int:
        """The row on which the logical line begins whose first token is on ``row``: backslashes may stand above.

        A blank row behind a lone backslash ends nothing for pycodestyle before Python 3.12: what follows goes on.
        """
        while (above := self._joined_above(row)) is not None:
            row = above
        return row

    def _joined_above(self, row: int) -> int | None:
        """The row above that holds nothing but a backslash by which ``row`` goes on, a blank one left out."""
        above = row - 2 if row > 2 and not self.text(row - 1).strip() else row - 1
        is_joined = above > 0 and self.text(above).endswith("\\") and self.first_on_row(above) is None
        return above if is_joined else None

    def comment_behind(self, row: int) -> str:
        """The comment behind code on a row; "" when there is none."""
        if "#" not in self.text(row):
            return ""
        first = self.first_on_row(row)
        if first is None:
            return ""
        for index in range(first, len(self.tokens)):
            kind, text, start, _, _ = self.tokens[index]
            if start[0] != row:
                return ""
            if kind == tokenize.COMMENT:
                return text if index > first or self.starts_in_string(row) else ""
        return ""

    def node_at(self, position: Position, kind: type[_Node]) -> _Node | None:
        """The node of exactly this type, a statement or an expression, that begins at ``position``."""
        if kind not in self._nodes:
            places = [((node.lineno, node.col_offset), node) for node in self.source.nodes.of(kind)]
            self._nodes[kind] = dict(reversed(places))
        row, column = position
        found: _Node | None = self._nodes[kind].get((row, codepoint_to_utf8(self.text(row), column)))
        return found

    def comment_row(self, row: int) -> Token | None:
        """The comment that is all there is on ``row``."""
        index = self.first_on_row(row)
        if index is None or self.tokens[index][0] != tokenize.COMMENT or self.starts_in_string(row):
            return None
        token = self.tokens[index]
        return token if not token[4][: token[2][1]].strip() else None

    @cached_property
    def _lines_of_code(self) -> tuple[list[int], list[tuple[int, int]]]:
        """First rows and token ranges (end exclusive) of the logical lines with code, as pycodestyle groups them."""
        rows: list[int] = []
        ranges: list[tuple[int, int]] = []
        kinds = self._kinds
        behind = 0
        for end in [index for index, kind in enumerate(kinds) if kind == tokenize.NEWLINE]:
            begin = index = behind
            while index < end and (kinds[index] in INVISIBLE or kinds[index] == tokenize.COMMENT):
                index += 1
                if kinds[index - 1] == tokenize.NL:  # of a line without code: no bracket is open yet
                    begin = index
            if index < end:
                rows.append(self.tokens[begin][2][0])
                ranges.append((begin, end + 1))
            behind = end + 1
        return rows, ranges

    def logical_line(self, row: int) -> Sequence[Token] | None:
        """The tokens of the logical line that ``row`` belongs to, INDENT and DEDENT and NEWLINE included."""
        span = self.logical_range(row)
        return None if span is None else self.tokens[span[0] : span[1]]

    def logical_range(self, row: int) -> tuple[int, int] | None:
        """The token range of that logical line, end exclusive."""
        rows, ranges = self._lines_of_code
        number = bisect_right(rows, row) - 1
        if number < 0:
            return None
        begin, end = ranges[number]
        return (begin, end) if self.tokens[end - 1][2][0] >= row else None

    @property
    def logical_ranges(self) -> list[tuple[int, int]]:
        """The token ranges of all logical lines with code, end exclusive."""
        return self._lines_of_code[1]


def _counted(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens with every string ending where its text ends."""
    found = []
    for token in tokens:
        _, newline, last = token.string.rpartition("\n")
        if newline and token.type == tokenize.STRING:
            found.append(token._replace(end=(token.end[0], len(last))))
        else:
            found.append(token)
    return found


def visible(tokens: Sequence[Token]) -> list[Token]:
    """Leave out INDENT, DEDENT, line breaks and comments."""
    return [token for token in tokens if token[0] not in INVISIBLE and token[0] != tokenize.COMMENT]
