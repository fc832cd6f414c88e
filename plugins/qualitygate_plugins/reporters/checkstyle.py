"""Checkstyle's XML: a ``file`` per file with open findings, an ``error`` per finding.

Consumer: Jenkins Violations, warnings-ng ``checkStyle()``, violations-lib, flycheck, reviewdog.
Column unit: 1-based code points; left out where unknown. A finding about the whole file is on line 1.
Cannot carry: ends, fixes, failures, clean files, findings that are not open; characters that XML 1.0 has no place for
are U+FFFD. Violations links a source only when the name is absolute: ``--absolute-paths``.
"""

from __future__ import annotations

from typing import TextIO

from qualitygate.api import (
    Finding,
    Report,
    Reporter,
    ReportOptions,
    RuleBook,
    Severity,
    Verdict,
    display_path,
    xml_escape,
)

_SEVERITIES = {Severity.NOTE: "info", Severity.WARNING: "warning", Severity.ERROR: "error"}


def create(options: ReportOptions) -> Reporter:
    """Create the reporter; only the form of paths can be chosen."""
    return CheckstyleReporter(absolute_paths=options.absolute_paths)


class CheckstyleReporter:
    """Writes file by file; a run without findings is a document without files."""

    repeatable = True

    def __init__(self, *, absolute_paths: bool) -> None:
        self._absolute = absolute_paths

    def write(self, report: Report, verdict: Verdict, rules: RuleBook, out: TextIO) -> None:
        """Write the document; ``verdict`` has no place in it."""
        # 8.0: what other tools claim; readers look at it only to know the dialect
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="8.0">\n')
        for path, findings in report.open_by_path():
            name = xml_escape(display_path(report, path, absolute=self._absolute))
            out.write(f'<file name="{name}">\n')
            for finding in findings:
                out.write(_error(finding, rules))
            out.write("</file>\n")
        out.write("</checkstyle>\n")


def _error(finding: Finding, rules: RuleBook) -> str:
    where = finding.location
    column = f' column="{where.column}"' if where.column else ""
    # readers keep what follows the last dot, and warnings-ng the word before it as the category
    source = xml_escape(f"qualitygate.{rules.rule(finding.code).category}.{finding.code}")
    return (
        f'<error line="{max(where.line, 1)}"{column} severity="{_SEVERITIES[finding.severity]}"'
        f' message="{xml_escape(finding.message)}" source="{source}"/>\n'
    )
