"""A text with carets under what is found in it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qualitygate.model.finding import Finding


def draw(text: str, findings: Iterable[Finding]) -> str:
    """Return ``text`` with each finding drawn under its line, as the test kit reads it."""
    lines = lines_of(text)
    marks: dict[int, list[str]] = {}
    for finding in findings:
        line = finding.location.line
        length = len(lines[line - 1].rstrip("\n")) if 1 <= line <= len(lines) else 0
        marks.setdefault(line, []).append(_mark(finding, length))
    parts = sorted(marks.pop(0, ()))
    for number, content in enumerate(lines, start=1):
        parts += [content if content.endswith("\n") else content + "\n", *sorted(marks.pop(number, ()))]
    for number in sorted(marks):
        parts += sorted(marks[number])  # behind the text: the last lines of the drawing
    return "".join(parts)


def _mark(finding: Finding, line_length: int) -> str:
    where = finding.location
    start = max(where.column, 1)
    if not where.end_line:
        width = 1
    elif where.end_line == where.line:
        width = where.end_column - start
    else:
        width = line_length + 1 - start
    return f"{' ' * (start - 1)}{'^' * max(width, 1)} {finding.code} {finding.message}\n"


def lines_of(text: str) -> list[str]:
    r"""Return the lines with their ``\n``; nothing else ends one."""
    return [line for line in re.split("(?<=\n)", text) if line]
