"""``qualitygate suppressions``: the ledger of everything that silences anything, as text or as JSON."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterable, Iterator
from typing import Any

from qualitygate import __version__
from qualitygate.api.reporting import json_text, printable, report_time
from qualitygate.cli.setup import set_up
from qualitygate.engine.ledger import BASELINE, EVERYTHING, Ledger, LedgerEntry, make_ledger
from qualitygate.engine.request import Request
from qualitygate.vcs.blame import line_dates

_SCHEMA = 1
_UNKNOWN, _NO_REASON = "age unknown", "no reason"
_DAY = 24 * 60 * 60  # seconds


def command(arguments: argparse.Namespace) -> int:
    """Print the ledger."""
    setup = set_up(arguments)
    request = Request(
        paths=tuple(arguments.paths), cwd=os.getcwd(), apply_excludes=not arguments.no_exclude, allow_empty=True
    )
    ledger = make_ledger(request, setup.host, setup.tree, dates=None if arguments.no_age else line_dates)
    if arguments.format == "json":
        print(json_text(_as_json(ledger, report_time())))
    else:
        for line in _as_text(ledger, quiet=arguments.quiet):
            print(printable(line))
    return 0


def _as_text(ledger: Ledger, *, quiet: bool) -> Iterator[str]:
    for code, entries in ({} if quiet else ledger.by_code()).items():
        yield f"{'every code' if code == EVERYTHING else code}  {len(entries)}"
        rows = [*_accepted(entries), *(_row(entry) for entry in entries if entry.form != BASELINE)]
        widths = [max(len(row[column]) for row in rows) for column in range(3)]
        for row in rows:
            place, form, age = (f"{cell:<{width}}" for cell, width in zip(row, widths, strict=False))
            yield f"  {place}  {form}  {age}  {row[3]}".rstrip()
        yield ""
    for note in ledger.notes:
        yield f"not looked at: {note}"
    if forms_counted := ledger.by_form():
        yield "by form: " + ", ".join(f"{form} {count}" for form, count in forms_counted.items())
    files = len({entry.path for entry in ledger.entries if entry.is_comment})
    others = len(ledger.entries) - ledger.comments
    unexplained = sum(not entry.reason for entry in ledger.entries)
    yield (
        f"{_counted(ledger.comments, 'comment')} in {_counted(files, 'file')},"
        f" {_counted(others, 'entry', 'entries')} elsewhere; {unexplained} without a reason"
    )


def _row(entry: LedgerEntry) -> tuple[str, str, str, str]:
    """Return place, form, age and reason of one entry."""
    form = entry.form + (f" {entry.pattern}" if entry.pattern else "")
    return _place(entry), form, _date(entry.since) or _UNKNOWN, _why(entry)


def _accepted(entries: Iterable[LedgerEntry]) -> Iterator[tuple[str, str, str, str]]:
    """Yield a row for each reason of the baseline: there may be thousands of entries, and JSON has each."""
    reasons: dict[str, list[LedgerEntry]] = {}
    for entry in entries:
        if entry.form == BASELINE:
            reasons.setdefault(entry.reason, []).append(entry)
    for reason, listed in reasons.items():
        files = len({entry.pattern for entry in listed})
        dates = sorted({_date(entry.since) or _UNKNOWN for entry in listed})
        age = dates[0] if len(dates) == 1 else f"{dates[0]} to {dates[-1]}"
        form = f"{BASELINE}: {len(listed):,} in {_counted(files, 'file')}"
        yield listed[0].path, form, age, reason or _NO_REASON


def _why(entry: LedgerEntry) -> str:
    until = f"{'expired' if entry.is_expired else 'until'} {entry.until}" if entry.until else ""
    return ", ".join(filter(None, (until, entry.reason or _NO_REASON)))


def _place(entry: LedgerEntry) -> str:
    return f"{entry.path}:{entry.line}" if entry.line else entry.path


def _date(since: int) -> str:
    return time.strftime("%Y-%m-%d", time.gmtime(since)) if since else ""


def _counted(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"


def _as_json(ledger: Ledger, now: int) -> dict[str, Any]:
    return {
        "schema": _SCHEMA,
        "qualitygate": __version__,
        "root": ".",
        "comments": ledger.comments,
        "entries_elsewhere": len(ledger.entries) - ledger.comments,
        "by_code": {code: len(entries) for code, entries in ledger.by_code().items()},
        "by_form": ledger.by_form(),
        "by_tool": ledger.by_tool(),
        "not_looked_at": list(ledger.notes),
        "entries": [
            {
                "path": entry.path,
                "line": entry.line or None,
                "form": entry.form,
                "codes": list(entry.codes),
                "pattern": entry.pattern or None,
                "reason": entry.reason,
                "until": entry.until or None,
                "expired": entry.is_expired,
                "comment": entry.is_comment,
                "since": _date(entry.since) or None,
                "age_days": (now - entry.since) // _DAY if entry.since else None,
            }
            for entry in ledger.entries
        ],
    }
