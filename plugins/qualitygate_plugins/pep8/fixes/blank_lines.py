"""The number of blank lines: E301-E306."""

from __future__ import annotations

import re

from qualitygate.api import Applicability, Fix
from qualitygate_plugins.pep8.fixes.layout import Layout, Position, edit

_EXPECTED = re.compile(r"expected (\d+) blank lines?")


def insert_rows(layout: Layout, position: Position, message: str) -> Fix | None:
    """Put the blank lines that are missing above a definition or what follows one (E301, E302, E305, E306).

    They go above the comments that stand directly over it with the same indentation, since those belong to it. A
    comment that is indented otherwise belongs to what stands above.
    """
    match = _EXPECTED.search(message)
    if match is None or layout.first_row(position[0]) != position[0]:
        return None  # a backslash stands above
    wanted, row = int(match[1]), position[0]
    while (comment := layout.comment_row(row - 1)) is not None and comment[2][1] == position[1]:
        row -= 1
    there = _blank_above(layout, row)
    if len(there) > wanted or _blank_count(layout, position) > wanted:
        return _drop(layout, _largest_gap(layout, position), wanted)
    if len(there) == wanted:
        return None
    missing = wanted - len(there)
    title = "Insert a blank line" if missing == 1 else f"Insert {missing} blank lines"
    return Fix(title, (edit((row, 0), (row, 0), "\n" * missing),), Applicability.SAFE)


def drop_rows(layout: Layout, position: Position) -> Fix | None:
    """Leave two blank lines above what stands at top level, one above what is indented (E303)."""
    return _drop(layout, _blank_above(layout, position[0]), 1 if layout.indentation(position[0]) else 2)


def drop_rows_after_decorator(layout: Layout, position: Position) -> Fix | None:
    """Delete the blank lines between a decorator and what it decorates (E304)."""
    return _drop(layout, _blank_above(layout, position[0]), 0)


def _blank_above(layout: Layout, row: int) -> list[int]:
    """The blank rows directly above ``row``, the lowest first."""
    rows = []
    while row - 1 in layout.blank_rows:
        row -= 1
        rows.append(row)
    return rows


def _gaps(layout: Layout, position: Position) -> list[list[int]]:
    """The groups of blank rows above ``position``, as far as only comments stand between."""
    row, gaps = position[0], []
    while True:
        rows = _blank_above(layout, row)
        gaps.append(rows)
        row -= len(rows) + 1
        if layout.comment_row(row) is None:
            return gaps


def _largest_gap(layout: Layout, position: Position) -> list[int]:
    return max(_gaps(layout, position), key=len)


def _blank_count(layout: Layout, position: Position) -> int:
    return len(_largest_gap(layout, position))


def _drop(layout: Layout, rows: list[int], keep: int) -> Fix | None:
    """Delete all but ``keep`` of the rows; one with a form feed separates pages and stays."""
    pages = [row for row in rows if "\x0c" in layout.text(row)]
    surplus = [row for row in rows if row not in pages][max(0, keep - len(pages)) :]
    if not surplus or len(rows) - len(surplus) > keep:
        return None
    edits = tuple(edit((row, 0), (row + 1, 0), "") for row in sorted(surplus))
    if surplus[0] - surplus[-1] == len(surplus) - 1:
        edits = (edit((surplus[-1], 0), (surplus[0] + 1, 0), ""),)
    title = "Remove the blank line" if len(surplus) == 1 else f"Remove {len(surplus)} blank lines"
    return Fix(title, edits, Applicability.SAFE)
