"""What a report measures, for the limits that the team sets."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from qualitygate.model.judgement import Disposition, Judgement
from qualitygate.model.limit import BY_TOOL, Limit
from qualitygate.model.report import Report
from qualitygate.model.severity import Severity

_ALL = frozenset(Disposition) - {Disposition.FIXED}
_SEVERITIES = {"errors": Severity.ERROR, "warnings": Severity.WARNING, "notes": Severity.NOTE}


def measure(report: Report, limit: Limit) -> Fraction:
    """Return the value that ``limit`` is about; for clean-lines, percent."""
    if limit.what.startswith(BY_TOOL):
        return Fraction(_suppressions(report, limit.what[len(BY_TOOL) :]))
    total = _TOTALS.get(limit.what)
    if total is not None:
        return Fraction(total(report))
    wanted = _ALL if limit.which == "all" else {Disposition(limit.which)}
    return Fraction(sum(each.disposition in wanted and _is_counted(each, limit.what) for each in report.judgements))


def shown(measured: Fraction, limit: Limit) -> str:
    """Write a measured value; a percentage is cut, not rounded, so that it never looks better than it is."""
    if limit.what != "clean-lines":
        return f"{int(measured):,}"
    hundredths = int(measured * 100)
    return f"{hundredths // 100}.{hundredths % 100:02} %"


def _is_counted(judgement: Judgement, what: str) -> bool:
    finding = judgement.finding
    if what in _SEVERITIES:
        return finding.severity is _SEVERITIES[what]
    return what == "findings" or finding.code.startswith(what)


def _clean_lines(report: Report) -> Fraction:
    """Return the share of lines without an open finding, as the cobertura format draws it; of no lines, all."""
    counts = {file.path: file.line_count for file in report.files}
    dirty: dict[str, set[int]] = {}
    for judgement in report.open:
        where = judgement.finding.location
        dirty.setdefault(where.path, set()).add(max(where.line, 1))
    for path, lines in dirty.items():
        counts[path] = max(counts.get(path, 0), *lines)
    total = sum(counts.values())
    if not total:
        return Fraction(100)
    return Fraction(100 * (total - sum(map(len, dirty.values()))), total)


def _suppressions(report: Report, tool: str) -> int:
    counts = report.suppressions_by_tool
    return sum(counts.values()) if tool == "all" else counts.get(tool, 0)


_TOTALS: dict[str, Callable[[Report], int | Fraction]] = {
    "new": lambda report: len(report.open),
    "clean-lines": _clean_lines,
    "suppressions": lambda report: report.suppressions,
    "files": lambda report: len(report.files),
    "lines": lambda report: sum(file.line_count for file in report.files),
    "skipped": lambda report: len(report.skipped),
}
