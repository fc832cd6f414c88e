"""Recognises logical lines whose rows are all plain hanging indents, as most formatters write them.

    value = compute(
        first,
        second(third),
    )

``continued_indentation`` of pycodestyle 2.12 to 2.15 finds nothing in these wherever else their tokens stand: each row
begins right for the last bracket that is open, and nothing that it could be lined up with is asked for. So their layout
need not be told from the columns of all their tokens, which takes ten times as long.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from qualitygate_plugins.pep8.shapes.shapes import IN_STRING, JOINED

_CLOSING = ")]}"
_BRACKET = re.compile(r"[()\[\]{}]")


class RowFacts(NamedTuple):
    """What the shape of one row tells about the rows behind it."""

    opens: int  #: brackets that are open behind it and were not before
    closes: int  #: brackets that it closes and did not open
    breaks: int  #: line breaks in it, inside strings or behind backslashes
    hangs: bool  #: its last bracket is open, and nothing but a comment follows
    ends_in_colon: bool

    @classmethod
    def of(cls, row: str) -> RowFacts:
        """Read the shape of a row."""
        text = row.partition("#")[0].rstrip()
        opens = closes = 0
        for bracket in _BRACKET.findall(text):
            if bracket not in _CLOSING:
                opens += 1
            elif opens:
                opens -= 1
            else:
                closes += 1
        breaks = row.count(IN_STRING) + row.count(JOINED)
        return cls(opens, closes, breaks, text.endswith(("(", "[", "{")), text.endswith(":"))


def is_plain_hang(rows: Sequence[str], facts: Sequence[RowFacts], size: int) -> bool:
    """Is each row that goes on with a line indented by ``size`` from the row that opened the last open bracket?

    Or does it begin with what closes that bracket, right below that row? ``rows`` are the shapes of a whole logical
    line, with their indentation. False also where it would take longer to tell.
    """
    if any([known.breaks for known in facts]):
        return False
    indent = start = len(rows[0]) - len(rows[0].lstrip(" "))
    ends_in_colon = facts[0].ends_in_colon
    starts = _opened(facts[0], indent)  # by open bracket
    for row, known in zip(rows[1:], facts[1:], strict=True):
        text = row.lstrip(" ")
        if not text:
            continue
        start = len(row) - len(text)
        is_right = start == (starts[-1] if text[0] in _CLOSING else starts[-1] + size)
        if starts[-1] < 0 or not is_right or ends_in_colon:  # behind a colon rows may be indented from its row too
            return False
        if known.closes:
            goes_on = known.opens > 0 or len(starts) > known.closes
            if goes_on and any(begin not in (start, -1 - start) for begin in starts[-known.closes :]):
                return False
            del starts[-known.closes :]
        starts += _opened(known, start)
        ends_in_colon = known.ends_in_colon
    return not (ends_in_colon and start == indent + size)


def _opened(known: RowFacts, start: int) -> list[int]:
    """Return where the row begins, for each bracket it leaves open; -1 - that when something follows the bracket."""
    return [*[-1 - start] * (known.opens - 1), start if known.hangs else -1 - start] if known.opens else []
