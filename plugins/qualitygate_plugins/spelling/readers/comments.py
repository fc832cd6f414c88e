"""Comments of several lines as one text, for every language that has them, without what they say to tools."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import pairwise

from qualitygate.api import tool_comments
from qualitygate_plugins.spelling.prose import Builder, take_out

#: A comment in a comment begins here; an issue's number does not begin one.
_SIGN = re.compile(r"#(?!\d)")


class CommentBlocks:
    """Joins the comments that stand in one column on lines that follow each other."""

    def __init__(
        self, text: str, builder: Builder, line: Callable[[str], str], whole: Callable[[str], str], *,
            unsafe: bool = False
    ) -> None:
        """``line`` reads one comment and makes its signs blanks, ``whole`` all of them; both keep the length."""
        self._text = text
        self._builder = builder
        self._line = line
        self._whole = whole
        self._unsafe = unsafe
        self._spans: list[tuple[int, int]] = []

    def add(self, start: int, end: int) -> None:
        """Add the next comment, in the order of the source."""
        if self._spans:
            last_start, last_end = self._spans[-1]
            between = self._text[last_end:start]
            is_next = between.isspace() and between.count("\n") == 1
            if not is_next or self._column(last_start) != self._column(start):
                self.end()
        self._spans.append((start, end))

    def end(self) -> None:
        """End the block."""
        add_lines(self._builder, self._text, self._spans, self._line)
        self._builder.end_passage(self._whole, unsafe=self._unsafe)
        self._spans.clear()

    def _column(self, offset: int) -> int:
        return offset - self._text.rfind("\n", 0, offset)


def add_lines(builder: Builder, text: str, spans: Iterable[tuple[int, int]], read: Callable[[str], str]) -> None:
    """Add lines as one passage; the blanks that ``read`` puts for the signs at their start are a part of the break."""
    done = -1
    for start, end in spans:
        line = read(text[start:end])
        signs = len(line) - len(line.lstrip(" "))
        if done >= 0:
            builder.add("\n", done, start + signs - done)
        builder.add(line[signs:], start + signs)
        done = end


def without_tool_comments(comment: str) -> str:
    """Take out what a comment with the sign "#" says to tools, and all behind it; the length stays."""
    signs = [sign.start() for sign in _SIGN.finditer(comment)]
    for start, end in pairwise((*signs, len(comment))):
        if tool_comments(comment[start:end]):
            return comment[:start] + take_out(comment[start:])
    return comment
