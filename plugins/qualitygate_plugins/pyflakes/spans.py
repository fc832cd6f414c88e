"""Where nodes stand in the text, as offsets, and edits made from offsets."""

from __future__ import annotations

import ast
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from qualitygate.api import Edit, Source

#: Start and end of a piece of the text (code points from its start, end exclusive), and what to put there.
Change = tuple[int, int, str]


class Spans:
    """Converts between the lines and byte columns of ``ast``, offsets into the text, and edits."""

    def __init__(self, source: Source, tool_comments: Sequence[str] = ()) -> None:
        self.text = source.text
        self.tool_comments = tool_comments  #: beginnings of comments that only the configuration knows to be for tools
        self._source = source
        self._starts = [0, *(match.end() for match in re.finditer("\n", source.text))]

    def start(self, node: ast.AST) -> int:
        """Return the offset at which ``node`` begins."""
        return self._offset(node.lineno, node.col_offset)  # type: ignore[attr-defined] # only nodes with a place

    def end(self, node: ast.AST) -> int:
        """Return the offset behind ``node``; brackets around an expression are no part of it."""
        return self._offset(node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined] # as above

    def _offset(self, line: int, byte_column: int) -> int:
        return self._starts[line - 1] + self._source.column_from_utf8(line, byte_column) - 1

    def of(self, node: ast.AST) -> str:
        """Return the text of ``node``."""
        return self.text[self.start(node) : self.end(node)]

    def line_start(self, offset: int) -> int:
        """Return where the line of ``offset`` begins."""
        return self._starts[bisect_right(self._starts, offset) - 1]

    def edits(self, changes: Iterable[Change]) -> tuple[Edit, ...]:
        """Make edits of changes in any order; those that overlap, or touch as deletions do, become one."""
        merged: list[Change] = []
        for start, end, replacement in sorted(changes):
            if merged and start <= merged[-1][1]:
                first, last, text = merged[-1]
                merged[-1] = (first, max(last, end), text + replacement)
            else:
                merged.append((start, end, replacement))
        return tuple(
            Edit(*self._position(start), *self._position(end), replacement) for start, end, replacement in merged
        )

    def _position(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
