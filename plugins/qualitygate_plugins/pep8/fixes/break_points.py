"""Where a long line may be broken: at brackets, commas and operators, the best ways first."""

from __future__ import annotations

import tokenize
from collections.abc import Iterator, Sequence

from qualitygate_plugins.pep8.fixes.layout import Layout
from qualitygate_plugins.pep8.fixes.options import FixOptions
from qualitygate_plugins.pep8.fixes.split_points import brackets, split_points

#: A bracket with at least so many elements of at most so many tokens, their comma included, is filled line by line.
_MANY, _SMALL = 6, 3


class BreakPoints:
    """Answers for one source, with the indexes of tokens that would begin new lines."""

    def __init__(self, layout: Layout, options: FixOptions) -> None:
        self._layout = layout
        self._options = options
        self._limit = options.max_line_length

    def candidates(self, span: tuple[int, int], first: int, end: int) -> Iterator[set[int]]:
        """Yield sets of tokens to start a new line at, the best first."""
        tokens = self._layout.tokens
        row_end = tokens[end - 1][3][1]
        margin = len(self._layout.indentation(tokens[first][2][0]))
        inner, pairs = brackets(tokens, span, first, end)
        below_key = self._behind_colon(first, end, margin) if inner else iter(())
        has_own_bracket = any(opening == first + 2 for opening, _ in pairs)
        if not has_own_bracket:
            yield from below_key
        if inner:
            yield from self.fill(first, end, margin)
            yield from self._operators(first, end, margin)
        for opening, closing in pairs:
            if tokens[opening][3][1] <= self._limit and not self.is_trivial(opening, closing):
                yield from self.inside(opening, closing, row_end, self._limit - margin)
                if closing < 0 and opening + 1 < end:
                    yield from self.fill(opening + 1, end, tokens[opening + 1][2][1])
        yield from below_key

    def _behind_colon(self, first: int, end: int, margin: int) -> Iterator[set[int]]:
        """Put the one value of a dictionary that stands on a row below its key.

        A list or dictionary is rather broken in its own brackets: behind one that hangs deeper than its neighbours,
        pycodestyle (2.15, continued_indentation) takes the end of a neighbour's bracket for one that lacks indentation.
        """
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
        if self.parts_fit([first, first + 2], self._limit) and self.parts_fit([first + 2, end], inside):
            yield {first + 2}

    def inside(self, opening: int, closing: int, row_end: int, room: int) -> Iterator[set[int]]:
        """Put the contents of a bracket on lines of their own: on one, filled, or one for each of equal rank."""
        tokens = self._layout.tokens
        inside = room - self._options.indent_size
        if self._layout.in_string(opening):
            return
        if closing < 0:
            is_behind_backslash = tokens[opening + 1][2][0] > tokens[opening][2][0]
            if not is_behind_backslash and row_end - tokens[opening + 1][2][1] <= inside:
                yield {opening + 1}
            return
        if row_end - tokens[closing][2][1] > room:
            return
        ends = {opening + 1, closing}
        if self.parts_fit([opening + 1, closing], inside):
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
                next(self.inside(opening, closing, right, room), None)
                for opening, closing in pairs
                if tokens[opening][3][1] - left <= room and not self.is_trivial(opening, closing)
            )
            broken = next(filter(None, breaks), None)
            if broken is None:
                return None
            found |= broken
        return found

    def is_trivial(self, opening: int, closing: int) -> bool:
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
            if self.parts_fit([first, *points, end], self._limit - margin):
                yield set(points)

    def parts_fit(self, points: Sequence[int], room: int) -> bool:
        """Whether what stands from each of these tokens to before the next one is no wider than that."""
        tokens = self._layout.tokens
        return all(
            tokens[after - 1][3][1] - tokens[start][2][1] <= room
            for start, after in zip(points, points[1:], strict=False)
        )

    def fill(self, first: int, end: int, margin: int) -> Iterator[set[int]]:
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
