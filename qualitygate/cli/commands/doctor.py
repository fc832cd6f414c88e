"""``qualitygate doctor``: is every part of the gate at work? What is ill is named, with its cure."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Iterator

from msgspec.structs import asdict

from qualitygate import __version__
from qualitygate.api.reporting import json_text, printable
from qualitygate.cli.commands.examination import Sign, examine
from qualitygate.inputs import ENVIRONMENT
from qualitygate.model.verdict import ExitCode

_SCHEMA = 1
_MARKS = {"well": "ok", "note": "--", "ill": "!!"}


def command(arguments: argparse.Namespace) -> int:
    """Print what was found; exit 3 where something is ill."""
    signs = list(examine(arguments))
    if arguments.json:
        print(json_text({"schema": _SCHEMA, "qualitygate": __version__, "signs": [_plain(sign) for sign in signs]}))
    else:
        for line in _as_text(signs, everything=arguments.verbose > 0):
            print(printable(line))
    return ExitCode.INCOMPLETE if any(sign.state == "ill" for sign in signs) else ExitCode.PASSED


def _as_text(signs: Iterable[Sign], *, everything: bool) -> Iterator[str]:
    part = ""
    ill = 0
    for sign in signs:
        if sign.part != part:
            part = sign.part
            yield part
        ill += sign.state == "ill"
        yield f"  {_MARKS[sign.state]} {sign.said}"
        if sign.cure and (sign.state == "ill" or everything):
            yield f"     cure: {sign.cure}"
    yield ""
    yield "everything is at work" if not ill else f"{ill} {'thing is' if ill == 1 else 'things are'} ill, see !! above"


def _plain(sign: Sign) -> dict[str, object]:
    """Return a sign for a bug report: without the names of people's directories."""
    return {key: _anonymous(str(value)) for key, value in asdict(sign).items()}


def _anonymous(text: str) -> str:
    text = text.replace(os.getcwd(), ".")
    for name in ("HOME", "USERPROFILE"):
        home = ENVIRONMENT.get(name, "")
        text = text.replace(home, "~") if len(home) > 1 else text
    return text
