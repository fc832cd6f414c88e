"""What a repair puts on standard output: the fixed text of standard input, or a diff."""

from __future__ import annotations

import os
import sys

from qualitygate.api.reporting import display_path, printable, visible
from qualitygate.cli.output import streams
from qualitygate.engine.request import Request
from qualitygate.engine.run import Outcome
from qualitygate.errors import ReportError
from qualitygate.model.repair import RepairedFile
from qualitygate.model.report import Report
from qualitygate.model.severity import Applicability

#: The colours of ``git diff``, by how a line begins; the longest beginning first.
_COLOURS = ((b"--- ", "1"), (b"+++ ", "1"), (b"@@ ", "36"), (b"-", "31"), (b"+", "32"))


def takes_stdout(request: Request) -> bool:
    """Is standard output for the text or the diff, so that reports without a file go to standard error?"""
    return request.fix is not None and (not request.write_fixes or request.stdin is not None)


def write(request: Request, outcome: Outcome, colour: str) -> None:
    """Write the text or the diff, where one was asked for.

    Raises:
        ReportError: standard output does not take it.
    """
    if not takes_stdout(request):
        return
    try:
        if not request.write_fixes:
            _write_diff(outcome, plain=not streams.wants_colour(colour, sys.stdout))
        elif request.stdin is not None:
            text = outcome.changes[0].after if outcome.changes else request.stdin
            sys.stdout.buffer.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        streams.give_up(sys.stdout)
        raise ReportError(f"the fixes could not be written to standard output: {error.strerror}") from error
    if not request.write_fixes:
        _say_what_would_change(outcome.report)


def _write_diff(outcome: Outcome, *, plain: bool) -> None:
    from qualitygate.engine.fixing.diff import unified_diff  # here: most runs need no difflib

    for change in outcome.changes:
        lines = unified_diff(change, _patched_path(outcome.report, change))
        if plain and not sys.stdout.isatty():
            sys.stdout.buffer.writelines(lines)
        else:
            sys.stdout.writelines(_shown(line, plain=plain) for line in lines)


def _patched_path(report: Report, change: RepairedFile) -> str:
    """Return the file that holds the text, relative to the working directory: git patches no links."""
    whole = os.path.join(report.root, change.path)
    if os.path.islink(whole):
        return os.path.relpath(os.path.realpath(whole), os.path.realpath(os.getcwd())).replace(os.sep, "/")
    return display_path(report, change.path)


def _shown(line: bytes, *, plain: bool) -> str:
    """Make a line fit for a terminal, which would obey control characters."""
    text = visible(line.decode("utf-8", "backslashreplace").rstrip("\n"))
    style = next((style for start, style in _COLOURS if line.startswith(start)), "")
    return f"{text}\n" if plain or not style else f"\x1b[{style}m{text}\x1b[0m\n"


def _say_what_would_change(report: Report) -> None:
    """Sum up on standard error, so that the diff can be piped to where it is applied."""
    repair = report.repair
    if repair is None:
        return
    for group in repair.refused_together():
        what = ", ".join(f"{refusal.code} {refusal.count}" for refusal in group)
        place = printable(display_path(report, group[0].path))
        streams.tell(f"not fixed: {what} in {place}: {printable(group[0].reason)}")
    refused = sum(refusal.count for refusal in repair.refused)
    unsafe = 0 if repair.level is Applicability.UNSAFE else _unsafe_fixes(report)
    more = f"; {refused} {'fix' if refused == 1 else 'fixes'} refused" if refused else ""
    more += f"; {unsafe} fixable with --unsafe-fixes" if unsafe else ""
    files = f"{repair.files} file{'' if repair.files == 1 else 's'}"
    streams.tell(f"{files} would change{more}" if repair.files else f"nothing to fix{more}")


def _unsafe_fixes(report: Report) -> int:
    """Count the open findings that an unsafe fix would cure."""
    return sum(
        each.finding.fix is not None and each.finding.fix.applicability is Applicability.UNSAFE for each in report.open
    )
