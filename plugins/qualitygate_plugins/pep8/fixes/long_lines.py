"""Lines that are too long: E501. Broken at brackets, in new parentheses, or inside a string between two words."""

from __future__ import annotations

import tokenize
from collections.abc import Sequence

from qualitygate.api import Applicability, Edit, Fix, tool_comments
from qualitygate_plugins.pep8.fixes.alignment import Alignment
from qualitygate_plugins.pep8.fixes.break_points import BreakPoints
from qualitygate_plugins.pep8.fixes.comments import begun
from qualitygate_plugins.pep8.fixes.layout import INVISIBLE, Layout, Position, Token, edit
from qualitygate_plugins.pep8.fixes.options import FixOptions
from qualitygate_plugins.pep8.fixes.parentheses import parenthesise
from qualitygate_plugins.pep8.fixes.split_points import brackets
from qualitygate_plugins.pep8.fixes.statements import is_to_be_split
from qualitygate_plugins.pep8.fixes.strings import cut, split_string
from qualitygate_plugins.pep8.fixes.wrapping import is_tidy, wrap

#: How many ways of breaking one line are tried out.
_ATTEMPTS = 6
#: A statement of more tokens is a table, and each of its rows is broken by itself. Each way of breaking one with a look
#: at the others walks through all of it, so that 250 full rows of 6,000 numbers took minutes.
_MOST = 5_000
_CLOSING = frozenset(")]}")


