"""Azure's logging commands: ``##vso[task.logissue type=error;sourcepath=…;linenumber=…;]message``, worst first.

Consumer: Azure Pipelines. Its summary shows 10 issues per type and step, its log has all of them with their places.
Column unit: 1-based code points.
Cannot carry: ends, fixes, clean files, findings that are not open (the verdict on the last line counts them), control
characters other than line breaks. There are errors and warnings and no other type, so a note is a warning; a failure
is an error. Paths are relative to ``$BUILD_SOURCESDIRECTORY``, or absolute with ``--absolute-paths``.
"""

from __future__ import annotations

from typing import TextIO

from qualitygate.api import Report, Reporter, ReportOptions, RuleBook, Severity, Verdict
from qualitygate_plugins.reporters.commands import carried, failure_text, write_verdict
from qualitygate_plugins.reporters.places import path_display, worst_first


def create(options: ReportOptions) -> Reporter:
    """Create the reporter; only the form of paths can be chosen."""
    return AzureReporter(options.environ.get("BUILD_SOURCESDIRECTORY", ""), absolute_paths=options.absolute_paths)


class AzureReporter:
    """Writes a command per failure and open finding, and the verdict."""

    def __init__(self, checkout: str, *, absolute_paths: bool) -> None:
        self._checkout = checkout
        self._absolute = absolute_paths

    def write(self, report: Report, verdict: Verdict, rules: RuleBook, out: TextIO) -> None:
        """Write all of them: the agent counts by itself."""
        shown = path_display(report, absolute=self._absolute, start=self._checkout)
        for failure in report.failures:
            path = shown(failure.path) if failure.path else ""
            out.write(_command("error", failure_text(failure), sourcepath=path))
        for finding in worst_first(report):
            where = finding.location
            kind = "error" if finding.severity is Severity.ERROR else "warning"
            out.write(
                _command(
                    kind,
                    finding.message,
                    sourcepath=shown(where.path),
                    linenumber=where.line,
                    columnnumber=where.column,
                    code=finding.code,
                )
            )
        write_verdict(report, verdict, out)


def _command(kind: str, message: str, **properties: object) -> str:
    listed = "".join(f"{name}={_property(str(value))};" for name, value in properties.items() if value)
    return f"##vso[task.logissue type={kind};{listed}]{_data(message)}\n"


def _data(text: str) -> str:
    """Escape as azure-pipelines-task-lib does (5: ``taskcommand.escapedata``); the agent reads %AZP25 since 2.182."""
    return carried(text).replace("%", "%AZP25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape as azure-pipelines-task-lib does (5: ``taskcommand.escape``)."""
    return _data(text).replace("]", "%5D").replace(";", "%3B")
