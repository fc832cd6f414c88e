"""GitHub's ``primaryLocationLineHash``: what code scanning knows an alert by when lines move.

The algorithm is codeql-action's (``src/fingerprints.ts``; 2023). It computes these hashes where a report has none, and
warns where a report has others. A line's hash is a polynomial over the 100 UTF-16 units that begin at its start, blanks
and tabs left out, every line break a line feed; then comes how often the file had that hash up to there.
"""

from __future__ import annotations

import re
from itertools import accumulate
from operator import mul

_WINDOW, _BASE, _MASK = 100, 37, 2**64 - 1
#: The first unit of a window counts most.
_POWERS = tuple(pow(_BASE, _WINDOW - 1 - index, _MASK + 1) for index in range(_WINDOW))
#: Stands behind the last unit of a file, and zeros behind it.
_END = "\uffff"
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class LineHashes:
    """The hashes of one file's lines, each computed when it is asked for: 200 lines cost what two do.

    Equal windows are taken for equal hashes and no others, which holds but for texts made to collide.
    """

    def __init__(self, data: bytes) -> None:
        text = data.decode("utf-8", "replace")  # as Node reads it, whatever the cookie says; a mark at the start counts
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace(" ", "").replace("\t", "")
        units = _ASTRAL.sub(_surrogate_pair, text) + _END
        lengths = (len(line) + 1 for line in units.split("\n"))
        self._starts = [0, *accumulate(lengths)][:-1]
        self._units = units + "\0" * _WINDOW
        seen: dict[str, int] = {}
        self._ordinals: list[int] = []
        for start in self._starts:
            window = self._window(start)
            seen[window] = ordinal = seen.get(window, 0) + 1
            self._ordinals.append(ordinal)

    def hash(self, line: int) -> str | None:
        """Return the hash of a 1-based line, None when there is no such line. One more line follows the last break."""
        if not 1 <= line <= len(self._starts):
            return None
        units = map(ord, self._window(self._starts[line - 1]))
        value = sum(map(mul, units, _POWERS)) & _MASK
        return f"{value:x}:{self._ordinals[line - 1]}"

    def _window(self, start: int) -> str:
        return self._units[start : start + _WINDOW]


def _surrogate_pair(match: re.Match[str]) -> str:
    offset = ord(match[0]) - 0x10000
    return chr(0xD800 + (offset >> 10)) + chr(0xDC00 + (offset & 0x3FF))
