"""PMD's XML, version 2.0.0: a ``file`` per file with open findings, a ``violation`` per finding.

Consumer: Jenkins Violations ``pmd``, warnings-ng ``pmdParser()``, violations-lib PMD. Violations links a source only
when the name is absolute: ``--absolute-paths``.
Column unit: 1-based code points, both ends inclusive. The format has no unknown positions: a finding about the whole
file is at 1:1, one about the whole line goes from its first column on; an unknown end is the end of the line where the
line is known, else the start.
Cannot carry: fixes, failures, clean files, findings that are not open, severity but as priority (error 1, warning 3,
note 5); characters that XML 1.0 has no place for are U+FFFD.
"""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TextIO

from qualitygate.api import (
    Finding,
    Report,
    Reporter,
    ReportOptions,
    RuleBook,
    Severity,
    Verdict,
    __version__,
    display_path,
    report_time,
    xml_escape,
)

_PRIORITIES = {Severity.NOTE: 5, Severity.WARNING: 3, Severity.ERROR: 1}


def create(options: ReportOptions) -> Reporter:
    """Create the reporter; only the form of paths can be chosen."""
    return PmdReporter(absolute_paths=options.absolute_paths)


class PmdReporter:
    """Writes file by file; a run without findings is a document without files."""

    def __init__(self, *, absolute_paths: bool) -> None:
        self._absolute = absolute_paths

    def write(self, report: Report, verdict: Verdict, rules: RuleBook, out: TextIO) -> None:
        """Write the document; ``verdict`` has no place in it. The time is ``SOURCE_DATE_EPOCH``'s where it is set."""
        time = datetime.fromtimestamp(report_time(), timezone.utc).isoformat()
        out.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n<pmd xmlns="http://pmd.sourceforge.net/report/2.0.0"'
            f' version="qualitygate {__version__}" timestamp="{time}">\n'
        )
        for path, findings in report.open_by_path():
            name = xml_escape(display_path(report, path, absolute=self._absolute))
            out.write(f'<file name="{name}">\n')
            for finding in findings:
                out.write(_violation(report, finding, rules))
            out.write("</file>\n")
        out.write("</pmd>\n")


def _violation(report: Report, finding: Finding, rules: RuleBook) -> str:
    rule = rules.rule(finding.code)
    line, column, end_line, end_column = _inclusive_range(report, finding)
    url = f' externalInfoUrl="{xml_escape(rule.url)}"' if rule.url else ""
    return (
        f'<violation beginline="{line}" endline="{end_line}" begincolumn="{column}" endcolumn="{end_column}"'
        f' rule="{finding.code}" ruleset="{xml_escape(rule.category)}"{url}'
        f' priority="{_PRIORITIES[finding.severity]}">{xml_escape(finding.message)}</violation>\n'
    )


def _inclusive_range(report: Report, finding: Finding) -> tuple[int, int, int, int]:
    """Return the first and the last character's line and column."""
    where = finding.location
    line, column = max(where.line, 1), max(where.column, 1)
    end_line, end_column = max(where.end_line, line), where.end_column - 1
    if where.end_line and not end_column and end_line > line:  # up to a line's start: the last character is before it
        end_line -= 1
    if end_column < 1:
        end_column = len(report.lines.line(where.path, end_line) or "") if where.line else 1
    return line, column, end_line, max(end_column, column if end_line == line else 1)
