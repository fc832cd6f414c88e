"""One file's findings: a header, a line each, and under ``--show-source`` the line of code with carets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from qualitygate.api import (
    Applicability,
    Finding,
    Location,
    Report,
    ReportOptions,
    RuleBook,
    Severity,
    display_path,
    file_uri,
)
from qualitygate_plugins.reporters.console.excerpt import excerpt
from qualitygate_plugins.reporters.console.pen import Line, line, linked, shown

_BAR = "| "


def file_lines(
    report: Report,
    path: str,
    findings: Sequence[Finding],
    options: ReportOptions,
    reasons: Mapping[Finding, str],
    rules: RuleBook,
) -> Iterator[Line]:
    """Yield the lines for one file; places and codes are aligned within it. ``reasons`` say why a finding is open."""
    name = shown(display_path(report, path, absolute=options.absolute_paths))
    yield line((linked(name, file_uri(report, path)) if options.links else name, "path"))
    rows = max(len(_row(finding.location)) for finding in findings)
    columns = max(len(_column(finding.location)) for finding in findings)
    codes = max(len(finding.code) for finding in findings)
    for finding in findings:
        where = finding.location
        place = f"  {_row(where):>{rows}}{_column(where):<{columns}}  "
        code = linked(finding.code, rules.rule(finding.code).url) if options.links else finding.code
        yield _finding_line(finding, place, (code, " " * (codes - len(finding.code) + 2)), options)
        if finding in reasons:
            yield line((" " * len(place) + "= ", "place"), (shown(reasons[finding]), "quiet"))
        if options.show_source:
            yield from _source_lines(report, finding, " " * len(place), options.width)


def _row(where: Location) -> str:
    return str(where.line) if where.line else "-"


def _column(where: Location) -> str:
    return f":{where.column}" if where.column else ""


def _finding_line(finding: Finding, place: str, code: tuple[str, str], options: ReportOptions) -> Line:
    """Build ``12:80  E501  message [*]``; ``code`` is that and the gap behind it.

    A warning's severity is not named, for most findings are warnings.
    """
    severity = finding.severity.word
    named = () if finding.severity is Severity.WARNING else ((f"{severity}: ", severity),)
    safe = finding.fix is not None and finding.fix.applicability is Applicability.SAFE
    fixable = ((" [*]", "fixable"),) if safe else ()
    said = (finding.checker, *finding.also_from)
    who = ((f" ({shown(', '.join(said))})", "quiet"),) if options.verbose else ()
    return line((place, "place"), (code[0], severity), code[1], *named, shown(finding.message), *fixable, *who)


def _source_lines(report: Report, finding: Finding, margin: str, width: int) -> Iterator[Line]:
    """Yield the source line, the carets, and the title of a fix; without the source only the title."""
    where = finding.location
    text = report.lines.line(where.path, where.line) if where.line else None
    if text is not None:
        code, carets = excerpt(text, *_range(where, text), room=max(width - len(margin + _BAR), 20))
        yield line((margin + _BAR, "place"), code)
        if carets:
            yield line((margin + _BAR, "place"), (carets, "caret"))
    if fix := finding.fix:
        level = "" if fix.applicability is Applicability.SAFE else f" ({fix.applicability.word})"
        yield line((margin + "= ", "place"), "fix: ", (shown(fix.title) + level, "fixable"))


def _range(where: Location, text: str) -> tuple[int, int]:
    """Return what to mark of the first line, 0-based; a start of -1 marks nothing."""
    if where.end_line > where.line:
        return where.column - 1, len(text)
    return where.column - 1, where.end_column - 1