class LongLines:
    """Breaks the lines of one source that are too long."""

    def __init__(self, layout: Layout, options: FixOptions, alignment: Alignment) -> None:
        self._layout = layout
        self._alignment = alignment
        self._options = options
        self._limit = options.max_line_length
        self._points = BreakPoints(layout, options)
        self._waiting: dict[tuple[int, int], bool] = {}

    def fix(self, position: Position) -> Fix | None:
        """Break the line of a finding, when every part then fits and nothing else changes."""
        row, layout = position[0], self._layout
        span = layout.logical_range(row)
        first = layout.first_on_row(row)
        if span is None or first is None:
            return None
        if not self._is_simple(row) or self._waits(span):
            return None
        tokens = self._tokens_of(row, first)
        if not tokens:
            return None
        comment = tokens[-1] if tokens[-1][0] == tokenize.COMMENT else None
        if comment is not None and len(tokens) > 1 and tokens[-2][3][1] <= self._limit:
            return self._move_comment(row, comment, tokens, span)
        if span[1] - span[0] > _MOST:
            return self._break_alone(span, first, tokens)
        return (
            parenthesise(layout, span, self._options, prefer=True)
            or self._break(span, first, len(tokens))
            or parenthesise(layout, span, self._options, prefer=False)
            or split_string(layout, span, tokens, self._options)
        )

    def _waits(self, span: tuple[int, int]) -> bool:
        """Whether the lines of this logical line will stand elsewhere, and the breaks with them."""
        if span not in self._waiting:
            is_split = is_to_be_split(self._layout, span, self._options)
            self._waiting[span] = is_split or self._alignment.has_fix(span)
        return self._waiting[span]

    def _is_simple(self, row: int) -> bool:
        layout = self._layout
        margin = layout.indentation(row)
        return not (
            layout.starts_in_string(row)
            or layout.ends_in_string(row)
            or layout.comment_row(row)
            or "\t" in margin
            or "\x0c" in margin
        )

    def _tokens_of(self, row: int, first: int) -> Sequence[Token]:
        tokens = self._layout.tokens
        end = first
        while end < len(tokens) and tokens[end][2][0] == row and tokens[end][0] not in (tokenize.NL, tokenize.NEWLINE):
            end += 1
        return tokens[first:end]

    def _move_comment(
        self, row: int, comment: Token, tokens: Sequence[Token], span: tuple[int, int]
    ) -> Fix | None:
        """Put a comment at the end of a line above it; one that is for a tool stays.

        Behind a closing bracket it goes above the whole statement, if that is where the statement ends.
        """
        layout, before = self._layout, tokens[-2]
        above = row
        if tokens[0][1] in (")", "]", "}"):
            if layout.tokens[span[1] - 1][2][0] != row:
                return None
            above = next(token[2][0] for token in layout.tokens[span[0] :] if token[0] not in INVISIBLE)
        margin = layout.indentation(above)
        text = (begun(comment[1], inline=True) if "E262" in self._options.wanted else comment[1]).rstrip()
        if (
            len(margin) + len(text) > self._limit
            or tool_comments(comment[1], self._options.tool_comments)
            or layout.text(above - 1).endswith("\\")
            or layout.starts_in_string(above)
            or not text.startswith(("# ", "#: "))
        ):
            return None
        edits = (
            edit((above, 0), (above, 0), f"{margin}{text}\n"),
            edit(before[3], comment[3], ""),
        )
        return Fix("Move the comment above the line", edits, Applicability.SAFE)

    def _break(self, span: tuple[int, int], first: int, count: int) -> Fix | None:
        for attempt, breaks in enumerate(self._points.candidates(span, first, first + count)):
            if attempt == _ATTEMPTS:
                break
            edits = self._hang(span, breaks) or wrap(self._layout, span, breaks, self._options, strict=True)
            if edits:
                return Fix("Break the line", tuple(edits), Applicability.SAFE)
        return None

    def _break_alone(self, span: tuple[int, int], first: int, tokens: Sequence[Token]) -> Fix | None:
        """Break a row that is an element of a table, or several, without a look at the other rows.

        In a tidy table lines that begin where it begins are right, and those that hang in a bracket of its own.
        """
        layout, end = self._layout, first + len(tokens)
        before = layout.before(first)
        if self._options.hang_closing or before is None or not is_tidy(layout, span, self._options):
            return None
        margin = len(layout.indentation(tokens[0][2][0]))
        if before[0] == tokenize.STRING == tokens[0][0] and before[2][1] == margin:
            return self._cut_alone(tokens, margin)  # one of several that stand one under the other
        if before[1] not in (",", "(", "[", "{") or not _closes_what_it_opens(tokens):
            return None
        for breaks in self._points.fill(first, end, margin):
            if self._points.parts_fit([first, *sorted(breaks), end], self._limit - margin):
                return Fix("Break the line", tuple(self._lines_at(breaks, margin, margin)), Applicability.SAFE)
        row_end = tokens[-1][3][1]
        for opening, closing in brackets(layout.tokens, (first, first), first, end)[1]:
            if layout.tokens[opening][3][1] <= self._limit and not self._points.is_trivial(opening, closing):
                for breaks in self._points.inside(opening, closing, row_end, self._limit - margin):
                    if self._is_one_level(breaks):
                        edits = self._lines_at(breaks, margin + self._options.indent_size, margin)
                        return Fix("Break the line", tuple(edits), Applicability.SAFE)
        return self._cut_alone(tokens, margin)

    def _cut_alone(self, tokens: Sequence[Token], margin: int) -> Fix | None:
        """Cut the string that a row consists of, but for a comma behind it."""
        string, *others = tokens
        if string[0] != tokenize.STRING or [token[1] for token in others] not in ([], [","]):
            return None
        room = self._limit - margin
        edits = cut(string, room, room - (tokens[-1][3][1] - string[3][1]), "\n" + " " * margin)
        return Fix("Cut the string in two", tuple(edits), Applicability.SAFE) if edits else None

    def _lines_at(self, breaks: set[int], column: int, closing: int) -> list[Edit]:
        """Begin new lines in a column, and those that begin with a closing bracket in another."""
        edits = []
        for index in sorted(breaks):
            before, token = self._layout.tokens[index - 1], self._layout.tokens[index]
            edits.append(edit(before[3], token[2], "\n" + " " * (closing if token[1] in _CLOSING else column)))
        return edits

    def _hang(self, span: tuple[int, int], breaks: set[int]) -> list[Edit] | None:
        """Break a line that is one so far: what hangs below it by one level is right without a walk."""
        tokens = self._layout.tokens
        row = tokens[span[1] - 1][2][0]
        if tokens[span[0]][2][0] != row or self._options.hang_closing or not self._is_one_level(breaks):
            return None
        margin = len(self._layout.indentation(row))
        return self._lines_at(breaks, margin + self._options.indent_size, margin)

    def _is_one_level(self, breaks: set[int]) -> bool:
        """Whether all breaks belong to one bracket."""
        depth = 0
        for index in range(min(breaks), max(breaks)):
            if depth and index in breaks:
                return False
            token = self._layout.tokens[index]
            if token[0] == tokenize.OP:
                depth += (token[1] in "([{") - (token[1] in ")]}")
        return depth == 0


def _closes_what_it_opens(tokens: Sequence[Token]) -> bool:
    """Does every bracket on a row have its partner there?"""
    depth = 0
    for token in tokens:
        if token[0] == tokenize.OP:
            depth += (token[1] in "([{") - (token[1] in ")]}")
            if depth < 0:
                return False
    return depth == 0 and tokens[-1][0] != tokenize.COMMENT
