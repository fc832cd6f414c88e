"""SARIF 2.1.0: rules with help, and a result per finding with fingerprints, fixes and what silences it.

Consumer: GitHub code scanning (``codeql-action/upload-sarif``), Azure DevOps, GitLab, warnings-ng ``sarif()``, Visual
Studio, violations-lib, sarif-tools. URIs are relative to the project root, ``%SRCROOT%``.
Column unit: 1-based code points (``columnKind``), end exclusive. GitHub wants a region with both ends, so an unknown
end is the line's, or one character where the text is not at hand; a finding about the whole file is on line 1.
What is open is written, and only with ``--include-silenced`` what a comment, the baseline or the base revision accounts
for: GitHub opens suppressed results as alerts (github/codeql-action#1230), and reviewdog 0.21 prints them. GitHub takes
25,000 results of a run and refuses more (docs.github.com, "SARIF results exceed one or more limits"): the worst and
newest are kept. What is left out is counted in a notification, in the run's properties and on standard error.
Cannot carry: findings that this run fixed (readers would show them as open), fixes that are only for show; lone
surrogates. Braces and brackets in messages stay as they are: no reader takes the spec's doubled ones back. There is no
``informationUri``, for qualitygate has no home page yet; Microsoft's multitool warns of that (SARIF2005).
"""

from __future__ import annotations

import os.path
from collections.abc import Iterator, Mapping
from typing import Any, TextIO

from qualitygate.api import (
    Applicability,
    Disposition,
    Failure,
    Fix,
    Judgement,
    Location,
    Related,
    Report,
    Reporter,
    ReportOptions,
    RuleBook,
    Verdict,
    file_uri,
    quoted_path,
)
from qualitygate_plugins.reporters.json_stream import strict_json, write_items
from qualitygate_plugins.reporters.line_hash import LineHashes
from qualitygate_plugins.reporters.sarif_rules import driver

_HEAD = '{"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [{\n'
_ROOT = "%SRCROOT%"
_SUPPRESSIONS = {Disposition.SUPPRESSED: "inSource", Disposition.BASELINED: "external"}
_OLD = (Disposition.BASELINED, Disposition.KNOWN)
#: The first are kept where there are too many.
_ORDER = (Disposition.OPEN, Disposition.KNOWN, Disposition.BASELINED, Disposition.SUPPRESSED)
#: Results that GitHub takes of one run.
LIMIT = 25_000


def create(options: ReportOptions) -> Reporter:
    """Create the reporter."""
    return SarifReporter(silenced=options.silenced)


class SarifReporter:
    """Writes one run: tool, root and failures, then result by result in the report's order."""

    repeatable = True

    def __init__(self, *, silenced: bool) -> None:
        """``silenced``: write what is not open too."""
        self._silenced = silenced
        self.notes: list[str] = []  #: what is said on standard error: a log that is cut must not look whole

    def write(self, report: Report, verdict: Verdict, rules: RuleBook, out: TextIO) -> None:
        """Write the log; of ``verdict`` it has the exit code."""
        chosen = _Choice(report, silenced=self._silenced)
        self.notes = [f"sarif: {note}" for note in chosen.cut()]
        codes = sorted({each.finding.code for each in chosen.kept})
        results = _Results(
            report,
            chosen,
            rule_indexes={code: index for index, code in enumerate(codes)},
            is_compared=any(disposition in chosen.counts for disposition in _OLD),
        )
        out.write(_HEAD)
        out.write(f'"tool": {{"driver": {strict_json(driver(codes, rules))}}},\n')
        out.write(f'"originalUriBaseIds": {strict_json({_ROOT: {"uri": _root_uri(report)}})},\n')
        out.write(f'"invocations": [{strict_json(_invocation(report, verdict, chosen))}],\n')
        if chosen.left_out:
            out.write(f'"properties": {strict_json({"leftOut": chosen.left_out})},\n')
        out.write('"columnKind": "unicodeCodePoints",\n"results": [')
        write_items(results.all(), out)
        out.write("]\n}]}\n")


class _Choice:
    """Which findings are written, and how many are not."""

    def __init__(self, report: Report, *, silenced: bool) -> None:
        self.counts = report.count_dispositions()
        wanted = _ORDER if silenced else (Disposition.OPEN,)
        possible = [each for each in report.judgements if each.disposition in wanted]
        self.left_out = {
            disposition.value: self.counts[disposition]
            for disposition in _ORDER
            if disposition in self.counts and disposition not in wanted
        }
        self.kept = possible
        if len(possible) > LIMIT:
            ranked = sorted(possible, key=lambda each: (_ORDER.index(each.disposition), -each.finding.severity))
            self.kept = ranked[:LIMIT]
            self.left_out["overLimit"] = len(possible) - LIMIT
        self._kept = {id(each) for each in self.kept}

    def has(self, judgement: Judgement) -> bool:
        """Is it written?"""
        return id(judgement) in self._kept

    def notes(self) -> Iterator[str]:
        """Say what is not written, and how to have it."""
        silenced = {name: count for name, count in self.left_out.items() if name != "overLimit"}
        if silenced:
            listed = ", ".join(f"{count:,} {name}" for name, count in silenced.items())
            yield f"not in this log, for they are not open: {listed}; --include-silenced writes them"
        yield from self.cut()

    def cut(self) -> Iterator[str]:
        """Say what is not written because a consumer takes no more."""
        if over := self.left_out.get("overLimit"):
            which = f"{over:,} of {over + LIMIT:,} are left out, the oldest and least severe"
            yield f"GitHub takes {LIMIT:,} results of a run: {which}"


