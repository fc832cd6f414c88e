"""A unified diff of what a formatter would change: each hunk is a finding."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualitygate_plugins.tools.declaration import Tool
from qualitygate_plugins.tools.said import Said

_HUNK = re.compile(r"@@ -(?P<line>\d+)(?:,\d+)? \+\d+(?:,\d+)? @@")


def diff(tool: Tool, text: str) -> Iterator[Said]:
    """Say for each hunk where its first changed line is, and how many lines go and come."""
    path, line, start, gone, come = "", 0, 0, 0, 0
    for row in [*text.splitlines(), "@@"]:
        hunk = _HUNK.match(row)
        if hunk or row.startswith(("--- ", "+++ ", "@@")):
            if start:
                yield Said(path, _message(tool, gone, come), start, name="would-change")
            start, gone, come = 0, 0, 0
        if hunk:
            line = int(hunk["line"])
        elif row.startswith("--- "):
            path = _path(row)
        elif row.startswith(("-", "+")) and not row.startswith("+++ "):
            start = start or max(line, 1)
            gone, come = (gone + 1, come) if row[0] == "-" else (gone, come + 1)
            line += row[0] == "-"
        elif row.startswith(" "):
            line += 1


def _path(row: str) -> str:
    """Return the path of a header; behind it stands, after a tab, when it was written."""
    path = row[4:].partition("\t")[0]
    return path.removesuffix(":before").removeprefix("a/")


def _message(tool: Tool, gone: int, come: int) -> str:
    return f"{tool.preset or tool.name} would change this: {gone} line{'s' * (gone != 1)} out, {come} in"
