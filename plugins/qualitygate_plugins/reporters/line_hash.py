"""GitHub's ``primaryLocationLineHash``: what code scanning knows an alert by when lines move.

The algorithm is codeql-action's (``src/fingerprints.ts``; 2023). It computes these hashes where a report has none, and
warns where a report has others. A line's hash is a polynomial over the 100 UTF-16 units that begin at its start, blanks
and tabs left out, every line break a line feed; then comes how often the file had that hash up to there.

A window's units stand side by side in one long number. Each step joins all neighbours in it at once, pairs first, then
pairs of pairs: seven steps take a third of the time of a hundred multiplications.
"""

from __future__ import annotations

import re
from itertools import accumulate

_WINDOW, _BASE, _MASK = 100, 37, 2**64 - 1
_UNIT = 16  #: bits
_STEPS = 7  #: 128 is the first power of two that holds a window


def _step(number: int) -> tuple[int, int, int]:
    """Return the bits of a group, the mask that keeps every second group, and the factor of the others."""
    units = 2**number
    bits = units * _UNIT
    mask = sum((2**bits - 1) << start for start in range(0, 2**_STEPS * _UNIT, 2 * bits))
    return bits, mask, _BASE**units


_JOINTS = tuple(map(_step, range(_STEPS)))
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
        units = self._window(self._starts[line - 1]).encode("utf-16-be", "surrogatepass")
        value = int.from_bytes(units, "big")
        for bits, mask, power in _JOINTS:  # a group's value never has more bits than its units: none runs over
            value = (value >> bits & mask) * power + (value & mask)
        return f"{value & _MASK:x}:{self._ordinals[line - 1]}"

    def _window(self, start: int) -> str:
        return self._units[start : start + _WINDOW]


def _surrogate_pair(match: re.Match[str]) -> str:
    offset = ord(match[0]) - 0x10000
    return chr(0xD800 + (offset >> 10)) + chr(0xDC00 + (offset & 0x3FF))
