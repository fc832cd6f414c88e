"""SonarQube's generic issues: the rules that occur, then an issue per open finding.

Consumer: SonarQube 10.3 and later and SonarQube Cloud, ``sonar.externalIssuesReportPaths``. Paths are relative to the
project root, which has to be Sonar's base directory.
Column unit: 0-based UTF-16 units, end exclusive. The scanner crashes at a place that its file does not have, so columns
are written only where the text is at hand and holds them; a finding behind the last line is about the whole file.
Cannot carry: a severity per finding (Sonar knows one per rule; it is the worst that the code has in this run), fixes,
failures, clean files, findings that are not open; lone surrogates. Sonar cuts messages at 1,333 characters, and ignores
issues in files that it does not scan itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TextIO

from qualitygate.api import (
    Finding,
    Report,
    Reporter,
    ReportOptions,
    Rule,
    RuleBook,
    Severity,
    Verdict,
    codepoint_to_utf16,
    is_open,
    utf16_range,
)
from qualitygate_plugins.reporters.json_stream import write_items

_SEVERITIES = {Severity.NOTE: "MINOR", Severity.WARNING: "MAJOR", Severity.ERROR: "CRITICAL"}
_IMPACTS = {Severity.NOTE: "LOW", Severity.WARNING: "MEDIUM", Severity.ERROR: "HIGH"}
#: A category is one of Sonar's clean code attributes; its validator up to 10.7 and its cloud want one.
_ATTRIBUTES: Mapping[str, str] = {
    "bug": "LOGICAL",
    "internal": "COMPLETE",
    "complexity": "FOCUSED",
    "naming": "IDENTIFIABLE",
    "wording": "CLEAR",
}


def create(options: ReportOptions) -> Reporter:
    """Create the reporter; no option changes it."""
    return SonarReporter()


class SonarReporter:
    """Writes both keys always: without ``rules`` the scanner takes the document for its old format."""

    def write(self, report: Report, verdict: Verdict, rules: RuleBook, out: TextIO) -> None:
        """Write the object; ``verdict`` has no place in it."""
        found = (judgement.finding for judgement in report.judgements if is_open(judgement))
        out.write('{"rules": [')
        write_items((_rule(rules.rule(code), worst) for code, worst in _worst_severities(report).items()), out)
        out.write('], "issues": [')
        write_items((_issue(report, finding) for finding in found), out)
        out.write("]}\n")


def _worst_severities(report: Report) -> dict[str, Severity]:
    """Return the codes that occur, sorted, each with the worst severity it has."""
    worst: dict[str, Severity] = {}
    for judgement in report.judgements:
        if is_open(judgement):
            finding = judgement.finding
            worst[finding.code] = max(finding.severity, worst.get(finding.code, finding.severity))
    return dict(sorted(worst.items()))


def _rule(rule: Rule, severity: Severity) -> dict[str, Any]:
    is_bug = rule.category == "bug"
    return {
        "id": rule.code,
        "name": rule.summary or rule.name,
        "description": rule.why or rule.summary,
        "engineId": "qualitygate",
        "cleanCodeAttribute": _ATTRIBUTES.get(rule.category, "FORMATTED"),
        "type": "BUG" if is_bug else "CODE_SMELL",
        "severity": _SEVERITIES[severity],
        "impacts": [
            {"softwareQuality": "RELIABILITY" if is_bug else "MAINTAINABILITY", "severity": _IMPACTS[severity]}
        ],
    }


def _issue(report: Report, finding: Finding) -> dict[str, Any]:
    place: dict[str, Any] = {"message": finding.message or finding.code, "filePath": finding.location.path}
    if text_range := _text_range(report, finding):
        place["textRange"] = text_range
    return {"ruleId": finding.code, "primaryLocation": place}


def _text_range(report: Report, finding: Finding) -> dict[str, int] | None:
    """Return the widest range that the scanner surely accepts, None for the whole file."""
    where, lines = finding.location, report.lines
    if not where.line:
        return None
    first = lines.line(where.path, where.line)
    if first is None:
        is_outside = lines.data(where.path) is not None
        return None if is_outside else {"startLine": where.line}
    start_line, start, end_line, end = utf16_range(report, finding)
    last = lines.line(where.path, end_line + 1)
    is_inside = last is not None and start <= _length(first) and end <= _length(last)
    if not is_inside or (start_line, start) >= (end_line, end):
        return {"startLine": where.line}
    return {"startLine": start_line + 1, "startColumn": start, "endLine": end_line + 1, "endColumn": end}


def _length(line: str) -> int:
    return codepoint_to_utf16(line, len(line))
