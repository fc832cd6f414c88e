"""Output of one finding a line: any that a regular expression reads, and flake8's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualitygate_plugins.tools.declaration import Tool
from qualitygate_plugins.tools.said import Said

#: Characters of a line that are looked at: a pattern may go back and forth in it.
_LONGEST = 20_000
#: flake8 7.5's default format: ``%(path)s:%(row)d:%(col)d: %(code)s %(text)s``.
_FLAKE8 = r"(?P<path>.+?):(?P<line>\d+):(?:(?P<column>\d+):)? (?P<code>[A-Z]+[0-9]+) (?P<message>.*)"


def regex(tool: Tool, text: str) -> Iterator[Said]:
    """Read the lines that the tool's pattern matches from their beginning; others are passed over."""
    return _matching(tool.pattern, text)


def flake8(tool: Tool, text: str) -> Iterator[Said]:
    """Read what flake8, pycodestyle and all who write like them print."""
    return _matching(_FLAKE8, text)


def nothing(tool: Tool, text: str) -> Iterator[Said]:
    """Read nothing: the exit code says it all."""
    return iter(())


def _matching(pattern: str, text: str) -> Iterator[Said]:
    compiled = re.compile(pattern)
    for line in text.split("\n"):
        match = compiled.match(line.rstrip("\r")[:_LONGEST])
        if match is not None:
            found = match.groupdict()
            numbers = {name: _number(found.get(name)) for name in ("line", "column", "end_line", "end_column")}
            words = {name: found.get(name) or "" for name in ("path", "message", "severity")}
            yield Said(name=found.get("code") or "", **words, **numbers)  # type: ignore[arg-type]  # each its own


def _number(text: str | None) -> int:
    return int(text) if text and text.strip().isdecimal() and len(text) < 10 else -1
