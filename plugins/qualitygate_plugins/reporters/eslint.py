"""ESLint's ``json`` format: an array with an object per file, all on one line.

Consumer: whatever reads ESLint's results: ALE and other editors (line by line, hence the one line), ESLint's own
formatters, dashboards. Paths are absolute, as ESLint's are.
Column unit: 1-based UTF-16 units, end exclusive; code points where the text is not at hand. Unknown ends are the
line's; a finding about the whole file is at 1:1.
Cannot carry: notes (they are warnings), the reasons of known and fixed findings (which are left out), failures; lone
surrogates. Safe fixes are ``fix``, others ``suggestions``. Every checked file is in it, clean ones too.
"""

from __future__ import annotations

import os.path
from collections.abc import Iterator, Sequence
from typing import Any, TextIO

from qualitygate.api import (
    Applicability,
    Disposition,
    Finding,
    Judgement,
    Report,
    Reporter,
    ReportOptions,
    RuleBook,
    Severity,
    Verdict,
    is_open,
    utf16_range,
)
from qualitygate_plugins.reporters.eslint_fix import FixWriter
from qualitygate_plugins.reporters.json_stream import strict_json

_SEVERITIES = {Severity.NOTE: 1, Severity.WARNING: 1, Severity.ERROR: 2}
#: ESLint's two kinds: a comment in the file, and its own baseline.
_SUPPRESSIONS = {Disposition.SUPPRESSED: "directive", Disposition.BASELINED: "file"}


def create(options: ReportOptions) -> Reporter:
    """Create the reporter; no option changes it."""
    return EslintReporter()


class EslintReporter:
    """Writes file by file, sorted by path."""

    def write(self, report: Report, verdict: Verdict, rules: RuleBook, out: TextIO) -> None:
        """Write the array; ``verdict`` has no place in it."""
        separator = "["
        for path, judgements in _files(report):
            out.write(separator + strict_json(_result(report, path, judgements)))
            separator = ", "
        out.write("[]\n" if separator == "[" else "]\n")


def _files(report: Report) -> Iterator[tuple[str, Sequence[Judgement]]]:
    """Yield every file that was checked or has findings (an unreadable one has, and was not checked)."""
    clean = iter([file.path for file in report.files])
    following = next(clean, None)
    for path, judgements in report.by_path():
        while following is not None and following <= path:
            if following != path:
                yield following, ()
            following = next(clean, None)
        yield path, judgements
    while following is not None:
        yield following, ()
        following = next(clean, None)


def _result(report: Report, path: str, judgements: Sequence[Judgement]) -> dict[str, Any]:
    writer = FixWriter(report, path) if any(judgement.finding.fix for judgement in judgements) else None
    messages = [_message(report, judgement.finding, writer) for judgement in judgements if is_open(judgement)]
    errors = sum(message["severity"] == 2 for message in messages)
    fixable = [message["severity"] for message in messages if "fix" in message]
    return {
        "filePath": os.path.join(os.path.abspath(report.root), path),
        "messages": messages,
        "suppressedMessages": [
            _message(report, judgement.finding, writer)
            | {"suppressions": [{"kind": _SUPPRESSIONS[judgement.disposition], "justification": judgement.reason}]}
            for judgement in judgements
            if judgement.disposition in _SUPPRESSIONS
        ],
        "errorCount": errors,
        "fatalErrorCount": 0,
        "warningCount": len(messages) - errors,
        "fixableErrorCount": fixable.count(2),
        "fixableWarningCount": fixable.count(1),
        "usedDeprecatedRules": [],
    }


def _message(report: Report, finding: Finding, writer: FixWriter | None) -> dict[str, Any]:
    start_line, start, end_line, end = utf16_range(report, finding)
    message: dict[str, Any] = {
        "ruleId": finding.code,
        "severity": _SEVERITIES[finding.severity],
        "message": finding.message,
        "line": start_line + 1,
        "column": start + 1,
        "endLine": end_line + 1,
        "endColumn": end + 1,
    }
    if writer and finding.fix and (edit := writer.one_edit(finding.fix.edits)):
        if finding.fix.applicability is Applicability.SAFE:
            message["fix"] = edit
        else:
            message["suggestions"] = [{"desc": finding.fix.title, "fix": edit}]
    return message
