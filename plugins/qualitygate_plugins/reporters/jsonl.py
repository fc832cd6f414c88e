"""JSON Lines: one finding a line, the same object as in ``json``, of every disposition.

Consumer: ``jq``, log collectors, DuckDB and pandas, scripts that read line by line. ``report.schema.json`` beside this
file describes the object under ``$defs/finding``.
Column unit: 1-based code points, end exclusive; null where unknown.
Cannot carry: the verdict, failures, skipped files, statistics. No findings are no lines.
"""

from __future__ import annotations

from typing import TextIO

from qualitygate.api import Report, Reporter, ReportOptions, RuleBook, Verdict, json_text
from qualitygate_plugins.reporters.json import finding_object


def create(options: ReportOptions) -> Reporter:
    """Create the reporter; no option changes it."""
    return JsonLinesReporter()


class JsonLinesReporter:
    """Writes finding by finding, in the report's order."""

    def write(self, report: Report, verdict: Verdict, rules: RuleBook, out: TextIO) -> None:
        """Write the lines; ``verdict`` has no place here."""
        for judgement in report.judgements:
            out.write(json_text(finding_object(judgement, rules)) + "\n")
