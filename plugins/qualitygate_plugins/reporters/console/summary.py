"""Everything around the findings: notes, failures, conditions, what was left out, and the verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from qualitygate.api import (
    Applicability,
    Disposition,
    ExitCode,
    Report,
    ReportOptions,
    Severity,
    Verdict,
    display_path,
)
from qualitygate_plugins.reporters.console.pen import Line, Span, line, shown
from qualitygate_plugins.reporters.console.statistics import frequent_codes, plural


def note_lines(report: Report) -> Iterator[Line]:
    """Yield the header: which configuration was used, and what is worth knowing about it."""
    for note in report.notes:
        yield line((shown(note), "quiet"))


def failure_lines(report: Report, options: ReportOptions) -> Iterator[Line]:
    """Yield what did not do its work, so that nobody takes silence for a pass; details where asked for."""
    for failure in report.failures:
        path = display_path(report, failure.path, absolute=options.absolute_paths)
        place = f" on {shown(path)}" if failure.path else ""
        head = f"{shown(failure.checker)} failed{place} ({shown(failure.kind)}): "
        yield line((head, "failed"), shown(failure.message))
        if options.verbose:
            for detail in failure.details.splitlines():
                yield line("    ", (shown(detail), "quiet"))


def summary_lines(report: Report, verdict: Verdict, options: ReportOptions) -> Iterator[Line]:
    """Yield counts per code, what can be repaired, skips that may surprise, and conditions; one alone if it failed."""
    if not options.statistics:
        yield from frequent_codes(report)
    yield from _repaired(report, options)
    yield from _fixable(report)
    for skip in report.skipped:
        if skip.note or options.verbose:
            path = display_path(report, skip.path, absolute=options.absolute_paths)
            yield line(f"skipped {shown(path)}: {shown(skip.note or skip.reason)}")
    if options.verbose and report.stats.seconds_by_checker:  # without it equal findings give equal text
        each = (f"{shown(name)} {seconds:.2f} s" for name, seconds in report.stats.seconds_by_checker)
        workers = plural(report.stats.workers, "worker")
        yield line(f"time: {report.stats.seconds:.1f} s; in {workers}: {', '.join(each)}")
    for condition in verdict.conditions:
        if not condition.passed:
            yield line(("gate: ", "failed"), f"{shown(condition.name)}: {shown(condition.detail)}")
        elif len(verdict.conditions) > 1:  # the team wants to see what it measures
            yield line(("gate holds: ", "passed"), f"{shown(condition.name)}: {shown(condition.detail)}")


def _fixable(report: Report) -> Iterator[Line]:
    """Yield how many open findings a fix would cure that nobody asked for."""
    levels = Counter(each.finding.fix.applicability for each in report.open if each.finding.fix)
    asked = Applicability.DISPLAY if report.repair is None else report.repair.level
    safe = 0 if asked else levels[Applicability.SAFE]
    unsafe = 0 if asked is Applicability.UNSAFE else levels[Applicability.UNSAFE]
    if safe:
        more = f", {unsafe} more with --unsafe-fixes" if unsafe else ""
        yield line(("[*]", "fixable"), f" {safe} fixable with --fix{more}")
    elif unsafe:
        yield line(f"{unsafe} fixable with --unsafe-fixes")


def _repaired(report: Report, options: ReportOptions) -> Iterator[Line]:
    """Yield what was fixed, and what was not."""
    repair = report.repair
    if repair is None:
        return
    counts = Counter(
        each.finding.code for each in report.judgements if each.disposition is Disposition.FIXED
    ).most_common()
    if counts:
        named = ", ".join(f"{code} {count}" for code, count in counts)
        yield line(("fixed", "passed"), f" in {plural(repair.files, 'file')}: {named}")
    yield from refused_lines(report, options)


def refused_lines(report: Report, options: ReportOptions) -> Iterator[Line]:
    """Yield what was not fixed although it was asked for, with the reason."""
    for group in report.repair.refused_together() if report.repair else ():
        path = display_path(report, group[0].path, absolute=options.absolute_paths)
        what = ", ".join(f"{refusal.code} {refusal.count}" for refusal in group)
        yield line(("not fixed", "failed"), f": {what} in {shown(path)}: {shown(group[0].reason)}")


def verdict_line(report: Report, verdict: Verdict) -> tuple[Span | str, ...]:
    """Build the last line: the verdict in one word, and every count behind it."""
    passed = verdict.exit_code is ExitCode.PASSED
    parts = [
        *_failed(report),
        _found(report),
        *_settled(report),
        *_refused(report),
        *_skipped(report),
    ]
    return ((verdict.exit_code.name, "passed" if passed else "failed"), "  " + "; ".join(parts))


def _failed(report: Report) -> Iterator[str]:
    if report.failures:
        names = Counter(failure.checker for failure in report.failures)
        each = ", ".join(f"{shown(name)} {count}" for name, count in names.items())
        yield f"{plural(len(report.failures), 'failure')} ({each})"


def _found(report: Report) -> str:
    """Return "12 open findings (3 errors, 9 warnings) in 4 of 210 files", or how many files are clean."""
    severities = Counter(each.finding.severity for each in report.open)
    if not severities:
        return f"{plural(len(report.files), 'file')} checked"
    kinds = ", ".join(
        plural(severities[each], each.word) for each in sorted(Severity, reverse=True) if severities[each]
    )
    found = {each.finding.location.path for each in report.open}
    files = len(found.union(file.path for file in report.files))
    return f"{plural(severities.total(), 'open finding')} ({kinds}) in {len(found)} of {plural(files, 'file')}"


def _settled(report: Report) -> Iterator[str]:
    for disposition, count in report.count_dispositions().items():
        if disposition is not Disposition.OPEN:
            yield f"{count} {disposition.value}"


def _refused(report: Report) -> Iterator[str]:
    if report.repair and report.repair.refused:
        count = sum(refusal.count for refusal in report.repair.refused)
        yield f"{count} {'fix' if count == 1 else 'fixes'} refused"


def _skipped(report: Report) -> Iterator[str]:
    if report.skipped:
        reasons = ", ".join(f"{shown(reason)} {count}" for reason, count in report.count_skipped().items())
        yield f"{len(report.skipped)} skipped ({reasons})"
