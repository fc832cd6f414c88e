"""GitHub's workflow commands: ``::error file=…,line=…::message``, worst first, and a page on the run's summary.

Consumer: GitHub Actions. It shows at most 10 annotations per level and step, so only as many are written; a notice
counts the others, which follow as plain lines of the log. Where ``$GITHUB_STEP_SUMMARY`` names a file, the page of
``--format markdown`` is added to it.
Column unit: 1-based code points, end exclusive; ends only of findings within one line, for GitHub drops all columns of
the others.
Cannot carry: fixes, clean files, findings that are not open (the verdict counts them), control characters other than
line breaks. A failure is an error. Paths are relative to ``$GITHUB_WORKSPACE``, the only form that becomes a link.
"""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import TextIO

from qualitygate.api import (
    Failure,
    Finding,
    Report,
    Reporter,
    ReportOptions,
    RuleBook,
    Severity,
    Verdict,
    is_open,
    printable,
)
from qualitygate_plugins.reporters.commands import carried, failure_text, write_verdict
from qualitygate_plugins.reporters.markdown import LIMIT, page
from qualitygate_plugins.reporters.places import path_display, place, worst_first

_LEVELS = {Severity.NOTE: "notice", Severity.WARNING: "warning", Severity.ERROR: "error"}
#: Annotations per level and step: ``_maxCountPerIssueType`` in ExecutionContext.cs of actions/runner.
_MOST = 10


def create(options: ReportOptions) -> Reporter:
    """Create the reporter; no option changes it."""
    return GithubReporter(options.environ)


class GithubReporter:
    """Writes annotations, what there is no room for, the verdict, and then the summary."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._workspace = environ.get("GITHUB_WORKSPACE", "")
        self._summary = environ.get("GITHUB_STEP_SUMMARY", "")

    def write(self, report: Report, verdict: Verdict, rules: RuleBook, out: TextIO) -> None:
        """Write to the log and to the summary.

        Raises:
            OSError: the summary cannot be written; the log has everything.
        """
        shown = path_display(report, start=self._workspace)
        room = _room(report)
        counts: Counter[str] = Counter()
        for level, entry in _entries(report):
            counts[level] += 1
            if counts[level] <= room[level]:
                out.write(_command(level, entry, shown, rules))
        more = sum(max(counts[level] - room[level], 0) for level in counts)
        if more:
            out.write(f"::notice title=qualitygate::{more} more, in the log and on the summary of this run\n")
            _write_rest(report, room, shown, out)
        write_verdict(report, verdict, out)
        if self._summary:
            _add_summary(self._summary, report, verdict)


def _entries(report: Report) -> Iterator[tuple[str, Failure | Finding]]:
    """Yield (level, entry), worst first."""
    for failure in report.failures:
        yield "error", failure
    for finding in worst_first(report):
        yield _LEVELS[finding.severity], finding


def _room(report: Report) -> Mapping[str, int]:
    """Say how many annotations each level has room for: one notice less where one has to count the rest."""
    counts = Counter(_LEVELS[each.finding.severity] for each in report.judgements if is_open(each))
    counts["error"] += len(report.failures)
    room = dict.fromkeys(_LEVELS.values(), _MOST)
    if any(count > _MOST for count in counts.values()):
        room["notice"] -= 1
    return room


def _command(level: str, entry: Failure | Finding, shown: Callable[[str], str], rules: RuleBook) -> str:
    properties = _failed(entry, shown) if isinstance(entry, Failure) else _found(entry, shown, rules)
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items() if value)
    return f"::{level} {listed}::{_data(_text(entry, shown))}\n"


def _failed(failure: Failure, shown: Callable[[str], str]) -> Mapping[str, str]:
    return {"file": shown(failure.path) if failure.path else "", "title": "qualitygate"}


def _found(finding: Finding, shown: Callable[[str], str], rules: RuleBook) -> Mapping[str, object]:
    where = finding.location
    within_line = where.end_line == where.line
    return {
        "file": shown(where.path),
        "line": where.line,
        "endLine": where.end_line if within_line else 0,
        "col": where.column,
        "endColumn": where.end_column if within_line else 0,
        "title": f"{finding.code} {rules.rule(finding.code).name}",
    }


def _text(entry: Failure | Finding, shown: Callable[[str], str]) -> str:
    """Return what the log shows of an annotation, which is nothing but this: so the place is in it."""
    if isinstance(entry, Failure):
        return failure_text(entry)
    return f"{place(shown(entry.location.path), entry)}: {entry.code} {entry.message}"


def _write_rest(report: Report, room: Mapping[str, int], shown: Callable[[str], str], out: TextIO) -> None:
    counts: Counter[str] = Counter()
    for level, entry in _entries(report):
        counts[level] += 1
        if counts[level] > room[level]:
            out.write(printable(f"{level}: {_text(entry, shown)}") + "\n")


def _data(text: str) -> str:
    """Escape as @actions/core does (3.0: ``escapeData``)."""
    return carried(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape as @actions/core does (3.0: ``escapeProperty``)."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _add_summary(file: str, report: Report, verdict: Verdict) -> None:
    """Add the page to what the step has written there already, whole or not at all."""
    try:
        size = os.path.getsize(file) if os.path.exists(file) else 0
        data = "".join(page(report, verdict, limit=LIMIT - size)).encode()
        try:
            with open(file, "ab") as out:
                out.write(data)
        except OSError:
            with contextlib.suppress(OSError):
                os.truncate(file, size)
            raise
    except OSError as error:
        raise OSError(error.errno, f"{error.strerror} (GITHUB_STEP_SUMMARY: {file})") from error
