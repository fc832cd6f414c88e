"""The code of a text without what stands in its strings and comments: shorter, and nothing in it is taken for code.

Its facts are pinned by tests/unit/source/test_bare.py.
"""

from __future__ import annotations

import re

from qualitygate.source.source import Source
from qualitygate.source.strings import (
    FORMATTED,
    STRING_OR_COMMENT,
    TOKENS_IN_STRINGS,
    formatted_string,
    is_formatted,
    prefix_before,
)

#: Stands for a line break inside a string, so that every line break left ends a row.
BREAK_IN_STRING = "\x01"
CLOSING = b")]}"
_VIEW = "bare code"
_BUT_BRACKETS = bytes(set(range(256)) - set(b"\n()[]{}"))
_PAIRS = (b"()", b"[]", b"{}")
_CODE = frozenset(("code", "string"))


def bare_code(source: Source) -> str | None:
    """Return the code of a source that parses; None where it cannot be told for sure.

    A comment is "#", a string is its quotes, three of them and :data:`BREAK_IN_STRING` where it has several lines. Of
    strings that have tokens inside (Python 3.12 and later) the code is left.
    """
    if _VIEW not in source.views:
        source.views[_VIEW] = _bare(source.text)
    code = source.views[_VIEW]
    return code if isinstance(code, str) else None


def unbalanced_brackets(code: str) -> list[bytes]:
    """Return of each row the brackets that it does not close, or did not open: ``)(`` of ``), f(x)(``."""
    brackets = code.encode("utf-8", "replace").translate(None, _BUT_BRACKETS)
    length = -1
    while length != len(brackets):
        length = len(brackets)
        for pair in _PAIRS:
            brackets = brackets.replace(pair, b"")
    return brackets.split(b"\n")


def first_rows(code: str) -> list[int]:
    """Return for each row of a code the number of the row in which its logical line begins, from 0."""
    found: list[int] = []
    depth = first = 0
    is_joined = False
    for number, (row, brackets) in enumerate(zip(code.split("\n"), unbalanced_brackets(code), strict=True)):
        if not depth and not is_joined:
            first = number
        found.append(first)
        if brackets:
            depth += 2 * len(brackets.lstrip(CLOSING)) - len(brackets)
        is_joined = row[-1:] == "\\"
    return found


def _bare(text: str) -> str | None:
    if not TOKENS_IN_STRINGS or FORMATTED.search(text) is None:
        return STRING_OR_COMMENT.sub(_without_content, text)
    pieces = []
    behind = 0
    while match := STRING_OR_COMMENT.search(text, behind):
        start, end = match.span()
        pieces.append(text[behind:start])
        if text[start] != "#" and is_formatted(prefix := prefix_before(text, start)):
            string = formatted_string(text, start, prefix)
            if string is None or string.has_broken_code:
                return None
            end = string.end
            pieces.append(_quotes(text[start:end]))
            pieces += ['""' if kind == "string" else piece for kind, piece, _ in string.parts if kind in _CODE]
        else:
            pieces.append(_without_content(match))
        behind = end
    return "".join((*pieces, text[behind:]))


def _without_content(match: re.Match[str]) -> str:
    found = match.group()
    return "#" if found[0] == "#" else _quotes(found)


def _quotes(string: str) -> str:
    breaks = string.count("\n")
    return f'"""{BREAK_IN_STRING * breaks}"""' if breaks else '""'
