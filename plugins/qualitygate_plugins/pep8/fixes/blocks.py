"""The indentation of blocks and comments: E101, E111, E114-E117, W191.

A block is moved as a whole, with all that is in it: one line of it alone would leave the block. The fix so belongs to
the first finding in the outermost block that is wrong; the others carry none and go with it.
"""

from __future__ import annotations

import tokenize
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from qualitygate.api import Applicability, Edit, Fix
from qualitygate_plugins.pep8.fixes.layout import Layout, Position, edit
from qualitygate_plugins.pep8.fixes.options import FixOptions

_INDENTS = (tokenize.INDENT, tokenize.DEDENT)


@dataclass(frozen=True, slots=True)
class _Level:
    """One block: the indentation it has, the column it should have, and the wrong block it is moved with (0: none)."""

    old: str
    column: int
    unit: int


@dataclass(frozen=True, slots=True)
class _Line:
    """A logical line and the blocks around it, the outermost first."""

    first: int
    last: int
    levels: tuple[_Level, ...]

    @property
    def level(self) -> _Level:
        return self.levels[-1]


class Blocks:
    """The blocks of a source, and the columns they should have."""

    def __init__(self, layout: Layout, options: FixOptions) -> None:
        self._layout = layout
        self._options = options
        self._size = options.indent_size
        #: the file's tabs stay: somebody who ignores W191 wants them, or strings have them too
        self.keeps_tabs = layout.first_indentation == "\t" and (
            "W191" not in options.wanted or ("E101" in options.wanted and self._has_tabs_in_strings())
        )
        self._fixed: set[int] = set()
        self._fitting: dict[int, bool] = {}  #: by block: its fix makes no line too long

    @property
    def tabs_stay(self) -> bool:
        """Whether rows are left that begin with tabs, where the first one does."""
        return self.keeps_tabs or self._is_hidden

    def _has_tabs_in_strings(self) -> bool:
        """Whether rows of strings begin with tabs: below blocks of spaces, each would be one more E101."""
        layout = self._layout
        rows = (row for row, line in enumerate(layout.lines, 1) if line[0] in " \t" and layout.starts_in_string(row))
        return any("\t" in layout.indentation(row) for row in rows)

    def fix_block(self, position: Position) -> Fix | None:
        """Move the outermost wrong block around a finding (E101, E111, E117, W191)."""
        unit = self._unit_of(position[0])
        if not unit:
            return self._fix_row(position[0])
        if unit in self._fixed or not self.is_moved(position[0]):
            return None
        self._fixed.add(unit)
        return Fix("Indent the block by spaces", tuple(self._edits[unit]), Applicability.SAFE)

    def is_moved(self, row: int) -> bool:
        """Whether a fix moves the block around ``row``. Whoever wants to put new lines into it has to wait."""
        if self._is_regular:
            return False
        unit = self._unit_of(row)
        if unit not in self._fitting:
            self._fitting[unit] = unit in self._edits and all(map(self._fits, self._edits[unit]))
        return self._fitting[unit]

    def cramped_rows(self, row: int) -> Iterator[tuple[int, int]]:
        """Yield, once for each block, the rows that keep the block around ``row`` where it is, and what they lack."""
        unit = self._unit_of(row)
        if unit and unit in self._edits and unit not in self._fixed and not self.is_moved(row):
            self._fixed.add(unit)
            for change in self._edits[unit]:
                if not self._fits(change):
                    yield change.start_line, len(change.replacement) - (change.end_column - change.start_column)

    def _fits(self, change: Edit) -> bool:
        more = len(change.replacement) - (change.end_column - change.start_column)
        length = len(self._layout.text(change.start_line).rstrip())
        limit = self._options.max_line_length
        return more <= 0 or "E501" not in self._options.wanted or not length <= limit < length + more

    def _fix_row(self, row: int) -> Fix | None:
        """Turn the tabs of one row into spaces, where its block is right: a continuation line, or a comment."""
        level = self._level_of(row)
        above, _ = self._around(row)
        old = self._layout.indentation(row)
        if self.keeps_tabs or self._is_hidden or "\t" not in old or self._layout.starts_in_string(row):
            return None
        if above is None:  # all code is below, and begins at the margin
            is_comment = self._layout.comment_row(row) is not None and "\x0c" not in old
            change = edit((row, 0), (row, len(old)), "") if is_comment else None
        elif level is None or row == above.first or "\t" in level.old:
            return None
        else:
            change = self._move(row, level)
        return Fix("Indent by spaces", (change,), Applicability.SAFE) if change else None

    def fix_comment(self, position: Position) -> Fix | None:
        """Move a comment to the block it stands in (E114, E115, E116), or the block with it when that is wrong."""
        row = position[0]
        comment = self._layout.comment_row(row)
        if comment is None or self._unit_of(row):
            return self.fix_block(position)
        if "\x0c" in self._layout.indentation(row) or self._is_joined(row):
            return None
        if "\t" in self._layout.indentation(row):
            return self._fix_row(row)
        wanted = self._comment_column(row)
        if wanted is None or wanted == comment[2][1]:
            return None
        change = edit((row, 0), (row, comment[2][1]), " " * wanted)
        return Fix("Indent the comment as the code", (change,), Applicability.SAFE)

    def _is_joined(self, row: int) -> bool:
        """Whether a backslash above makes the row go on, so that its column is a continuation line's."""
        row -= 1
        while row > 0 and not self._layout.text(row).strip():
            row -= 1
        return row > 0 and self._layout.text(row).endswith("\\")

    def _comment_column(self, row: int) -> int | None:
        """The column of the next code when the comment opens a block, else the nearest of the code around it.

        None where that code is itself in the wrong column, or begins with a lone backslash, which hides its block
        from the tokenizer.
        """
        above, below = self._around(row)
        if below and self._layout.text(below.first).strip() == "\\":
            return None
        if above and below and len(below.levels) > len(above.levels):
            level = below.level
        else:
            here = len(self._layout.indentation(row))
            levels = [line.level for line in (above, below) if line]
            level = min(levels, key=lambda level: abs(len(level.old) - here), default=_Level("", 0, 0))
        wrong = level.unit or (len(level.old) % self._size and "E114" in self._options.wanted)
        return None if wrong or level.old.strip(" ") else len(level.old)

    @cached_property
    def _lines(self) -> list[_Line]:
        layout, lines, depth, index = self._layout, [], 0, 0
        stack = [_Level("", 0, 0)]
        for begin, end in layout.logical_ranges:
            while index < begin or layout.tokens[index][0] in _INDENTS:
                kind = layout.tokens[index][0]  # a backslash above a comment indents too
                depth += (kind == tokenize.INDENT) - (kind == tokenize.DEDENT)
                index += 1
            row = layout.first_row(layout.tokens[index][2][0])
            del stack[depth + 1 :]
            while len(stack) <= depth:
                stack.append(self._open(stack[-1], layout.indentation(row), row))
            lines.append(_Line(row, layout.tokens[end - 1][2][0], tuple(stack)))
            index = end
        return lines

    def _open(self, outer: _Level, old: str, row: int) -> _Level:
        """Judge a block by its first line."""
        step = len(old) - len(outer.old)
        deep = self._size <= 4 and "E117" in self._options.wanted and step > self._size
        tabs = "\t" in old and not self.keeps_tabs
        wrong = tabs or deep or (len(old) % self._size != 0 and "E111" in self._options.wanted)
        if "\x0c" in old or ("\t" in old and not tabs):
            return _Level(old, len(old), 0)
        if not outer.unit and (not wrong or self._layout.text(row).strip() == "\\"):  # pycodestyle misreads its width
            return _Level(old, len(old), 0)
        if tabs or deep or step % self._size or "\t" in outer.old or step <= 0:
            step = self._size
        return _Level(old, outer.column + step, outer.unit or row)

    @cached_property
    def _is_regular(self) -> bool:
        """Whether every block is one step deeper than the one around it, as in nearly all files: then none moves."""
        widths = [0]
        for kind, text in [token[:2] for token in self._layout.tokens if token[0] in _INDENTS]:
            if kind == tokenize.INDENT:
                if len(text) - widths[-1] != self._size or text.strip(" "):
                    return False
                widths.append(len(text))
            else:
                widths.pop()
        return True

    @cached_property
    def _is_hidden(self) -> bool:
        """Whether a line of code begins with a backslash: the tokenizer takes its indentation for that of the code."""
        return any(self._layout.text(line.first).strip() == "\\" for line in self._lines)

    @cached_property
    def _firsts(self) -> list[int]:
        return [line.first for line in self._lines]

    def _around(self, row: int) -> tuple[_Line | None, _Line | None]:
        """The logical lines that begin above ``row`` (or on it) and below."""
        number = bisect_right(self._firsts, row)
        above = self._lines[number - 1] if number else None
        return above, self._lines[number] if number < len(self._lines) else None

    def _unit_of(self, row: int) -> int:
        level = self._level_of(row)
        return level.unit if level else 0

    def _level_of(self, row: int) -> _Level | None:
        """The block that a row belongs to; a comment to one around it that has its indentation."""
        above, below = self._around(row)
        if above is not None and row <= above.last:
            return above.level
        old = self._layout.indentation(row)
        for line in (below, above):
            for level in reversed(line.levels) if line else ():
                if level.old == old:
                    return level
        return above.level if above is not None else None

    @cached_property
    def _edits(self) -> dict[int, list[Edit]]:
        """The edits of every wrong block."""
        edits: dict[int, list[Edit]] = {}
        if self._is_hidden:
            return edits
        for row, level in self._rows():
            change = self._move(row, level)
            if change is not None:
                edits.setdefault(level.unit, []).append(change)
        return edits

    def _rows(self) -> Iterator[tuple[int, _Level]]:
        """All rows that may move, with the wrong block each belongs to."""
        done = 0
        for line in self._lines:
            for row in range(done + 1, line.first):
                level = self._level_of(row) if self._layout.comment_row(row) else None
                if level is not None and level.unit:
                    yield row, level
            done = line.last
            for row in range(line.first, line.last + 1) if line.level.unit else ():
                if not self._layout.starts_in_string(row) and self._layout.text(row).strip():
                    yield row, line.level

    def _move(self, row: int, level: _Level) -> Edit | None:
        """Put the row as far behind the block's new column as it stands behind the old one."""
        old = self._layout.indentation(row)
        if old.startswith(level.old):
            width = level.column + len(old[len(level.old) :].expandtabs(self._size))
        else:
            width = max(level.column + len(old.expandtabs(8)) - len(level.old.expandtabs(8)), 0)
        if old == " " * width:
            return None
        if old == " " * len(old) and width > len(old):
            return edit((row, len(old)), (row, len(old)), " " * (width - len(old)))
        if old == " " * len(old):
            return edit((row, width), (row, len(old)), "")
        return edit((row, 0), (row, len(old)), " " * width)
