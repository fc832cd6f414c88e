"""reviewdog's ``Diagnostic`` messages as JSON Lines: ``rdjson`` for pipes, one open finding a line.

Consumer: ``reviewdog -f=rdjsonl``. It reads lines of less than 64 KiB; at a longer one it stops without a word.
Lines come file by file, in the order in which the files were finished, the findings of each sorted.
Column unit: 1-based UTF-8 bytes, end exclusive; as in ``rdjson``.
Cannot carry: what ``rdjson`` cannot; the suggestions of a finding whose line would be too long, and the rest of a
message that alone is.
"""

from __future__ import annotations

from typing import Any, TextIO

from qualitygate.api import Report, Reporter, ReportOptions, RuleBook, Verdict
from qualitygate_plugins.reporters.json_stream import strict_json
from qualitygate_plugins.reporters.rdjson import diagnostics

#: Bytes with the line break: Go's ``bufio.MaxScanTokenSize``.
_LONGEST = 64 * 1024 - 1
#: Characters of a message that is cut: six bytes each at most, so there is room for any path.
_CUT = 4000


def create(options: ReportOptions) -> Reporter:
    """Create the reporter; the form of paths matters."""
    return RdjsonLinesReporter(options)


class RdjsonLinesReporter:
    """Writes finding by finding, while the run goes on; no findings are no lines."""

    def __init__(self, options: ReportOptions) -> None:
        self._options = options

    def write(self, report: Report, verdict: Verdict, rules: RuleBook, out: TextIO) -> None:
        """Write the lines; ``verdict`` has no place here."""
        self.write_part(report, rules, out)

    def write_part(self, part: Report, rules: RuleBook, out: TextIO) -> None:
        """Write the lines of some findings."""
        for diagnostic in diagnostics(part, rules, self._options):
            out.write(_line(diagnostic) + "\n")

    def write_end(self, report: Report, verdict: Verdict, rules: RuleBook, out: TextIO) -> None:
        """Write nothing: every line is a diagnostic."""


def _line(diagnostic: dict[str, Any]) -> str:
    line = strict_json(diagnostic)
    if _fits(line):
        return line
    diagnostic.pop("suggestions", None)
    line = strict_json(diagnostic)
    return line if _fits(line) else strict_json(diagnostic | {"message": diagnostic["message"][:_CUT] + "…"})


def _fits(line: str) -> bool:
    # most lines are so short that nobody needs to count bytes: a character has four at most
    return 4 * len(line) < _LONGEST or len(line.encode()) < _LONGEST
