"""reviewdog's ``DiagnosticResult``: one JSON object with a diagnostic per open finding and its suggested edits.

Consumer: ``reviewdog -f=rdjson``, which comments on pull requests. Paths are relative to the working directory, or
absolute.
Column unit: 1-based UTF-8 bytes, end exclusive. They are left out where they are unknown, or the text to count them in
is not at hand; so are the suggestions then. A finding about the whole file has no range.
Cannot carry: failures, clean files, findings that are not open, fixes that are only for show; lone surrogates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from qualitygate.api import (
    Applicability,
    Edit,
    Finding,
    Location,
    Report,
    Reporter,
    ReportOptions,
    RuleBook,
    Severity,
    Verdict,
    codepoint_to_utf8,
    display_path,
)
from qualitygate_plugins.reporters.json_stream import strict_json, write_items

_SEVERITIES = {Severity.NOTE: "INFO", Severity.WARNING: "WARNING", Severity.ERROR: "ERROR"}
_SOURCE = {"name": "qualitygate"}


def create(options: ReportOptions) -> Reporter:
    """Create the reporter; the form of paths matters."""
    return RdjsonReporter(options)


class RdjsonReporter:
    """Writes finding by finding; a run without findings has an empty array."""

    def __init__(self, options: ReportOptions) -> None:
        self._options = options

    def write(self, report: Report, verdict: Verdict, rules: RuleBook, out: TextIO) -> None:
        """Write the object; ``verdict`` has no place in it."""
        out.write(f'{{"source": {strict_json(_SOURCE)}, "diagnostics": [')
        write_items(diagnostics(report, rules, self._options), out)
        out.write("]}\n")


def diagnostics(report: Report, rules: RuleBook, options: ReportOptions) -> Iterator[dict[str, Any]]:
    """Yield a ``Diagnostic`` message per open finding."""
    for path, findings in report.open_by_path():
        shown = display_path(report, path, absolute=options.absolute_paths)
        for finding in findings:
            yield _diagnostic(shown, finding, report, rules)


def _diagnostic(shown: str, finding: Finding, report: Report, rules: RuleBook) -> dict[str, Any]:
    location: dict[str, Any] = {"path": shown}
    if finding.location.line:
        location["range"] = _range(report, finding.location)
    code = {"value": finding.code}
    if url := rules.rule(finding.code).url:
        code["url"] = url
    diagnostic: dict[str, Any] = {
        "message": finding.message,
        "location": location,
        "severity": _SEVERITIES[finding.severity],
        "source": _SOURCE,
        "code": code,
    }
    if finding.fix and finding.fix.applicability is not Applicability.DISPLAY:
        if suggestions := _suggestions(report, finding.location.path, finding.fix.edits):
            diagnostic["suggestions"] = suggestions
    return diagnostic


def _range(report: Report, where: Location) -> dict[str, Any]:
    """Return columns for both ends or for neither: reviewdog takes two ends without columns for whole lines."""
    start = _position(report, where.path, where.line, where.column)
    if not where.end_line:
        return {"start": start}
    end = _position(report, where.path, where.end_line, where.end_column)
    if len(start) == len(end):
        return {"start": start, "end": end}
    return {"start": {"line": where.line}, "end": {"line": where.end_line}}


def _suggestions(report: Report, path: str, edits: Iterable[Edit]) -> list[dict[str, Any]]:
    """Return all edits, or none when a column cannot be counted: a wrong edit is worse than none."""
    suggestions = []
    for edit in edits:
        start = _position(report, path, edit.start_line, edit.start_column)
        end = _position(report, path, edit.end_line, edit.end_column)
        if "column" not in start or "column" not in end:
            return []
        suggestions.append({"range": {"start": start, "end": end}, "text": edit.replacement})
    return suggestions


def _position(report: Report, path: str, line: int, column: int) -> dict[str, int]:
    if column == 1:  # also in the line behind the last, where a deletion of the last line ends
        return {"line": line, "column": 1}
    text = report.lines.line(path, line) if column else None
    if text is None:
        return {"line": line}
    return {"line": line, "column": codepoint_to_utf8(text, column - 1) + 1}
