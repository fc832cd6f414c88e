"""GitLab's Code Quality report: a JSON array of Code Climate issues, one per open finding.

Consumer: GitLab (``artifacts:reports:codequality``), warnings-ng ``codeClimate``, violations-lib CODECLIMATE. Paths are
relative to the project root, which is the repository's.
Column unit: none, lines only: GitLab shows no columns. A finding about the whole file is on line 1.
Cannot carry: columns, fixes, failures, clean files, findings that are not open, several lines in a message. GitLab has
no field for the code in its list, so it stands before the message.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TextIO

from qualitygate.api import Judgement, Report, Reporter, ReportOptions, RuleBook, Severity, Verdict, is_open, one_line
from qualitygate_plugins.reporters.json_stream import write_items

_SEVERITIES = {Severity.NOTE: "info", Severity.WARNING: "minor", Severity.ERROR: "critical"}
#: Code Climate's own words; violations-lib drops an issue that has none of them.
_CATEGORIES: Mapping[str, str] = {
    "bug": "Bug Risk",
    "internal": "Bug Risk",
    "complexity": "Complexity",
    "naming": "Clarity",
    "wording": "Clarity",
}


def create(options: ReportOptions) -> Reporter:
    """Create the reporter; no option changes it."""
    return GitLabReporter()


class GitLabReporter:
    """Writes finding by finding; a run without findings is an empty array."""

    repeatable = True

    def write(self, report: Report, verdict: Verdict, rules: RuleBook, out: TextIO) -> None:
        """Write the array; ``verdict`` has no place in it."""
        out.write("[")
        write_items((_issue(judgement, rules) for judgement in report.judgements if is_open(judgement)), out)
        out.write("]\n")


def _issue(judgement: Judgement, rules: RuleBook) -> dict[str, Any]:
    finding, where = judgement.finding, judgement.finding.location
    line = max(where.line, 1)
    return {
        "type": "issue",
        "check_name": finding.code,
        "description": f"{finding.code}: {one_line(finding.message)}",
        "categories": [_CATEGORIES.get(rules.rule(finding.code).category, "Style")],
        "severity": _SEVERITIES[finding.severity],
        "fingerprint": judgement.fingerprint,
        "location": {"path": where.path, "lines": {"begin": line, "end": max(where.end_line, line)}},
    }
