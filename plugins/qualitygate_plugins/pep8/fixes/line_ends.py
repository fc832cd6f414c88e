"""The ends of lines and of the file: W291, W292, W293, W391, E502."""

from __future__ import annotations

from qualitygate.api import Applicability, Fix
from qualitygate_plugins.pep8.fixes.layout import Layout, Position, edit


def strip_blanks(layout: Layout, position: Position) -> Fix | None:
    """Take the blanks at the end of the row away (W291, W293); inside a string they are text, so that is unsafe."""
    row = position[0]
    text = layout.text(row)
    end = len(text.rstrip("\x0c"))
    start = len(text[:end].rstrip(" \t\v"))
    if start == end or (not start and _goes_on(layout, row - 1)):
        return None  # behind a backslash, a line of blanks is not blank
    level = Applicability.UNSAFE if layout.ends_in_string(row) else Applicability.SAFE
    return Fix("Remove the blanks at the end of the line", (edit((row, start), (row, end), ""),), level)


def end_last_line(layout: Layout, position: Position) -> Fix | None:
    """Put a line break at the end of the file (W292)."""
    end = (len(layout.lines), len(layout.lines[-1]))
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


def drop_backslash(layout: Layout, position: Position) -> Fix | None:
    """Take the backslash at the end of a row inside brackets away (E502)."""
    row = position[0]
    text = layout.text(row)
    if not _goes_on(layout, row):
        return None
    start = len(text[:-1].rstrip())
    return Fix("Remove the backslash", (edit((row, start), (row, len(text)), ""),), Applicability.SAFE)


def _is_blank(layout: Layout, row: int) -> bool:
    return row in layout.blank_rows and not layout.text(row).strip(" \t") and not _goes_on(layout, row - 1)


def _goes_on(layout: Layout, row: int) -> bool:
    """Whether a backslash joins the row to the next."""
    return row > 0 and layout.text(row).endswith("\\") and not layout.ends_in_string(row)
