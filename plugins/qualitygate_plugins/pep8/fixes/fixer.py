"""Finds the fix of a finding by its code, and refuses one that would make a line too long."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, cached_property
from importlib import import_module
from typing import TYPE_CHECKING

from qualitygate.api import Applicability, Edit, Fix, Source, tool_comments
from qualitygate_plugins.pep8.fixes.layout import Layout
from qualitygate_plugins.pep8.fixes.options import OF_CONTINUATION, FixOptions

if TYPE_CHECKING:  # what a file has no findings for is not loaded: all of it takes as long as a small file
    from qualitygate_plugins.pep8.fixes.alignment import Alignment  # here: a file seldom needs all four
    from qualitygate_plugins.pep8.fixes.blocks import Blocks  # here: only for blank lines and blocks on one line
    from qualitygate_plugins.pep8.fixes.layout import Position
    from qualitygate_plugins.pep8.fixes.long_lines import LongLines  # here: only for lines that are too long

#: Module and function by code; the functions take the layout and the finding's place.
_BY_PLACE = {
    "E201": "whitespace.remove_gap",
    "E202": "whitespace.remove_gap",
    "E204": "whitespace.remove_gap",
    "E221": "whitespace.shrink_gap",
    "E222": "whitespace.shrink_gap",
    "E223": "whitespace.shrink_gap",
    "E224": "whitespace.shrink_gap",
    "E241": "whitespace.shrink_gap",
    "E242": "whitespace.shrink_gap",
    "E251": "whitespace.close_up_equals",
    "E252": "whitespace.space_default",
    "E271": "whitespace.shrink_gap",
    "E272": "whitespace.shrink_gap",
    "E273": "whitespace.shrink_gap",
    "E274": "whitespace.shrink_gap",
    "E275": "whitespace.add_space",
    "E303": "blank_lines.drop_rows",
    "E304": "blank_lines.drop_rows_after_decorator",
    "E703": "statements.drop_semicolon",
    "E711": "comparisons.compare_identity",
    "E712": "comparisons.compare_identity",
    "E713": "comparisons.negate_operator",
    "E714": "comparisons.negate_operator",
    "E721": "comparisons.compare_types",
    "E722": "definitions.name_exception",
    "W291": "line_ends.strip_blanks",
    "W293": "line_ends.strip_blanks",
    "W391": "line_ends.drop_last_rows",
}
#: The same for functions that read the message too.
_BY_MESSAGE = {
    "E301": "blank_lines.insert_rows",
    "E302": "blank_lines.insert_rows",
    "E305": "blank_lines.insert_rows",
    "E306": "blank_lines.insert_rows",
    "W605": "escapes.escape",
}
#: The same for functions that look at the options too.
_BY_OPTIONS = {
    "E203": "whitespace.close_up_punctuation",
    "E211": "whitespace.close_up_bracket",
    "E225": "whitespace.space_operator",
    "E226": "whitespace.space_operator",
    "E227": "whitespace.space_operator",
    "E228": "whitespace.space_operator",
    "E231": "whitespace.add_space_after",
    "E261": "comments.set_apart",
    "E262": "comments.begin_comment",
    "E265": "comments.begin_comment",
    "E266": "comments.begin_comment",
    "E401": "statements.split_imports",
    "E502": "line_ends.drop_backslash",
    "E701": "statements.split_statements",
    "E702": "statements.split_statements",
    "E704": "statements.split_statements",
    "E731": "definitions.define_function",
    "W292": "line_ends.end_last_line",
}

_OF_BLOCKS = frozenset(("E101", "E111", "E114", "E115", "E116", "E117", "W191"))
#: The codes that may have a fix; nothing is lost by not asking about others.
FIXABLE = frozenset((*_BY_PLACE, *_BY_MESSAGE, *_BY_OPTIONS, *OF_CONTINUATION, *_OF_BLOCKS, "E501"))


class Fixer:
    """Makes the fixes of one source's findings, in the order in which they are found."""

    def __init__(self, source: Source, options: FixOptions) -> None:
        self._layout = Layout(source)
        self._options = options
        self._growth: dict[int, int] = {}
        self._counted: set[Edit] = set()
        self._for_tools: dict[int, bool] = {}
        #: by row and what it lacks: many findings ask for the same
        self._broken: dict[tuple[int, int], Fix | None] = {}

    @cached_property
    def _alignment(self) -> Alignment:
        from qualitygate_plugins.pep8.fixes.alignment import Alignment  # here: a file seldom needs all four

        return Alignment(self._layout, self._options)

    @cached_property
    def _blocks(self) -> Blocks:
        from qualitygate_plugins.pep8.fixes.blocks import Blocks  # here: only for blank lines and blocks on one line

        return Blocks(self._layout, self._options)

    @cached_property
    def _long_lines(self) -> LongLines:
        return self._breaking(self._options)

    def _breaking(self, options: FixOptions) -> LongLines:
        from qualitygate_plugins.pep8.fixes.long_lines import LongLines  # here: only for lines that are too long

        return LongLines(self._layout, options, self._alignment)

    def fix(self, code: str, line: int, column: int, message: str) -> Fix | None:
        """Return the fix of a finding at this 1-based place; None when nothing cures it without harm."""
        if line > len(self._layout.lines):
            return None
        found = self._find(code, (line, column - 1), message)
        if found is None or self._waits(found) or self._mixes(found) or self._adds_tabs(found):
            return None
        if self._parts_from_comment(found):
            return None
        return found if self._fits(found) else self._make_room(found)

    def _waits(self, fix: Fix) -> bool:
        """Whether a fix adds lines to a block that another one moves: they would stay behind, or leave the block."""
        return any(edit.replacement.strip("\n") and "\n" in edit.replacement for edit in fix.edits) and any(
            self._blocks.is_moved(edit.start_line) for edit in fix.edits
        )

    def _parts_from_comment(self, fix: Fix) -> bool:
        """Whether code would leave the line of a comment that tells a tool about it, or come onto it."""
        return any(
            self._is_for_tool(row)
            for edit in fix.edits
            if edit.start_line != edit.end_line or ("\n" in edit.replacement and edit.start_column > 1)
            for row in range(edit.start_line, edit.end_line + (edit.end_column > 1))
        )

    def _is_for_tool(self, row: int) -> bool:
        """Whether code on this row has a comment behind it that a tool reads."""
        if row not in self._for_tools:
            comment = self._layout.comment_behind(row)
            self._for_tools[row] = bool(comment and tool_comments(comment, self._options.tool_comments))
        return self._for_tools[row]

    def _mixes(self, fix: Fix) -> bool:
        """Whether a row would begin with spaces in a file whose tabs stay: one more E101."""
        if self._layout.first_indentation != "\t" or "E101" not in self._options.wanted or not self._blocks.tabs_stay:
            return False
        for edit in fix.edits:
            before = self._layout.text(edit.start_line)[: edit.start_column - 1]
            if "\n " in edit.replacement or (edit.replacement[:1] == " " and not before.strip()):
                return True
        return False

    def _adds_tabs(self, fix: Fix) -> bool:
        """Whether a new row would begin with tabs: one more W191, where the block's own tabs stay or go first."""
        wanted = "W191" in self._options.wanted
        return wanted and any(re.search(r"\n *\t", edit.replacement) for edit in fix.edits)

    def _find(self, code: str, position: Position, message: str) -> Fix | None:
        if code in _BY_PLACE:
            return _function(_BY_PLACE[code])(self._layout, position)
        if code in _BY_MESSAGE:
            return _function(_BY_MESSAGE[code])(self._layout, position, message)
        if code in OF_CONTINUATION:
            return self._alignment.fix(position)
        if code == "E501":
            return self._long_lines.fix(position)
        if code in _OF_BLOCKS:
            fix_row = self._blocks.fix_comment if self._layout.comment_row(position[0]) else self._blocks.fix_block
            return fix_row(position) or self._make_room_for_block(position[0])
        if code in _BY_OPTIONS:
            return _function(_BY_OPTIONS[code])(self._layout, position, self._options)
        return None

    def _fits(self, fix: Fix) -> bool:
        """Whether no line becomes too long that is not so now, with all that the fixes before have put into it."""
        if "E501" not in self._options.wanted:
            return True
        growth: dict[int, int] = {}
        for edit in fix.edits:
            if edit.end_line != edit.start_line or "\n" in edit.replacement:
                if not self._parts_fit(edit):
                    return False
            elif edit not in self._counted:
                more = len(edit.replacement) - (edit.end_column - edit.start_column)
                growth[edit.start_line] = growth.get(edit.start_line, 0) + more
        limit = self._options.max_line_length
        for row, more in growth.items():
            if more > 0 and self._length(row) <= limit < self._length(row) + more + self._growth.get(row, 0):
                return False
        for row, more in growth.items():
            if more > 0:
                self._growth[row] = self._growth.get(row, 0) + more
        self._counted.update(fix.edits)
        return True

    def _length(self, row: int) -> int:
        return len(self._layout.text(row).rstrip())

    def _make_room(self, fix: Fix) -> Fix | None:
        """Break the line that the fix would make too long, and make the fix too where the two do not touch."""
        rows = {edit.start_line for edit in fix.edits} | {edit.end_line for edit in fix.edits}
        if len(rows) != 1 or any("\n" in edit.replacement for edit in fix.edits):
            return None
        row = rows.pop()
        more = sum(len(edit.replacement) - (edit.end_column - edit.start_column) for edit in fix.edits)
        from qualitygate_plugins.pep8.fixes import whitespace  # here: only where a fix makes a line too long

        more = max(more + self._growth.get(row, 0), whitespace.missing_blanks(self._layout, row))
        broken = self._break(row, more)
        if broken is None:
            return None
        edits = sorted((*fix.edits, *broken.edits))
        made = tuple(edits) if _lie_apart(edits) else broken.edits
        return Fix(broken.title, made, min(fix.applicability, broken.applicability))

    def _make_room_for_block(self, row: int) -> Fix | None:
        """Break the lines that a block cannot be moved for; it is moved in the next round."""
        edits: set[Edit] = set()
        for cramped, more in self._blocks.cramped_rows(row):
            broken = self._break(cramped, more)
            if broken is None:
                return None
            edits.update(broken.edits)
        if not edits or not _lie_apart(sorted(edits)):
            return None
        return Fix("Break the lines that stand in the block's way", tuple(sorted(edits)), Applicability.SAFE)

    def _break(self, row: int, more: int) -> Fix | None:
        """Break a line so that every part of it may become longer by ``more``."""
        if (row, more) not in self._broken:
            limit = self._options.max_line_length - more
            broken = self._breaking(self._options._replace(max_line_length=limit)).fix((row, limit))
            self._broken[row, more] = broken
        return self._broken[row, more]

    def _parts_fit(self, edit: Edit) -> bool:
        first, last = self._layout.text(edit.start_line), self._layout.text(edit.end_line)
        limit = self._options.max_line_length
        if max(len(first.rstrip()), len(last.rstrip())) > limit:
            return True
        result = first[: edit.start_column - 1] + edit.replacement + last[edit.end_column - 1 :]
        return all(len(line.rstrip()) <= limit for line in result.split("\n"))


@cache
def _function(name: str) -> Callable[..., Fix | None]:
    module, _, function = name.partition(".")
    found: Callable[..., Fix | None] = getattr(import_module(f"qualitygate_plugins.pep8.fixes.{module}"), function)
    return found


def _lie_apart(edits: Sequence[Edit]) -> bool:
    return all(
        (one.end_line, one.end_column) < (two.start_line, two.start_column)
        for one, two in zip(edits, edits[1:], strict=False)
    )
