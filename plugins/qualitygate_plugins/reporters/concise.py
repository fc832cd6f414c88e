"""``path:line:column: CODE message``, one line each, what failed, and the verdict on the last line.

Consumer: people who want one line per finding, at a terminal (most make ``path:line:column`` a link) or in a log.
Column unit: 1-based code points; line and column are left out where unknown.
Cannot carry: ends, severity (colour shows it), fixes, clean files; findings that are not open are counted; several
lines in a message. For a program that reads lines, ``flake8`` is the format.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TextIO

from qualitygate.api import Finding, Report, Reporter, ReportOptions, RuleBook, Verdict, display_path
from qualitygate_plugins.reporters.console.pen import Line, Pen, line, shown
from qualitygate_plugins.reporters.console.summary import failure_lines, verdict_line
from qualitygate_plugins.reporters.places import place


def create(options: ReportOptions) -> Reporter:
    """Create the reporter; colour, quiet, verbose and the form of paths matter."""
    return ConciseReporter(options)


class ConciseReporter:
    """Writes findings, failures and the verdict. ``quiet`` 1 leaves the verdict out, 2 everything else."""

    repeatable = True

    def __init__(self, options: ReportOptions) -> None:
        self._options = options

    def write(self, report: Report, verdict: Verdict, rules: RuleBook, out: TextIO) -> None:
        """Write file by file; nothing is truncated."""
        options = self._options
        pen = Pen(out, colour=options.colour)
        if options.quiet < 2:
            for path, findings in report.open_by_path():
                pen.block(_lines(display_path(report, path, absolute=options.absolute_paths), findings), gap=False)
            pen.block(failure_lines(report, options), gap=False)
        if options.quiet != 1:
            pen.block([line(*verdict_line(report, verdict))], gap=False)


def _lines(path: str, findings: Sequence[Finding]) -> Iterator[Line]:
    for finding in findings:
        where = shown(f"{place(path, finding)}:")
        yield line((where, "path"), " ", (finding.code, finding.severity.word), " ", shown(finding.message))
