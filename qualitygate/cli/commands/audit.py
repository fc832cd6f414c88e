"""``qualitygate audit``: the lists of ignored codes, entry by entry: what each hides, and what hides nothing."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Iterator

from qualitygate import __version__
from qualitygate.api.reporting import json_text, printable
from qualitygate.cli.commands.check import worker_count
from qualitygate.cli.output.streams import ProgressLine, tell
from qualitygate.cli.setup import set_up
from qualitygate.cli.workers import elsewhere, executor_here
from qualitygate.engine.reasons.audit import Audit, Hidden, Next, audit
from qualitygate.engine.request import Request
from qualitygate.model.verdict import ExitCode

_SCHEMA = 1
_CODES = 6  # that a line names


def command(arguments: argparse.Namespace) -> int:
    """Print the audit; exit 3 where something could not be looked at."""
    setup = set_up(arguments)
    request = Request(
        paths=tuple(arguments.paths),
        cwd=os.getcwd(),
        jobs=worker_count(arguments.jobs),
        executor=executor_here(arguments.executor),
        elsewhere=elsewhere(arguments.executor),
    )
    progress = ProgressLine(enabled=arguments.format == "text")
    try:
        found = audit(setup.given(request, progress=progress))
    finally:
        progress.close()
    if arguments.format == "json":
        print(json_text(_plain(found)))
    else:
        for line in _as_text(found):
            print(printable(line))
    for failure in found.failures:
        tell(f"qualitygate: {failure.path}: {failure.message}" if failure.path else f"qualitygate: {failure.message}")
    return ExitCode.INCOMPLETE if found.failures else ExitCode.PASSED


def _as_text(found: Audit) -> Iterator[str]:
    yield from _section("what the lists hide:", [each for each in found.entries if each.is_written and each.count])
    yield from _section(
        "what the defaults hide:", [each for each in found.entries if not each.is_written and each.count]
    )
    empty = [each for each in found.entries if each.is_written and not each.count]
    if empty:
        yield "what hides nothing, and can go:"
        yield from (f"  {_name(each)}  [{each.source}]" for each in empty)
        yield ""
    if found.brought_back:
        revived = ", ".join(found.brought_back)
        yield f"'ignore' replaces the default list, which brings back {revived}: write extend-ignore"
        yield ""
    if found.next is not None:
        yield f"next: {found.next.code}, {_findings(found.next.count)}, {_fixable(found.next.safe, found.next.unsafe)}"
        yield f"  qualitygate --extend-select {found.next.code}{' --fix' if found.next.safe else ''}"
    hidden = sum(each.count for each in found.entries if each.is_written)
    written = sum(each.is_written for each in found.entries)
    hides = "entry hides" if written == 1 else "entries hide"
    yield f"{written} {hides} {_findings(hidden)}; files checked: {found.files:,}"


def _section(title: str, entries: list[Hidden]) -> Iterator[str]:
    if not entries:
        return
    yield title
    width = max(len(_name(each)) for each in entries)
    for each in entries:
        listed = ", ".join(f"{code} {count:,}" for code, count in each.codes.most_common(_CODES))
        more = f", {len(each.codes) - _CODES} more codes" if len(each.codes) > _CODES else ""
        fixable = _fixable(each.safe.total(), each.unsafe.total())
        place = f"  [{each.source}]" if each.source else ""
        paths = f"{len(each.paths):,} {'file' if len(each.paths) == 1 else 'files'}"
        yield f"  {_name(each):<{width}}  {_findings(each.count)} in {paths}, {fixable}: {listed}{more}{place}"
    yield ""


def _name(entry: Hidden) -> str:
    if not entry.entry:
        return entry.key
    return f"{entry.key}.{entry.pattern} {entry.entry}" if entry.pattern else f"{entry.key} {entry.entry}"


def _findings(count: int) -> str:
    return f"{count:,} {'finding' if count == 1 else 'findings'}"


def _fixable(safe: int, unsafe: int) -> str:
    parts = [f"{safe:,} fixed by --fix"] if safe else []
    parts += [f"{unsafe:,} by --unsafe-fixes"] if unsafe else []
    return " and ".join(parts) or "none fixable"


def _plain(found: Audit) -> dict[str, object]:
    return {
        "schema": _SCHEMA,
        "qualitygate": __version__,
        "files": found.files,
        "brought_back": list(found.brought_back),
        "next": None if found.next is None else {"code": found.next.code, **_counts(found.next)},
        "entries": [
            {
                "key": each.key,
                "entry": each.entry or None,
                "pattern": each.pattern or None,
                "source": each.source or None,
                "findings": each.count,
                "files": len(each.paths),
                "codes": _by_code(each.codes),
                "fixed_by_safe": each.safe.total(),
                "fixed_by_unsafe": each.unsafe.total(),
            }
            for each in found.entries
        ],
    }


def _counts(upcoming: Next) -> dict[str, int]:
    return {"findings": upcoming.count, "fixed_by_safe": upcoming.safe, "fixed_by_unsafe": upcoming.unsafe}


def _by_code(codes: Counter[str]) -> dict[str, int]:
    return dict(sorted(codes.items()))
