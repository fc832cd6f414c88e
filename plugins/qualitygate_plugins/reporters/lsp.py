"""The language server protocol's ``publishDiagnostics`` parameters: a JSON array, one element and one line per file.

Consumer: editors, through a client that hands each element to ``textDocument/publishDiagnostics``.
Column unit: 0-based UTF-16 units, lines 0-based too, end exclusive. A finding about the whole file is at 0:0.
Cannot carry: failures, skipped files, findings that are not open, edits (``data.fix`` says that there is a fix and
how far it may be trusted). Every checked file is in it, so that a clean one loses its old diagnostics.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TextIO

from qualitygate.api import (
    Finding,
    Report,
    Reporter,
    ReportOptions,
    RuleBook,
    Severity,
    Verdict,
    file_uri,
    json_text,
    utf16_range,
)

_SEVERITIES = {Severity.ERROR: 1, Severity.WARNING: 2, Severity.NOTE: 3}


def create(options: ReportOptions) -> Reporter:
    """Create the reporter; no option changes it."""
    return LspReporter()


class LspReporter:
    """Writes file by file, sorted by path."""

    def write(self, report: Report, verdict: Verdict, rules: RuleBook, out: TextIO) -> None:
        """Write the array; ``verdict`` has no place in it."""
        separator = "[\n"
        for path, findings in _files(report):
            diagnostics = [_diagnostic(report, finding, rules) for finding in findings]
            out.write(separator + json_text({"uri": file_uri(report, path), "diagnostics": diagnostics}))
            separator = ",\n"
        out.write("[]\n" if separator == "[\n" else "\n]\n")


def _files(report: Report) -> Iterator[tuple[str, list[Finding]]]:
    """Yield every file that was checked or has open findings (an unreadable one has, and was not checked)."""
    found = dict(report.open_by_path())
    for path in sorted({*found, *(file.path for file in report.files)}):
        yield path, found.get(path, [])


def _diagnostic(report: Report, finding: Finding, rules: RuleBook) -> dict[str, Any]:
    start_line, start, end_line, end = utf16_range(report, finding)
    diagnostic: dict[str, Any] = {
        "range": {
            "start": {"line": start_line, "character": start},
            "end": {"line": end_line, "character": end},
        },
        "severity": _SEVERITIES[finding.severity],
        "code": finding.code,
        "source": f"qualitygate ({finding.checker})",
        "message": finding.message,
    }
    if url := rules.rule(finding.code).url:
        diagnostic["codeDescription"] = {"href": url}
    if fix := finding.fix:
        diagnostic["data"] = {"fix": {"title": fix.title, "applicability": fix.applicability.word}}
    return diagnostic
