"""What a reporter is, and what all of them share: severity, columns, text that fits one line."""

from __future__ import annotations

import os.path
import re
from dataclasses import dataclass
from typing import Protocol, TextIO

from qualitygate.model.finding import Finding
from qualitygate.model.report import Report
from qualitygate.model.rule import RuleBook
from qualitygate.model.verdict import Verdict
from qualitygate.source.columns import codepoint_to_utf16

#: Every character at which some consumer ends a line. Java's ``.`` stops at the last three, so Jenkins cuts there.
_LINE_BREAKS = re.compile("[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
#: Code points that XML 1.0 cannot carry, escaped or not.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """How reports look. The reporter decides nothing else: what counts is in the report and the verdict."""

    colour: bool = False
    width: int = 80  #: columns of the terminal
    show_source: bool = False
    statistics: bool = False
    quiet: int = 0  #: 1 = findings without the summary, 2 = only the verdict
    verbose: int = 0


class Reporter(Protocol):
    """Writes a finished report in one format."""

    def write(self, report: Report, verdict: Verdict, rules: RuleBook, out: TextIO) -> None:
        """Write all of it to ``out``, which is UTF-8 and translates no line breaks. May not change the report."""


def one_line(text: str) -> str:
    """Collapse every run of line breaks of any alphabet to one space."""
    return _LINE_BREAKS.sub(" ", text)


def xml_text(text: str) -> str:
    """Replace what XML 1.0 cannot carry with U+FFFD. Escaping is the XML writer's."""
    return _NOT_XML.sub("\ufffd", text)


def display_path(report: Report, path: str) -> str:
    """Turn a path relative to the project root into one relative to the working directory, for people to open."""
    here = os.getcwd()
    if here == report.root:
        return path
    try:
        return os.path.relpath(os.path.join(report.root, path), here).replace(os.sep, "/")
    except ValueError:  # another drive on Windows
        return os.path.join(report.root, path).replace(os.sep, "/")


def utf16_range(report: Report, finding: Finding) -> tuple[int, int, int, int]:
    """Return a finding's range as editors count: 0-based lines, 0-based UTF-16 units, end exclusive.

    An unknown column is the line's start; an unknown end is the end of the line where the line is known, else one
    character. A finding about the whole file is its first line's start.
    """
    where = finding.location
    start_line, end_line = max(where.line, 1), max(where.end_line, where.line, 1)
    first = report.lines.line(where.path, start_line)
    start = _utf16(first, max(where.column - 1, 0))
    if where.end_line:
        last = first if end_line == start_line else report.lines.line(where.path, end_line)
        end = _utf16(last, max(where.end_column - 1, 0))
    elif not where.line:
        end = start
    else:
        end = start + 1 if first is None else max(_utf16(first, len(first)), start)
    return start_line - 1, start, end_line - 1, end


def _utf16(line: str | None, offset: int) -> int:
    return offset if line is None else codepoint_to_utf16(line, offset)
