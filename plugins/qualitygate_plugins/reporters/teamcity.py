"""TeamCity's service messages: an ``inspectionType`` per code before its first ``inspection``, and statistics.

Consumer: TeamCity: the Code Inspections tab, its trend, and statistic values ``qualitygate.errors``, ``.warnings``,
``.notes``, ``.failures`` and ``.files`` for charts and failure conditions.
Column unit: none, an inspection has a line and no column.
Cannot carry: columns, ends, fixes, clean files, findings that are not open (the verdict on the last line counts them),
control characters other than line breaks; TeamCity takes 4000 characters of a message, the end of a longer one is cut.
A failure is a message of status ERROR. Paths are relative to the working directory, which is the checkout unless the
build step says otherwise, or absolute with ``--absolute-paths``.
"""

from __future__ import annotations

from collections import Counter
from typing import TextIO

from qualitygate.api import Finding, Report, Reporter, ReportOptions, Rule, RuleBook, Severity, Verdict
from qualitygate_plugins.reporters.commands import carried, failure_text, write_verdict
from qualitygate_plugins.reporters.places import path_display

_SEVERITIES = {Severity.NOTE: "INFO", Severity.WARNING: "WARNING", Severity.ERROR: "ERROR"}
#: Most characters of a text, and of an id, name or category:
#: https://www.jetbrains.com/help/teamcity/service-messages.html#Reporting+Inspections
_LONGEST, _LONGEST_NAME = 4000, 255
_ESCAPES = str.maketrans({"|": "||", "'": "|'", "\n": "|n", "\r": "|r", "[": "|[", "]": "|]"})


def create(options: ReportOptions) -> Reporter:
    """Create the reporter; only the form of paths can be chosen."""
    return TeamcityReporter(absolute_paths=options.absolute_paths)


class TeamcityReporter:
    """Writes failures, findings in the report's order, statistics and the verdict."""

    def __init__(self, *, absolute_paths: bool) -> None:
        self._absolute = absolute_paths

    def write(self, report: Report, verdict: Verdict, rules: RuleBook, out: TextIO) -> None:
        """Write one message a line."""
        for failure in report.failures:
            out.write(_message("message", text=_cut(failure_text(failure)), status="ERROR"))
        shown = path_display(report, absolute=self._absolute)
        severities: Counter[Severity] = Counter()
        known: set[str] = set()
        for path, findings in report.open_by_path():
            for finding in findings:
                if finding.code not in known:
                    known.add(finding.code)
                    out.write(_inspection_type(rules.rule(finding.code)))
                severities[finding.severity] += 1
                out.write(_inspection(shown(path), finding))
        for severity in sorted(Severity, reverse=True):
            out.write(_statistic(f"{severity.word}s", severities[severity]))
        out.write(_statistic("failures", len(report.failures)) + _statistic("files", len(report.files)))
        write_verdict(report, verdict, out)


def _inspection_type(rule: Rule) -> str:
    name = f"{rule.code} {rule.name}"[:_LONGEST_NAME]
    category = rule.category[:_LONGEST_NAME]
    return _message("inspectionType", id=rule.code, name=name, description=_cut(rule.summary), category=category)


def _inspection(path: str, finding: Finding) -> str:
    line = {"line": str(finding.location.line)} if finding.location.line else {}
    severity = _SEVERITIES[finding.severity]
    return _message(
        "inspection", typeId=finding.code, message=_cut(finding.message), file=path, **line, SEVERITY=severity
    )


def _statistic(name: str, value: int) -> str:
    return _message("buildStatisticValue", key=f"qualitygate.{name}", value=str(value))


def _message(name: str, /, **attributes: str) -> str:
    """Escape as teamcity-messages does (1.32: ``escape_value``)."""
    listed = " ".join(f"{key}='{carried(text).translate(_ESCAPES)}'" for key, text in attributes.items())
    return f"##teamcity[{name} {listed}]\n"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
