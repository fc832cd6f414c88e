"""The ends of lines and of the file: W291, W292, W293, W391, E502."""

from __future__ import annotations

import tokenize

from qualitygate.api import Applicability, Fix
from qualitygate_plugins.pep8.fixes.layout import Layout, Position, Token, edit
from qualitygate_plugins.pep8.fixes.options import FixOptions

#: Operators that pycodestyle leaves out where it looks for binary ones (2.15, _SYMBOLIC_OPS).
_NOT_BINARY = frozenset(("...", *"()[]{},:.;@=%~"))


def strip_blanks(layout: Layout, position: Position) -> Fix | None:
    """Take the blanks at the end of the row away (W291, W293); inside a string they are text, so that is unsafe."""
    row = position[0]
    text = layout.text(row)
    end = len(text.rstrip("\x0c"))
    start = len(text[:end].rstrip(" \t\v"))
    if start == end or (not start and _goes_on(layout, row - 1)):
        return None  # behind a backslash, a line of blanks is not blank
    if end < len(text) and text[:start].endswith((",", ";", ":")):
        return None  # a form feed is not white space for E231
    level = Applicability.UNSAFE if layout.ends_in_string(row) else Applicability.SAFE
    return Fix("Remove the blanks at the end of the line", (edit((row, start), (row, end), ""),), level)


def end_last_line(layout: Layout, position: Position, options: FixOptions) -> Fix | None:
    """Put a line break at the end of the file (W292).

    Not where the last line belongs to a string and begins with a tab: pycodestyle overlooks that without a line break.
    """
    last = len(layout.lines)
    tabs = layout.starts_in_string(last) and "\t" in layout.indentation(last)
    if tabs and not options.wanted.isdisjoint(("E101", "W191")):
        return None
    end = (last, len(layout.lines[-1]))
    return Fix("End the last line", (edit(end, end, "\n"),), Applicability.SAFE)


def drop_last_rows(layout: Layout, position: Position) -> Fix | None:
    """Delete the blank lines at the end of the file (W391)."""
    last = len(layout.lines)
    first = last + 1
    while first > 1 and _is_blank(layout, first - 1):
        first -= 1
    if first > last:
        if not _goes_on(layout, last - 1) or layout.text(last):
            return None
        start = (last - 1, len(layout.text(last - 1)[:-1].rstrip()))
        return Fix("Remove the backslash and the blank line", (edit(start, (last + 1, 0), "\n"),), Applicability.SAFE)
    return Fix("Remove the blank lines", (edit((first, 0), (last + 1, 0), ""),), Applicability.SAFE)


def drop_backslash(layout: Layout, position: Position, options: FixOptions) -> Fix | None:
    """Take the backslash at the end of a row inside brackets away (E502).

    pycodestyle sees no line break behind a backslash. Where it would complain of the operator beside one (W503, W504),
    the rows are joined, or left as they are.
    """
    row = position[0]
    text = layout.text(row)
    if not _goes_on(layout, row):
        return None
    start = len(text[:-1].rstrip())
    if _is_broken_at_operator(layout, row, options):
        return _join_rows(layout, (row, start), options)
    return Fix("Remove the backslash", (edit((row, start), (row, len(text)), ""),), Applicability.SAFE)


def _is_broken_at_operator(layout: Layout, row: int, options: FixOptions) -> bool:
    index = layout.first_on_row(row + 1)
    if not index:
        return False
    left, right = _is_operator(layout.tokens[index - 1]), _is_operator(layout.tokens[index])
    return (left and not right and "W504" in options.wanted) or (right and not left and "W503" in options.wanted)


def _is_operator(token: Token) -> bool:
    """Whether pycodestyle takes it for a binary operator (2.15, _is_binary_operator)."""
    return (token[0] == tokenize.OP and token[1] not in _NOT_BINARY) or token[1] in ("and", "or")


def _join_rows(layout: Layout, end: Position, options: FixOptions) -> Fix | None:
    """Put the row below behind the place, when both fit and the statement ends there: nothing is aligned with it."""
    below = end[0] + 1
    margin, text = len(layout.indentation(below)), layout.text(below).rstrip()
    span = layout.logical_range(below)
    if span is None or layout.tokens[span[1] - 1][2][0] != below or layout.ends_in_string(below):
        return None
    if end[1] + 1 + len(text) - margin > options.max_line_length or end[1] == len(layout.indentation(end[0])):
        return None
    return Fix("Join the lines", (edit(end, (below, margin), " "),), Applicability.SAFE)


def _is_blank(layout: Layout, row: int) -> bool:
    return row in layout.blank_rows and not layout.text(row).strip(" \t") and not _goes_on(layout, row - 1)


def _goes_on(layout: Layout, row: int) -> bool:
    """Whether a backslash joins the row to the next."""
    return row > 0 and layout.text(row).endswith("\\") and not layout.ends_in_string(row)
