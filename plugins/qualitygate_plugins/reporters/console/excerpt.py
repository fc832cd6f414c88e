"""A line of code with carets under a part of it, as wide as the terminal allows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from qualitygate.api import neutralise_commands, visible

_TAB = 4
_CUT = "..."
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
#: A line with more characters per cell than this is clipped without being measured: it may be megabytes long.
_DENSITY = 4


def excerpt(text: str, start: int, end: int, *, room: int) -> tuple[str, str]:
    """Return the line and the carets under ``text[start:end]``, neither wider than ``room`` cells.

    ``start`` and ``end`` are 0-based code points; an empty range is one caret, a negative start none. A line that is
    too wide is cut around the start. Tabs become spaces, invisible characters escapes.
    """
    first = min(max(start, 0), len(text))
    low, high = _window(text, first, room)
    cells = _cells(text[low:high])
    before, after = _CUT if low else "", _CUT if high < len(text) else ""
    code = neutralise_commands(before + "".join(cells) + after)
    if start < 0:
        return code, ""
    left = len(before) + _width(cells[: first - low])
    marked = _width(cells[first - low : max(min(end, high) - low, first - low)])
    return code, " " * left + "^" * min(max(marked, 1), max(room - left, 1))


def _window(text: str, start: int, room: int) -> tuple[int, int]:
    """Choose the part of the line to show: all of it if it fits, else from its beginning, else around ``start``."""
    if len(text) <= room * _DENSITY and _width(_cells(text)) < room:  # one cell stays free for a caret at the end
        return 0, len(text)
    leading = text[max(start - room * _DENSITY, 0) : start][::-1]
    following = text[start : start + room * _DENSITY]
    low = start - _reach(leading, room * 3 // 4)
    if low:
        unused = room - 1 - len(_CUT) - _width(_cells(following))
        low = start - _reach(leading, max(unused, room // 3))
    left = room - _width(_cells(text[low:start])) - (len(_CUT) if low else 0)
    high = start + _reach(following, left)
    return low, high if high == len(text) else start + _reach(following, left - len(_CUT))


def _reach(text: str, budget: int) -> int:
    """Count the characters from the beginning of ``text`` that fit into ``budget`` cells."""
    if _is_plain(text):
        return max(min(len(text), budget), 0)
    used = 0
    for index, character in enumerate(text):
        used += _TAB if character == "\t" else _cell_width(character)
        if used > budget:
            return index
    return len(text)


def _cells(text: str) -> list[str]:
    """Turn each character into what is printed for it."""
    if text.isprintable():
        return list(text)
    cells = []
    column = 0
    for character in text:
        cell = " " * (_TAB - column % _TAB) if character == "\t" else visible(character)
        column += _width([cell])
        cells.append(cell)
    return cells


def _width(cells: Sequence[str]) -> int:
    shown = "".join(cells)
    if shown.isascii():
        return len(shown)
    return len(shown) + sum([_cell_width(character) - 1 for character in _NOT_ASCII.findall(shown)])


def _is_plain(text: str) -> bool:
    """Is every character printed as it is, in one cell? Most lines are; measuring one takes 400 µs."""
    return text.isascii() and text.isprintable()


@lru_cache(maxsize=1024)
def _cell_width(character: str) -> int:
    """Return how many terminal cells a character takes: none for a combining one, two for a wide one."""
    if " " <= character <= "~":
        return 1
    shown = visible(character)
    if shown != character:
        return len(shown)
    import unicodedata  # 1 MB of tables, for what is not ASCII

    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
