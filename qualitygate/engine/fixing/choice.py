"""Which fixes can be made at once: those whose edits do not touch."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from qualitygate.model.finding import Finding
from qualitygate.model.fix import Edit, Fix

_Position = tuple[int, int]


def fix_of(finding: Finding) -> Fix:
    """Return the fix of a finding that has one."""
    assert finding.fix is not None
    return finding.fix


def edits_of(findings: Iterable[Finding]) -> list[Edit]:
    """Return all edits of all fixes."""
    return [edit for finding in findings for edit in fix_of(finding).edits]


def choose(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings whose fixes can be made together, first come, first served by place in the text.

    A fix is taken whole or not at all. One that overlaps or touches a fix that was taken waits for the next round: two
    edits that meet were each written for a text without the other.
    """
    chosen: list[Finding] = []
    taken: list[tuple[_Position, _Position]] = []  # sorted; no two touch, but for those of one fix
    for finding in sorted(findings, key=lambda finding: (fix_of(finding).edits, finding.code)):
        ranges = [
            ((edit.start_line, edit.start_column), (edit.end_line, edit.end_column)) for edit in fix_of(finding).edits
        ]
        if not any(_touches(start, end, taken) for start, end in ranges):
            chosen.append(finding)
            for place in ranges:
                taken.insert(bisect_left(taken, place), place)
    return chosen


def _touches(start: _Position, end: _Position, taken: list[tuple[_Position, _Position]]) -> bool:
    index = bisect_left(taken, (start, start))
    return (index < len(taken) and taken[index][0] <= end) or (index > 0 and taken[index - 1][1] >= start)
