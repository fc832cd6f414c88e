"""JSON Lines: one finding a line, the same object as in ``json``, of every disposition; the last line ends the report.

Consumer: ``jq``, log collectors, DuckDB and pandas, scripts that read line by line while the run goes on. Lines come
file by file, in the order in which the files were finished, the findings of each sorted. The last line has no
``code``: it is what ``json`` says beside findings and files. Without it the run did not finish.
``report.schema.json`` beside this file describes the objects, under ``$defs/finding`` and ``$defs/end``.
Column unit: 1-based code points, end exclusive; null where unknown.
Cannot carry: the names of the files without findings.
"""

from __future__ import annotations

from typing import TextIO

from qualitygate.api import Report, Reporter, ReportOptions, RuleBook, Verdict, json_text
from qualitygate_plugins.reporters.json import end_object, finding_object


def create(options: ReportOptions) -> Reporter:
    """Create the reporter; no option changes it."""
    return JsonLinesReporter()


class JsonLinesReporter:
    """Writes finding by finding, while the run goes on."""

    def write(self, report: Report, verdict: Verdict, rules: RuleBook, out: TextIO) -> None:
        """Write the lines in the report's order, and the end."""
        self.write_part(report, rules, out)
        self.write_end(report, verdict, rules, out)

    def write_part(self, part: Report, rules: RuleBook, out: TextIO) -> None:
        """Write the lines of some findings."""
        for judgement in part.judgements:
            out.write(json_text(finding_object(judgement, rules)) + "\n")

    def write_end(self, report: Report, verdict: Verdict, rules: RuleBook, out: TextIO) -> None:
        """Write the last line."""
        out.write(json_text(end_object(report, verdict)) + "\n")
