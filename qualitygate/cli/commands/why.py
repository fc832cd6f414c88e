"""``qualitygate why PATH:LINE[:CODE]``: every decision about that line, and what would turn the last one."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterator

from msgspec.structs import asdict

from qualitygate import __version__
from qualitygate.api.reporting import json_text, printable
from qualitygate.cli.setup import set_up
from qualitygate.engine.reasons.why import Reason, Step, Why, why
from qualitygate.engine.request import Request
from qualitygate.errors import UsageError

_SCHEMA = 1
_CODE = re.compile(r"[A-Z]{1,8}[0-9]{0,6}")


def command(arguments: argparse.Namespace) -> int:
    """Print the decisions; exit 0 whatever they are."""
    path, line, code = _place(arguments.place)
    if not os.path.lexists(path):
        raise UsageError(f"why: expected PATH:LINE of a file that is there, got {arguments.place!r}")
    if os.path.isdir(path):
        raise UsageError(
            f"why: expected a file, {path!r} is a directory; what is in it: qualitygate --show-files {path}"
        )
    arguments.path = path
    setup = set_up(arguments)
    request = Request(
        paths=(path,), cwd=os.getcwd(), allow_empty=True, jobs=1, executor="serial", new=arguments.new, stops=False,
        safe=True,  # an explanation runs no tests
    )
    found = why(setup.given(request), line, code)
    if line and found.is_checked and not found.reasons:
        _refuse_behind_the_end(path, line)
    if arguments.format == "json":
        print(json_text({"schema": _SCHEMA, "qualitygate": __version__, **_plain(found)}))
        return 0
    for text in _as_text(found):
        print(printable(text))
    return 0


def _place(text: str) -> tuple[str, int, str]:
    """Read PATH, PATH:LINE, PATH:LINE:COLUMN, and a code behind them; a path may have colons of its own."""
    path, code = text, ""
    numbers: list[int] = []
    while (cut := path.rpartition(":"))[1] and not os.path.lexists(path):
        head, _, last = cut
        if last.isascii() and last.isdigit():
            numbers.insert(0, int(last))
        elif not code and not numbers and _CODE.fullmatch(last.upper()):
            code = last.upper()
        else:
            break
        path = head
    if len(numbers) > 2 or (code and not numbers):
        raise UsageError(f"why: expected PATH:LINE[:CODE], got {text!r}")
    if numbers and numbers[0] == 0:
        raise UsageError(f"why: lines are counted from 1, got {text!r}")
    return path, numbers[0] if numbers else 0, code


def _refuse_behind_the_end(path: str, line: int) -> None:
    """Refuse a line that the file does not have; one behind the last is where a finding about its end may stand."""
    with open(path, "rb") as file:
        data = file.read()
    breaks = max(data.count(b"\n"), data.count(b"\r"))
    if line > breaks + 1:
        lines = breaks + (data[-1:] not in (b"\n", b"\r", b""))
        raise UsageError(f"why: {path} has {lines} line{'' if lines == 1 else 's'}, got line {line}")


def _as_text(found: Why) -> Iterator[str]:
    yield found.path
    yield from map(_step, found.steps)
    if not found.is_checked:
        yield "  so: not checked"
    yield from (f"  to turn it: {cure}" for cure in found.cures)
    for reason in found.reasons:
        yield ""
        yield from _reason(reason, found.path)
    if found.line and found.is_checked and not found.reasons:
        yield ""
        yield f"{found.path}:{found.line}: no checker finds anything here, whatever is selected"


def _reason(reason: Reason, path: str) -> Iterator[str]:
    column = f":{reason.column}" if reason.column else ""
    yield f"{path}:{reason.line}{column}: {reason.code} {reason.message}".rstrip()
    yield from map(_step, reason.steps)
    yield f"  so: {reason.state}"
    yield from (f"  to turn it: {cure}" for cure in reason.cures)


def _step(step: Step) -> str:
    source = f"  [{step.source}]" if step.source else ""
    return f"  {step.about}: {step.said}{source}"


def _plain(found: Why) -> dict[str, object]:
    plain = asdict(found)
    plain["steps"] = [asdict(step) for step in found.steps]
    plain["reasons"] = [asdict(each) | {"steps": [asdict(step) for step in each.steps]} for each in found.reasons]
    return plain
