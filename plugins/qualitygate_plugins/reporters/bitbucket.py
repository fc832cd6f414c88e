"""Bitbucket's Code Insights: one JSON object with the bodies of its requests, ``report`` and chunks of ``annotations``.

Consumer: Bitbucket Cloud's REST API. Put ``.report`` to ``…/commit/SHA/reports/qualitygate``, then post each element of
``.annotations`` (100 at most) to ``…/reports/qualitygate/annotations``. Paths are relative to the repository's root.
The server is closed: words and fields are those of Atlassian's OpenAPI, limits those of the server's own error texts.
Column unit: none, lines only. A finding about the whole file has no line.
Cannot carry: more than 1,000 findings (the worst are written, the report's details count the rest), columns, fixes,
clean files, the text of failures; a message of more than 2,000 characters; lone surrogates.
"""

from __future__ import annotations

from itertools import islice
from typing import Any, TextIO

from qualitygate.api import (
    Judgement,
    Report,
    Reporter,
    ReportOptions,
    Rule,
    RuleBook,
    Severity,
    Verdict,
    is_open,
    one_line,
)
from qualitygate_plugins.reporters.json_stream import strict_json
from qualitygate_plugins.reporters.places import worst_judged_first

#: The server's limits, from its own error texts.
_PER_REPORT, _PER_REQUEST, _SUMMARY, _DETAILS = 1000, 100, 450, 2000
_SEVERITIES = {Severity.NOTE: "LOW", Severity.WARNING: "MEDIUM", Severity.ERROR: "HIGH"}


def create(options: ReportOptions) -> Reporter:
    """Create the reporter; no option changes it."""
    return BitbucketReporter()


class BitbucketReporter:
    """Writes the report, then chunk by chunk; a run without findings has no chunks."""

    def write(self, report: Report, verdict: Verdict, rules: RuleBook, out: TextIO) -> None:
        """Write the object; the report's result is the verdict's."""
        out.write(f'{{"report": {strict_json(_report(report, verdict))},\n"annotations": [')
        annotations = (_annotation(each, rules.rule(each.finding.code)) for each in worst_judged_first(report))
        shown = islice(annotations, _PER_REPORT)
        separator = "\n"
        while chunk := list(islice(shown, _PER_REQUEST)):
            out.write(separator + strict_json(chunk))
            separator = ",\n"
        out.write("]}\n")


def _report(report: Report, verdict: Verdict) -> dict[str, Any]:
    counts = dict.fromkeys(sorted(Severity, reverse=True), 0)
    for judgement in filter(is_open, report.judgements):
        counts[judgement.finding.severity] += 1
    numbers = {f"{severity.word.capitalize()}s": count for severity, count in counts.items()}
    numbers |= {"Failures": len(report.failures), "Files": len(report.files)}
    return {
        "title": "qualitygate",
        "details": _details(report, verdict, sum(counts.values())),
        "report_type": "BUG",
        "reporter": "qualitygate",
        "result": "PASSED" if verdict.passed else "FAILED",
        "data": [{"title": title, "type": "NUMBER", "value": value} for title, value in numbers.items()],
    }


def _details(report: Report, verdict: Verdict, found: int) -> str:
    failed = [f"{condition.name}: {condition.detail}" for condition in verdict.conditions if not condition.passed]
    if report.failures:
        names = ", ".join(sorted({failure.checker for failure in report.failures}))
        failed.append(f"the run is incomplete, for these failed: {names}")
    if found > _PER_REPORT:
        failed.insert(0, f"{found - _PER_REPORT} more findings than the {_PER_REPORT} shown here")
    return "; ".join(failed)[:_DETAILS] or "no condition of the gate failed"


def _annotation(judgement: Judgement, rule: Rule) -> dict[str, Any]:
    finding, where = judgement.finding, judgement.finding.location
    text = f"{finding.code} {one_line(finding.message)}"
    annotation: dict[str, Any] = {
        "external_id": judgement.fingerprint,
        "annotation_type": "BUG" if rule.category == "bug" else "CODE_SMELL",
        "path": where.path,
        "summary": text if len(text) <= _SUMMARY else text[: _SUMMARY - 1] + "…",
        "severity": _SEVERITIES[finding.severity],
        "result": "FAILED",
    }
    if len(text) > _SUMMARY:
        annotation["details"] = finding.message[:_DETAILS]
    if where.line:
        annotation["line"] = where.line
    if rule.url:
        annotation["link"] = rule.url
    return annotation
