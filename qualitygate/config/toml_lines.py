"""The line of every key in a TOML text, for error messages; the parser itself does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

#: The steps from the top of a document to a key; a number counts the tables of an array: ("overrides", 0, "paths").
KeyPath = tuple[str | int, ...]

#: A text and not compiled here: without a configuration file it is not needed.
_TOKEN = r"""
    (?P<string>\"{3}(?:\\.|[^\\])*?\"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')
    |(?P<comment>\#[^\n]*)
    |(?P<newline>\n)
    |(?P<bare>[A-Za-z0-9_-]+)
    |(?P<sign>[\[\]{}=.,])
"""


def key_lines(text: str) -> Mapping[KeyPath, int]:
    """Map each table header and each key written as its own line to its 1-based line.

    Best effort for valid TOML: keys inside inline tables are not in it, and escapes in quoted keys are not undone.
    """
    lines: dict[KeyPath, int] = {}
    counts: dict[KeyPath, int] = {}
    table: KeyPath = ()
    for line, tokens in _statements(text):
        if tokens[0] == "[":
            is_array = tokens[1:2] == ["["]
            table = _inside_arrays(_name(tokens, "]"), counts)
            if is_array:
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            path = table
        elif "=" in tokens:
            path = (*table, *_name(tokens, "="))
        else:
            continue
        for length in range(1, len(path) + 1):  # dots open the tables on the way
            lines.setdefault(path[:length], line)
    return lines


def _statements(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each statement's first line and tokens; one statement may span lines inside brackets."""
    line, start, depth, tokens = 1, 1, 0, list[str]()
    for match in re.finditer(_TOKEN, text, re.VERBOSE | re.DOTALL):
        token = match.group()
        if match.lastgroup == "newline" and not depth:
            if tokens:
                yield start, tokens
            tokens = []
        elif match.lastgroup not in ("newline", "comment"):
            start = start if tokens else line
            tokens.append(token)
            depth += (token in "[{") - (token in "]}") if match.lastgroup == "sign" else 0
        line += token.count("\n")
    if tokens:
        yield start, tokens


def _name(tokens: list[str], end: str) -> tuple[str, ...]:
    """Return the dotted name before the first ``end``, unquoted."""
    parts = tokens[: tokens.index(end)] if end in tokens else tokens
    return tuple(part[1:-1] if part[0] in "\"'" else part for part in parts if part not in ".[")


def _inside_arrays(name: tuple[str, ...], counts: Mapping[KeyPath, int]) -> KeyPath:
    """Put in the index of the latest table wherever ``name`` passes through an array of tables."""
    path: KeyPath = ()
    for position, step in enumerate(name):
        path = (*path, step)
        if path in counts and position < len(name) - 1:
            path = (*path, counts[path])
    return path
