"""Lines that are too long: E501. Broken at brackets, in new parentheses, or inside a string between two words."""

from __future__ import annotations

import tokenize
from collections.abc import Iterator, Sequence

from qualitygate.api import Applicability, Edit, Fix, tool_comments
from qualitygate_plugins.pep8.fixes.alignment import Alignment
from qualitygate_plugins.pep8.fixes.comments import begun
from qualitygate_plugins.pep8.fixes.layout import INVISIBLE, Layout, Position, Token, edit
from qualitygate_plugins.pep8.fixes.options import FixOptions
from qualitygate_plugins.pep8.fixes.parentheses import parenthesise
from qualitygate_plugins.pep8.fixes.split_points import brackets, split_points
from qualitygate_plugins.pep8.fixes.statements import is_to_be_split
from qualitygate_plugins.pep8.fixes.strings import split_string
from qualitygate_plugins.pep8.fixes.wrapping import wrap

#: How many ways of breaking one line are tried out.
_ATTEMPTS = 6
#: A statement of more tokens is a table that some program wrote. Each way of breaking one row walks through all of it,
#: so that 250 full rows of 6,000 numbers took minutes.
_MOST = 5_000
#: A bracket with at least so many elements of at most so many tokens, their comma included, is filled line by line.
_MANY, _SMALL = 6, 3