class _Results:
    """Builds results; ``is_compared`` says that this run knows old findings from new ones."""

    def __init__(
        self, report: Report, chosen: _Choice, *, rule_indexes: Mapping[str, int], is_compared: bool
    ) -> None:
        self._report = report
        self._chosen = chosen
        self._rule_indexes = rule_indexes
        self._is_compared = is_compared

    def all(self) -> Iterator[dict[str, Any]]:
        """Yield them file by file, for the sake of the hashes: these need the whole text."""
        for path, judgements in self._report.by_path():
            judgements = [judgement for judgement in judgements if self._chosen.has(judgement)]
            if not judgements:
                continue
            artifact = _artifact(self._report, path)
            data = self._report.lines.data(path)
            hashes = LineHashes(data) if data is not None else None
            yield from (self._result(judgement, artifact, hashes) for judgement in judgements)

    def _result(self, judgement: Judgement, artifact: dict[str, str], hashes: LineHashes | None) -> dict[str, Any]:
        finding, disposition = judgement.finding, judgement.disposition
        region = _region(self._report, finding.location)
        marks = {"qualitygate/v1": judgement.fingerprint}
        if hashes and (line_hash := hashes.hash(region["startLine"])):
            marks["primaryLocationLineHash"] = line_hash
        result: dict[str, Any] = {
            "ruleId": finding.code,
            "ruleIndex": self._rule_indexes[finding.code],
            "level": finding.severity.word,
            "message": {"text": finding.message or finding.code},
            "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
            "partialFingerprints": marks,
            "properties": {"checker": finding.checker, "alsoFrom": finding.also_from},
        }
        if self._is_compared:
            result["baselineState"] = "unchanged" if disposition in _OLD else "new"
        if kind := _SUPPRESSIONS.get(disposition):
            result["suppressions"] = [{"kind": kind, "status": "accepted", "justification": judgement.reason}]
        if finding.related:
            result["relatedLocations"] = [
                _related(self._report, number, each) for number, each in enumerate(finding.related)
            ]
        if finding.fix and finding.fix.applicability is not Applicability.DISPLAY:
            result["fixes"] = [_fix(finding.fix, artifact)]
        return result


def _region(report: Report, where: Location) -> dict[str, int]:
    line, column = max(where.line, 1), max(where.column, 1)
    if where.end_line and where.end_column:
        end_line, end_column = where.end_line, where.end_column
    else:
        end_line = max(where.end_line, line)
        text = report.lines.line(where.path, end_line)
        end_column = column + 1 if text is None else len(text) + 1
    if end_line == line:
        end_column = max(end_column, column)
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _related(report: Report, number: int, related: Related) -> dict[str, Any]:
    where = related.location
    place = {"artifactLocation": _artifact(report, where.path), "region": _region(report, where)}
    return {"id": number, "physicalLocation": place, "message": {"text": related.message}}


def _fix(fix: Fix, artifact: dict[str, str]) -> dict[str, Any]:
    replacements = [
        {
            "deletedRegion": {
                "startLine": edit.start_line,
                "startColumn": edit.start_column,
                "endLine": edit.end_line,
                "endColumn": edit.end_column,
            },
            "insertedContent": {"text": edit.replacement},
        }
        for edit in fix.edits
    ]
    return {
        "description": {"text": fix.title},
        "artifactChanges": [{"artifactLocation": artifact, "replacements": replacements}],
        "properties": {"applicability": fix.applicability.word},
    }


def _invocation(report: Report, verdict: Verdict, chosen: _Choice) -> dict[str, Any]:
    failures = [_notification(report, failure) for failure in report.failures]
    return {
        "executionSuccessful": not report.failures,
        "exitCode": int(verdict.exit_code),
        "toolExecutionNotifications": [
            *failures,
            *({"level": "note", "message": {"text": note}} for note in chosen.notes()),
        ],
    }


def _notification(report: Report, failure: Failure) -> dict[str, Any]:
    text = f"{failure.checker} failed ({failure.kind}): {failure.message}"
    notification: dict[str, Any] = {"level": "error", "message": {"text": text}}
    if failure.path:
        notification["locations"] = [{"physicalLocation": {"artifactLocation": _artifact(report, failure.path)}}]
    return notification


def _artifact(report: Report, path: str) -> dict[str, str]:
    if os.path.isabs(path):  # on another drive
        return {"uri": file_uri(report, path)}
    return {"uri": quoted_path(path), "uriBaseId": _ROOT}


def _root_uri(report: Report) -> str:
    return file_uri(report, "").rstrip("/") + "/"
