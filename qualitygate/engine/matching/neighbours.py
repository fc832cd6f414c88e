"""The lines around a finding: what tells a moved line from one that only looks the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from zlib import crc32

from msgspec import Struct

#: How many lines above and below count; blank ones do not.
REACH = 3
#: A block is taken for moved when it has so many letters and digits: the number of ``git diff --color-moved``
#: (git's ``diff.h``, ``COLOR_MOVED_MIN_ALNUM_COUNT``).
ENOUGH = 20

_DIGITS = 4  #: of a line's hash
_END = "." * _DIGITS  #: where the file ends; no hash looks like it


class Neighbours(Struct, frozen=True):
    """The lines around one line."""

    mark: str = ""  #: a hash each, first those above, then those below, the nearest first; "" = not known
    weights: tuple[int, ...] = ()  #: letters and digits in each

    def shared(self, mark: str) -> tuple[int, int]:
        """Compare with another mark: how many lines next to the finding are the same, and their letters and digits."""
        if not self.mark or len(mark) != len(self.mark):
            return 0, 0
        count = weight = 0
        for first in (0, REACH):
            for index in range(first, first + REACH):
                place = slice(index * _DIGITS, (index + 1) * _DIGITS)
                if self.mark[place] != mark[place]:
                    break
                count += 1
                weight += self.weights[index]
        return count, weight


def neighbours(lines: Sequence[str], line: int) -> Neighbours:
    """Return the lines around a 1-based ``line``; for 0, the file as a whole, nothing is known."""
    if line < 1:
        return Neighbours()
    above = _filled(lines[index] for index in range(min(line - 1, len(lines)) - 1, -1, -1))
    below = _filled(lines[index] for index in range(line, len(lines)))
    texts = (*above, *below)
    return Neighbours("".join(map(_hash, texts)), tuple(map(weight, texts)))


def weight(text: str) -> int:
    """Count the letters and digits of a text."""
    return sum(map(str.isalnum, text))


def _filled(lines: Iterable[str]) -> list[str]:
    """Return the first lines that are not blank, and "" for each that is missing."""
    texts = (" ".join(line.split()) for line in lines)
    found = list(islice(filter(None, texts), REACH))
    return found + [""] * (REACH - len(found))


def _hash(text: str) -> str:
    return f"{crc32(text.encode('utf-8', 'surrogatepass')) & 0xFFFF:04x}" if text else _END