class LongLines:
    """Breaks the lines of one source that are too long."""

    def __init__(self, layout: Layout, options: FixOptions, alignment: Alignment) -> None:
        self._layout = layout
        self._alignment = alignment
        self._options = options
        self._limit = options.max_line_length

    def fix(self, position: Position) -> Fix | None:
        """Break the line of a finding, when every part then fits and nothing else changes."""
        row, layout = position[0], self._layout
        span = layout.logical_range(row)
        first = layout.first_on_row(row)
        if span is None or first is None or span[1] - span[0] > _MOST:
            return None
        if not self._is_simple(row) or self._waits(span):
            return None
        tokens = self._tokens_of(row, first)
        if not tokens:
            return None
        comment = tokens[-1] if tokens[-1][0] == tokenize.COMMENT else None
        if comment is not None and len(tokens) > 1 and tokens[-2][3][1] <= self._limit:
            return self._move_comment(row, comment, tokens, span)
        return (
            parenthesise(layout, span, self._options, prefer=True)
            or self._break(span, first, len(tokens))
            or parenthesise(layout, span, self._options, prefer=False)
            or split_string(layout, span, tokens, self._options)
        )

    def _waits(self, span: tuple[int, int]) -> bool:
        """Whether the lines of this logical line will stand elsewhere, and the breaks with them."""
        return is_to_be_split(self._layout, span, self._options) or self._alignment.has_fix(span)

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
        for attempt, breaks in enumerate(self._candidates(span, first, first + count)):
            if attempt == _ATTEMPTS:
                break
            edits = self._hang(span, breaks) or wrap(self._layout, span, breaks, self._options, strict=True)
            if edits:
                return Fix("Break the line", tuple(edits), Applicability.SAFE)
        return None

    def _hang(self, span: tuple[int, int], breaks: set[int]) -> list[Edit] | None:
        """Break a line that is one so far: what hangs below it by one level is right without a walk."""
        tokens = self._layout.tokens
        row = tokens[span[1] - 1][2][0]
        if tokens[span[0]][2][0] != row or self._options.hang_closing or not self._is_one_level(breaks):
            return None
        margin = len(self._layout.indentation(row))
        edits = []
        for index in sorted(breaks):
            column = margin if tokens[index][1] in (")", "]", "}") else margin + self._options.indent_size
            edits.append(edit(tokens[index - 1][3], tokens[index][2], "\n" + " " * column))
        return edits

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

    def _candidates(self, span: tuple[int, int], first: int, end: int) -> Iterator[set[int]]:
        """Yield sets of tokens to start a new line at, the best first."""
        tokens = self._layout.tokens
        row_end = tokens[end - 1][3][1]
        margin = len(self._layout.indentation(tokens[first][2][0]))
        inner, pairs = brackets(tokens, span, first, end)
        if inner:
            yield from self._behind_colon(first, end, margin)
            yield from self._fill(first, end, margin)
            yield from self._operators(first, end, margin)
        for opening, closing in pairs:
            if tokens[opening][3][1] <= self._limit and not self._is_trivial(opening, closing):
                yield from self._inside(opening, closing, row_end, self._limit - margin)
                if closing < 0 and opening + 1 < end:
                    yield from self._fill(opening + 1, end, tokens[opening + 1][2][1])

    def _behind_colon(self, first: int, end: int, margin: int) -> Iterator[set[int]]:
        """Put the one value of a dictionary that stands on a row below its key."""
        tokens = self._layout.tokens
        depth, colons = 0, []
        for index in range(first, end):
            if tokens[index][0] == tokenize.OP:
                depth += (tokens[index][1] in "([{") - (tokens[index][1] in ")]}")
                if not depth and tokens[index][1] == ":":
                    colons.append(index)
        if len(colons) != 1 or tokens[first][0] != tokenize.STRING or colons[0] != first + 1 or first + 3 > end:
            return
        inside = self._limit - margin - self._options.indent_size
        if self._parts_fit([first, first + 2], self._limit) and self._parts_fit([first + 2, end], inside):
            yield {first + 2}

    def _inside(self, opening: int, closing: int, row_end: int, room: int) -> Iterator[set[int]]:
        """Put the contents of a bracket on lines of their own: on one, filled, or one for each of equal rank."""
        tokens = self._layout.tokens
        inside = room - self._options.indent_size
        if self._layout.in_string(opening):
            return
        if closing < 0:
            if row_end - tokens[opening + 1][2][1] <= inside:
                yield {opening + 1}
            return
        if row_end - tokens[closing][2][1] > room:
            return
        ends = {opening + 1, closing}
        if self._parts_fit([opening + 1, closing], inside):
            yield ends
        filled = self._filled(opening + 1, closing, inside)
        if filled:
            yield ends | filled
        for points in split_points(tokens, opening + 1, closing, self._options.wanted):
            within = self._within([opening + 1, *points, closing], inside)
            if within is not None:
                yield ends | set(points) | within

    def _within(self, points: Sequence[int], room: int) -> set[int] | None:
        """Where parts that do not fit are broken in turn, inside a bracket of theirs; None when one cannot be."""
        tokens = self._layout.tokens
        found: set[int] = set()
        for start, after in zip(points, points[1:], strict=False):
            left, right = tokens[start][2][1], tokens[after - 1][3][1]
            if right - left <= room:
                continue
            pairs = brackets(tokens, (start, start), start, after)[1]
            breaks = (
                next(self._inside(opening, closing, right, room), None)
                for opening, closing in pairs
                if tokens[opening][3][1] - left <= room and not self._is_trivial(opening, closing)
            )
            broken = next(filter(None, breaks), None)
            if broken is None:
                return None
            found |= broken
        return found

    def _is_trivial(self, opening: int, closing: int) -> bool:
        """Whether breaking behind the bracket would gain next to nothing: ``[0]``, ``(x)``."""
        tokens = self._layout.tokens
        if closing < 0:
            return False
        width = tokens[closing][2][1] - tokens[opening][3][1]
        return width == 0 or (closing - opening == 2 and width <= self._options.indent_size)

    def _filled(self, start: int, end: int, room: int) -> set[int] | None:
        """Where lines begin when many small elements fill them; None when they are few or large."""
        tokens = self._layout.tokens
        points = next(iter(split_points(tokens, start, end, self._options.wanted)), [])
        if len(points) < _MANY or any(tokens[point - 1][1] != "," for point in points):
            return None
        breaks: set[int] = set()
        begin = last = start
        for point in (*points, end):
            if point - last > _SMALL:
                return None
            if tokens[point - 1][3][1] - tokens[begin][2][1] > room:
                breaks.add(last)
                begin = last
                if last == start or tokens[point - 1][3][1] - tokens[begin][2][1] > room:
                    return None
            last = point
        return breaks

    def _operators(self, first: int, end: int, margin: int) -> Iterator[set[int]]:
        """Break the part of a bracket's contents that stands on this row at its weakest operators."""
        tokens = self._layout.tokens
        for points in split_points(tokens, first, end, self._options.wanted):
            if tokens[points[0] - 1][1] == ",":
                return
            if self._parts_fit([first, *points, end], self._limit - margin):
                yield set(points)

    def _parts_fit(self, points: Sequence[int], room: int) -> bool:
        tokens = self._layout.tokens
        return all(
            tokens[after - 1][3][1] - tokens[start][2][1] <= room
            for start, after in zip(points, points[1:], strict=False)
        )

    def _fill(self, first: int, end: int, margin: int) -> Iterator[set[int]]:
        """Fill lines of a bracket that opened above, breaking behind its own commas."""
        tokens = self._layout.tokens
        breaks: set[int] = set()
        offset, depth, last = 0, 0, 0
        for index in range(first, end):
            token = tokens[index]
            if token[0] == tokenize.OP:
                depth += (token[1] in "([{") - (token[1] in ")]}")
            if depth < 0:
                break
            if token[3][1] - offset > self._limit and last:
                breaks.add(last)
                offset = tokens[last][2][1] - margin
                last = 0
            if not depth and token[1] == "," and index + 1 < end and tokens[index + 1][0] != tokenize.COMMENT:
                last = index + 1
        if tokens[end - 1][3][1] - offset > self._limit and last:
            breaks.add(last)
            offset = tokens[last][2][1] - margin
        if breaks and tokens[end - 1][3][1] - offset <= self._limit:
            yield breaks
