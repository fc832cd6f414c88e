"""The stable machine interface: one JSON object, described by ``report.schema.json`` beside this file.

Consumer: the project's other tools, third parties, ``jq``. Fields may be added under the same ``schema``; readers
skip what they do not know.
Column unit: 1-based code points, end exclusive; null where unknown.
Cannot carry: the text of the sources, but for the line that a finding starts on. ``qualitygate convert`` reads it and
writes any other format from it. One line per finding, written one by one.
"""

from __future__ import annotations

import os.path
from collections.abc import Iterable
from typing import Any, TextIO

from qualitygate.api import (
    CheckedFile,
    Disposition,
    Failure,
    Fix,
    Judgement,
    Related,
    Repair,
    Report,
    Reporter,
    ReportOptions,
    RuleBook,
    Skip,
    Verdict,
    __version__,
    json_text,
)

#: Raised when a field changes its meaning or goes; never for a new one.
SCHEMA = 1


def create(options: ReportOptions) -> Reporter:
    """Create the reporter; no option changes it."""
    return JsonReporter()


class JsonReporter:
    """Writes findings of every disposition, in the report's order."""

    def write(self, report: Report, verdict: Verdict, rules: RuleBook, out: TextIO) -> None:
        """Write the object, its keys always in the same order."""
        _write_value("{\n", "schema", SCHEMA, out)
        _write_value(",\n", "qualitygate", __version__, out)
        _write_value(",\n", "root", _relative(report.root), out)
        _write_value(",\n", "verdict", _verdict(verdict), out)
        _write_array("findings", (finding_object(judgement, rules) for judgement in report.judgements), out)
        _write_array("failures", map(_failure, report.failures), out)
        _write_array("skipped", map(_skip, report.skipped), out)
        _write_value(",\n", "stats", _stats(report), out)
        _write_value(",\n", "notes", list(report.notes), out)
        _write_array("files", map(_file, report.files), out)
        _write_value(",\n", "repair", _repair(report.repair), out)
        out.write("\n}\n")


def _write_value(before: str, name: str, value: object, out: TextIO) -> None:
    out.write(f'{before}"{name}": {json_text(value)}')


def _write_array(name: str, items: Iterable[dict[str, Any]], out: TextIO) -> None:
    """Write one item a line, holding one at a time."""
    out.write(f',\n"{name}": [')
    before = "\n"
    for item in items:
        out.write(before + json_text(item))
        before = ",\n"
    out.write("]" if before == "\n" else "\n]")


def _relative(root: str) -> str:
    try:
        return os.path.relpath(root).replace(os.sep, "/")
    except ValueError:  # another drive on Windows
        return root.replace(os.sep, "/")


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "passed": verdict.passed,
        "exit_code": int(verdict.exit_code),
        "conditions": [
            {"name": condition.name, "passed": condition.passed, "detail": condition.detail}
            for condition in verdict.conditions
        ],
    }


def finding_object(judgement: Judgement, rules: RuleBook) -> dict[str, Any]:
    """Return what the schema calls a finding."""
    finding, rule = judgement.finding, rules.rule(judgement.finding.code)
    where = finding.location
    return {
        "code": finding.code,
        "name": rule.name,
        "message": finding.message,
        "path": where.path,
        "line": where.line or None,
        "column": where.column or None,
        "end_line": where.end_line or None,
        "end_column": where.end_column or None,
        "severity": finding.severity.word,
        "checker": finding.checker,
        "also_from": list(finding.also_from),
        "disposition": judgement.disposition.value,
        "reason": judgement.reason,
        "fingerprint": judgement.fingerprint,
        "fix": _fix(finding.fix),
        "url": rule.url,
        "scope": finding.scope,
        "context": finding.context,
        **({"related": [_related(each) for each in finding.related]} if finding.related else {}),
    }


def _related(related: Related) -> dict[str, Any]:
    where = related.location
    place = {"path": where.path, "line": where.line or None, "column": where.column or None}
    return {**place, "message": related.message}


def _fix(fix: Fix | None) -> dict[str, Any] | None:
    if fix is None:
        return None
    edits = [
        {
            "start_line": edit.start_line,
            "start_column": edit.start_column,
            "end_line": edit.end_line,
            "end_column": edit.end_column,
            "replacement": edit.replacement,
        }
        for edit in fix.edits
    ]
    return {"title": fix.title, "applicability": fix.applicability.word, "edits": edits}


def end_object(report: Report, verdict: Verdict) -> dict[str, Any]:
    """Return what the schema calls the end: all of the document but its findings and files."""
    return {
        "schema": SCHEMA,
        "qualitygate": __version__,
        "root": _relative(report.root),
        "verdict": _verdict(verdict),
        "failures": [_failure(failure) for failure in report.failures],
        "skipped": [_skip(skip) for skip in report.skipped],
        "stats": _stats(report),
        "notes": list(report.notes),
        "repair": _repair(report.repair),
    }


def _failure(failure: Failure) -> dict[str, Any]:
    return {
        "checker": failure.checker,
        "path": failure.path,
        "kind": failure.kind,
        "message": failure.message,
        "details": failure.details,
    }


def _skip(skip: Skip) -> dict[str, Any]:
    return {"path": skip.path, "reason": skip.reason, "note": skip.note}


def _file(file: CheckedFile) -> dict[str, Any]:
    return {"path": file.path, "kind": file.kind, "lines": file.line_count}


def _repair(repair: Repair | None) -> dict[str, Any] | None:
    if repair is None:
        return None
    refused = [
        {"path": each.path, "code": each.code, "count": each.count, "reason": each.reason} for each in repair.refused
    ]
    return {"level": repair.level.word, "files": repair.files, "refused": refused}


def _stats(report: Report) -> dict[str, Any]:
    dispositions = report.count_dispositions()
    return {
        "files": len(report.files),
        "seconds": round(report.stats.seconds, 6),
        "workers": report.stats.workers,
        "seconds_by_checker": {name: round(seconds, 6) for name, seconds in report.stats.seconds_by_checker},
        "findings_by_disposition": {each.value: dispositions.get(each, 0) for each in Disposition},
        "open_by_code": report.count_open_codes(),
        "suppressions": report.suppressions,
        "suppressions_by_tool": dict(report.suppressions_by_tool),
    }
