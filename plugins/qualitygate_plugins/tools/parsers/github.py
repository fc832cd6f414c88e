"""GitHub's workflow commands: ``::error file=a.py,line=3,col=5,title=no-x::message`` (actions/toolkit, command.ts)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualitygate_plugins.tools.declaration import Tool
from qualitygate_plugins.tools.parsers.xml import number
from qualitygate_plugins.tools.said import Said

_COMMAND = re.compile(r"\s*::(?P<level>error|warning|notice) (?P<properties>[^:]*(?::[^:]+)*?)::(?P<message>.*)")
_ESCAPES = (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%"))


def github(tool: Tool, text: str) -> Iterator[Said]:
    """Read the lines that annotate files."""
    for line in text.splitlines():
        match = _COMMAND.match(line[:20_000])
        if match is None:
            continue
        pairs = (each.partition("=") for each in match["properties"].split(","))
        found = {name.strip().lower(): _unescaped(value) for name, _, value in pairs}
        level = "note" if match["level"] == "notice" else match["level"]
        start, end = number(found.get("line")), number(found.get("endline"))
        yield Said(
            found.get("file", ""),
            _unescaped(match["message"]),
            start,
            number(found.get("col")),
            end,
            number(found.get("endcolumn")),
            found.get("title", ""),
            level,
        )


def _unescaped(text: str) -> str:
    for written, meant in _ESCAPES:
        text = text.replace(written, meant)
    return text
