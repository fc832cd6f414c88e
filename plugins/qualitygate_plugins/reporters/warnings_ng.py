"""warnings-ng's own JSON: every field that Jenkins shows, nothing guessed from patterns.

Consumer: Jenkins' warnings-ng, ``issues(pattern: '*.json')`` (analysis-model's ``JsonParser``; the file's name must end
in ``.json``). Paths are relative to the working directory, or absolute.
Column unit: 1-based code points, end **inclusive**; 0 where unknown, line 0 is the whole file.
Cannot carry: edits, failures, clean files, findings that are not open; lone surrogates.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TextIO

from qualitygate.api import (
    Judgement,
    Location,
    Report,
    Reporter,
    ReportOptions,
    Rule,
    RuleBook,
    Severity,
    Verdict,
    display_path,
    is_open,
)
from qualitygate_plugins.reporters.json_stream import write_items

_SEVERITIES = {Severity.NOTE: "LOW", Severity.WARNING: "NORMAL", Severity.ERROR: "ERROR"}
#: analysis-model throws at a key of another type, so each field's type is part of the format.
Issue = dict[str, "str | int"]


def create(options: ReportOptions) -> Reporter:
    """Create the reporter; the form of paths matters."""
    return WarningsNgReporter(options)


class WarningsNgReporter:
    """Writes finding by finding; a run without findings has an empty array."""

    def __init__(self, options: ReportOptions) -> None:
        self._options = options

    def write(self, report: Report, verdict: Verdict, rules: RuleBook, out: TextIO) -> None:
        """Write the object; ``verdict`` has no place in it."""
        out.write('{"issues": [')
        write_items(issues(report, rules, self._options), out)
        out.write("]}\n")


def issues(report: Report, rules: RuleBook, options: ReportOptions) -> Iterator[Issue]:
    """Yield an issue per open finding, its keys named as in both native formats."""
    descriptions: dict[str, str] = {}
    for path, judgements in report.by_path():
        shown = display_path(report, path, absolute=options.absolute_paths)
        for judgement in filter(is_open, judgements):
            rule = rules.rule(judgement.finding.code)
            if rule.code not in descriptions:
                descriptions[rule.code] = _description(rule)
            yield _issue(shown, judgement, rule.category, descriptions[rule.code])


def _issue(shown: str, judgement: Judgement, category: str, description: str) -> Issue:
    finding, where = judgement.finding, judgement.finding.location
    end_line, end_column = _inclusive_end(where)
    return {
        "fileName": shown,
        "lineStart": where.line,
        "lineEnd": end_line,
        "columnStart": where.column,
        "columnEnd": end_column,
        "severity": _SEVERITIES[finding.severity],
        "category": category,
        "type": finding.code,
        "message": finding.message,
        "description": description,
        "fingerprint": judgement.fingerprint,
    }


def _inclusive_end(where: Location) -> tuple[int, int]:
    """Return the last line and column; a range that ends before a line's first column ends with the line before."""
    if not where.end_line:
        return where.line, where.column
    if where.end_column == 1 and where.end_line > where.line:
        return where.end_line - 1, 0
    last = max(where.end_column - 1, 0)
    return where.end_line, max(last, where.column) if where.end_line == where.line else last


def _description(rule: Rule) -> str:
    """Return HTML, which is what Jenkins shows; it lets harmless elements pass only."""
    parts = [rule.summary, rule.why]
    html = "".join(f"<p>{escape(part)}</p>" for part in parts if part)
    return html + (f'<p><a href="{escape(rule.url)}">{escape(rule.code)}</a></p>' if rule.url else "")
