"""Keeps fixes out of formatted strings, which have tokens inside from Python 3.12 on, and so findings.

What looks like layout there may be text: ``f"{a+b=}"`` prints its code, blanks included, behind a colon every blank
belongs to the specification, and what is moved over a line break may join one. So nothing in them is edited.

Its facts are pinned by tests/plugins/pep8/test_formatted.py.
"""

from __future__ import annotations

import tokenize
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from qualitygate.api import Fix

_STARTS = frozenset(getattr(tokenize, name, -1) for name in ("FSTRING_START", "TSTRING_START"))
_ENDS = frozenset(getattr(tokenize, name, -1) for name in ("FSTRING_END", "TSTRING_END"))
_BOUNDS = _STARTS | _ENDS
_BEHIND_EQUALS = frozenset("}!:")
Position = tuple[int, int]  #: 1-based row, 0-based column


class FormattedString(NamedTuple):
    """One that has tokens inside, from its first to behind its last character."""

    begin: Position
    end: Position
    prints_code: bool  #: "=" stands at the end of a field


def formatted_strings(tokens: Sequence[tokenize.TokenInfo]) -> list[FormattedString]:
    """Return the formatted strings of a file that have tokens inside, without those in others."""
    return list(_outermost(tokens)) if _STARTS != {-1} else []


def _outermost(tokens: Sequence[tokenize.TokenInfo]) -> Iterator[FormattedString]:
    depth = first = 0
    for index, kind in [(index, token[0]) for index, token in enumerate(tokens) if token[0] in _BOUNDS]:
        if kind in _STARTS:
            first = first if depth else index
            depth += 1
        else:
            depth -= 1
            if not depth:
                yield FormattedString(tokens[first][2], tokens[index][3], _prints_code(tokens[first:index]))


def _prints_code(tokens: Sequence[tokenize.TokenInfo]) -> bool:
    """Does "=" end a field of these strings?"""
    is_behind_equals = False
    for kind, text, *_ in tokens:
        if kind != tokenize.NL:
            if is_behind_equals and text in _BEHIND_EQUALS:
                return True
            is_behind_equals = kind == tokenize.OP and text == "="
    return False


def is_kept_out(strings: Sequence[FormattedString], code: str, fix: Fix) -> bool:
    """Would this fix of ``code`` edit part of one of these strings, which are in order? It may replace one as a whole.

    The fixes of W605 are about the text itself, and only code that is printed keeps them out.
    """
    for edit in fix.edits:
        start, stop = (edit.start_line, edit.start_column - 1), (edit.end_line, edit.end_column - 1)
        # only the first and the last string that the edit reaches can be cut by it
        first = bisect_left(strings, start, key=attrgetter("end"))
        last = bisect_right(strings, stop, key=attrgetter("begin"))
        for begin, end, prints_code in (*strings[first : first + 1], *strings[max(last - 1, first) : last]):
            if code == "W605":
                if prints_code and begin <= stop and start <= end:
                    return True
            elif begin < stop and start < end and not (start <= begin and end <= stop):
                return True
    return False
