"""Findings grouped by file, then what a person needs to know about the run, then the verdict on the last line.

Consumer: people at a terminal, and people who read a CI log. The text is the same in both; on a terminal rich
styles it.
Column unit: 1-based code points.
Cannot carry: ends of findings, but for the carets under the source line; fingerprints; findings that are not open,
which are counted.
"""

from __future__ import annotations

from typing import TextIO

from qualitygate.api import Report, Reporter, ReportOptions, RuleBook, Verdict
from qualitygate_plugins.reporters.console.findings import file_lines
from qualitygate_plugins.reporters.console.pen import Pen, line
from qualitygate_plugins.reporters.console.statistics import code_table
from qualitygate_plugins.reporters.console.summary import (
    failure_lines,
    note_lines,
    refused_lines,
    summary_lines,
    verdict_line,
)


def create(options: ReportOptions) -> Reporter:
    """Create the reporter; all options matter."""
    return ConsoleReporter(options)


class ConsoleReporter:
    """Writes notes, findings, failures, summary and verdict, each block followed by an empty line.

    ``quiet`` 1 leaves findings, failures and refused fixes (silence about them would look like a pass), 2 the verdict.
    """

    def __init__(self, options: ReportOptions) -> None:
        self._options = options
        self.repeatable = not options.verbose  # which tells times

    def write(self, report: Report, verdict: Verdict, rules: RuleBook, out: TextIO) -> None:
        """Write file by file; nothing is truncated."""
        options = self._options
        pen = Pen(out, colour=options.colour)
        if not options.quiet:
            pen.block(note_lines(report))
        if options.quiet < 2:
            reasons = {each.finding: each.reason for each in report.open if each.reason}
            for path, findings in report.open_by_path():
                pen.block(file_lines(report, path, findings, options, reasons, rules))
            pen.block(failure_lines(report, options))
        if options.quiet == 1:
            pen.block(refused_lines(report, options))
        if not options.quiet:
            if options.statistics:
                pen.block(code_table(report, rules))
            pen.block(summary_lines(report, verdict, options))
        if options.quiet != 1:
            pen.block([line(*verdict_line(report, verdict))], gap=False)
