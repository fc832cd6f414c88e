"""Where the layout of reStructuredText means something: titles, tables, terms, indentation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualitygate_plugins.spelling.prose import BREAK

#: The name of a title is a target, and the title is as long as its underline; a cell is as wide as its column; an
#: option has one word behind it.
RIGID = re.compile(
    r"^[ \t]*\S.*(?=\n[ \t]*([!-/:-@\[-`{-~])\1*[ \t]*$)|^[ \t]*(?:[|+]|--?\w|/[A-Z]).*", re.MULTILINE
)
_SIMPLE_TABLE_BORDER = re.compile(r"[ \t]*=+(?:[ \t]+=+)+[ \t]*\Z")
_DEEPER = re.compile(r"^([ \t]*)[^ \t\n].*\n\1[ \t]", re.MULTILINE)
_GLOSSARY = re.compile(r"[ \t]*\.\. glossary::")
FIELD = re.compile(r"\s*:(?![:\s])((?:[^:\\\n`]|\\.)+):(?=\s|$)")
BULLET = re.compile(r"\s*(?:(?:[-*+\u2022]|\(?(?:\d+|[a-zA-Z#])[.)])\s+)+")


def _line_starts(lines: list[str]) -> Iterator[tuple[int, str]]:
    start = 0
    for line in lines:
        yield start, line
        start += len(line) + 1


def terms(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the spans of the terms of glossaries: their least indented lines."""
    outer: int | None = None
    inner = 0
    for start, line in _line_starts(lines):
        indent = indent_of(line)
        if not line.strip():
            continue
        if outer is not None and indent <= outer:
            outer = None
        if _GLOSSARY.match(line):
            outer, inner = indent, 0
        elif outer is not None and not line.lstrip().startswith((":", "..")):
            inner = inner or indent
            if indent <= inner:
                yield start, start + len(line)


def simple_tables(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the spans of tables whose columns are told by their borders alone."""
    begin = -1
    is_open = was_border = False
    for start, line in _line_starts(lines):
        if not line.strip() and was_border and not is_open and begin >= 0:
            yield begin, start
            begin = -1
        was_border = bool(_SIMPLE_TABLE_BORDER.match(line))
        if was_border:
            is_open = begin < 0  # the second border may be the head's, the third the end
            begin = start if begin < 0 else begin
    if begin >= 0:
        yield begin, sum(map(len, lines)) + len(lines)


def with_breaks(text: str, lines: list[str], *, docstring: bool) -> str:
    """Put a break for the line feed between lines of two indentations: titles, terms and their texts are several texts.

    Behind the mark of a list, a field or a directive the text goes on, and so does the first line of a docstring.
    """
    if not _DEEPER.search(text):
        return text
    parts: list[str] = []
    for line, here, after in zip(text.split("\n"), lines, [*lines[1:], ""], strict=True):
        goes_on = not after or here.isspace() or indent_of(here) == indent_of(after) or (docstring and not parts)
        parts += line, "\n" if goes_on or (indent_of(after) > indent_of(here) and _has_mark(here)) else BREAK
    return "".join(parts[:-1])


def _has_mark(line: str) -> bool:
    return bool(BULLET.match(line) or FIELD.match(line)) or line.lstrip().startswith("..")


def indent_of(line: str) -> int:
    return len(line) - len(line.lstrip())
