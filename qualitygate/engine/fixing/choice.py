"""Which fixes can be made at once: those whose edits do not touch."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from qualitygate.model.finding import Finding
from qualitygate.model.fix import Edit, Fix

_Position = tuple[int, int]
_Range = tuple[_Position, _Position]


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
    edits that meet were each written for a text without the other. Only of fixes of one code that delete whole lines
    one below the other, all but the last are taken: the last then sees what is around the gap.
    """
    chosen: list[Finding] = []
    taken: list[_Range] = []  # sorted; no two touch, but for those of one fix
    ordered = sorted(findings, key=lambda finding: (fix_of(finding).edits, finding.code))
    for run in _runs(ordered):
        ranges = _ranges(run)
        if not any(_touches(start, end, taken) for start, end in ranges):
            chosen += run
            for place in ranges:
                taken.insert(bisect_left(taken, place), place)
    return chosen


def _runs(ordered: Iterable[Finding]) -> Iterator[list[Finding]]:
    """Yield the fixes one by one, but those that delete adjoining lines together, and the last of them never."""
    run: list[Finding] = []
    for finding in ordered:
        if run and _adjoins(run[-1], finding):
            run.append(finding)
        elif run and fix_of(run[-1]).edits == fix_of(finding).edits:
            continue  # the same fix, which several findings share
        else:
            yield from _without_last(run)
            run = [finding]
    yield from _without_last(run)


def _without_last(run: list[Finding]) -> list[list[Finding]]:
    return [run[:-1] or run] if run else []


def _adjoins(one: Finding, two: Finding) -> bool:
    above, below = _deleted_lines(one), _deleted_lines(two)
    return one.code == two.code and above is not None and below is not None and above[1] == below[0]


def _deleted_lines(finding: Finding) -> _Range | None:
    """Return what a fix deletes that deletes whole lines and does nothing else."""
    edits = fix_of(finding).edits
    one = edits[0]
    if len(edits) > 1 or one.replacement or one.start_column != 1 or one.end_column != 1:
        return None
    return (one.start_line, 1), (one.end_line, 1)


def _ranges(run: list[Finding]) -> list[_Range]:
    if len(run) > 1:
        first, last = fix_of(run[0]).edits[0], fix_of(run[-1]).edits[0]
        return [((first.start_line, 1), (last.end_line, 1))]
    return [((edit.start_line, edit.start_column), (edit.end_line, edit.end_column)) for edit in fix_of(run[0]).edits]


def _touches(start: _Position, end: _Position, taken: list[_Range]) -> bool:
    index = bisect_left(taken, (start, start))
    return (index < len(taken) and taken[index][0] <= end) or (index > 0 and taken[index - 1][1] >= start)
