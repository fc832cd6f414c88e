"""A page in GitHub's Markdown: the verdict, what failed, and a table of the open findings, worst first.

Consumer: GitHub's step summary (``--format github`` writes it there by itself), Azure's ``task.uploadsummary``, notes
on merge requests, people.
Column unit: 1-based code points; line and column are left out where unknown.
Cannot carry: ends, fixes, several lines in a message; findings that are not open are counted. GitHub shows nothing at
all of a summary above 1 MiB, so the table ends before that and the last line counts what did not fit.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from typing import TextIO

from qualitygate.api import Finding, Report, Reporter, ReportOptions, RuleBook, Verdict, is_open, one_line, visible
from qualitygate_plugins.reporters.commands import failure_text, verdict_text
from qualitygate_plugins.reporters.places import path_display, place, worst_first

#: GitHub's limit per step, in bytes: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
LIMIT = 1024 * 1024
#: Bytes kept free for the line that counts what did not fit.
_REST = 100
#: Punctuation that means nothing in the middle of a line, but where :data:`_PLACES` finds it.
_PLAIN = "/.,;:'\"()-=%?+"
_ESCAPES = str.maketrans(
    {mark: f"&#{ord(mark)};" for mark in string.punctuation if mark not in _PLAIN} | {"@": "&#64;<!-- -->"}
)
#: Where it does: the beginning of a list or heading, an address, and what GitHub takes for an emoji (":100:", ":+1:").
_PLACES = re.compile(r"^[-+=]|^\d{1,9}[.)]|(?<=[wW])\.|:(?!\s|$|(?!100:|1234:)\d)")
_HEAD = "\n| severity | place | code | message |\n|---|---|---|---|\n"


def create(options: ReportOptions) -> Reporter:
    """Create the reporter; only the form of paths can be chosen."""
    return MarkdownReporter(absolute_paths=options.absolute_paths)


class MarkdownReporter:
    """Writes at most :data:`LIMIT` bytes."""

    def __init__(self, *, absolute_paths: bool) -> None:
        self._absolute = absolute_paths

    def write(self, report: Report, verdict: Verdict, rules: RuleBook, out: TextIO) -> None:
        """Write the page line by line."""
        out.writelines(page(report, verdict, limit=LIMIT, absolute_paths=self._absolute))


def page(report: Report, verdict: Verdict, *, limit: int, absolute_paths: bool = False) -> Iterator[str]:
    """Yield the page's texts, at most ``limit`` bytes of UTF-8 in all; nothing where there is no room at all."""
    shown = path_display(report, absolute=absolute_paths)
    room = limit - _REST
    head = _head(report, verdict, absolute_paths=absolute_paths)
    room -= len(head.encode())
    if room < 0:
        return
    yield head
    left = sum(map(is_open, report.judgements))
    before = _HEAD
    for finding in worst_first(report):
        row = before + _row(shown(finding.location.path), finding)
        room -= len(row.encode())
        if room < 0:
            break
        yield row
        before = ""
        left -= 1
    if left:
        yield f"\n{left} more findings did not fit into {limit} bytes.\n"


def _head(report: Report, verdict: Verdict, *, absolute_paths: bool) -> str:
    """Return what stands above the table: the verdict, failures, and conditions that do not hold."""
    shown = path_display(report, absolute=absolute_paths)
    parts = [f"### qualitygate: {escape(verdict_text(report, verdict))}\n\n"]
    for failure in report.failures:
        path = f"{escape(shown(failure.path))}: " if failure.path else ""
        parts.append(f"- {path}{escape(failure_text(failure))}\n")
    for condition in verdict.conditions:
        if not condition.passed:
            parts.append(f"- gate: {escape(f'{condition.name}: {condition.detail}')}\n")
    return "".join(parts)


def _row(path: str, finding: Finding) -> str:
    where = escape(place(path, finding))
    return f"| {finding.severity.word} | {where} | {finding.code} | {escape(finding.message)} |\n"


def escape(text: str) -> str:
    """Write text so that Markdown reads all of it back and nothing of it as Markdown, in a cell as in a line.

    Punctuation that may mean something becomes a reference: a backslash breaks inside what GitHub takes for a link
    (measured with cmark-gfm). What means nothing stays, for the raw text is read by people too. It looks for addresses
    when references are characters again, so an ``@`` needs a comment behind it too. Line breaks become spaces, for a
    cell has none.
    """
    shown = visible(one_line(text))
    places = {match.end() - 1 for match in _PLACES.finditer(shown)}
    marked = (f"&#{ord(mark)};" if at in places else mark.translate(_ESCAPES) for at, mark in enumerate(shown))
    return "".join(marked)
