"""Formats that write one line per open finding."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from qualitygate.api import Finding, Report, RuleBook, Verdict, display_path, neutralise_commands, one_line, visible

#: Builds a line without its break from the path to show, the message on one line, the finding and the rules.
LineForm = Callable[[str, str, Finding, RuleBook], str]


class LineReporter:
    """Writes the open findings only, each on exactly one line, sorted; nothing at all when there are none.

    Paths are relative to the working directory, or absolute with ``--absolute-paths``. Control characters are written
    as escapes (``\\x1b``), in paths line breaks too; a line break in a message is a space.
    """

    repeatable = True

    def __init__(self, form: LineForm, *, absolute_paths: bool = False) -> None:
        self._form = form
        self._absolute = absolute_paths

    def write(self, report: Report, verdict: Verdict, rules: RuleBook, out: TextIO) -> None:
        """Write a line per open finding; ``verdict`` has no place here."""
        for path, findings in report.open_by_path():
            shown = visible(display_path(report, path, absolute=self._absolute))
            for finding in findings:
                line = self._form(shown, visible(one_line(finding.message)), finding, rules)
                out.write(neutralise_commands(line) + "\n")


def row_and_column(finding: Finding) -> str:
    """Return ``row:column`` as flake8 prints it: a finding about the whole file is on row 0, no column is 1."""
    return f"{finding.location.line}:{finding.location.column or 1}"
