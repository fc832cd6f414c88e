"""Positions as client and server have agreed to count them: in UTF-8 bytes, UTF-16 units or code points."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, get_args

from qualitygate.source.columns import codepoint_to_utf8, codepoint_to_utf16, utf8_to_codepoint, utf16_to_codepoint

Encoding = Literal["utf-8", "utf-16", "utf-32"]
#: What a client means that says nothing, or nothing that we know.
DEFAULT: Encoding = "utf-16"


def agree(offered: Sequence[str]) -> Encoding:
    """Return the first encoding of the client's list that we know.

    Neovim warns where servers of one buffer count differently, so that its order counts and not ours
    (neovim/nvim-lspconfig#2184).
    """
    known: tuple[Encoding, ...] = get_args(Encoding)
    return next((each for text in offered for each in known if each == text), DEFAULT)


class Units:
    """Converts offsets inside one line, which begins at 0. No answer lies inside a character or behind the line."""

    def __init__(self, encoding: Encoding = DEFAULT) -> None:
        self.encoding: Encoding = encoding
        self._read, self._write = _CONVERSIONS[encoding]

    def to_codepoint(self, line: str, character: int) -> int:
        """Return the code point at which the client's character begins; ``line`` has no line break."""
        return min(self._read(line, character), len(line))

    def from_codepoint(self, line: str, offset: int) -> int:
        """Return what the client calls the place before a code point; ``line`` has no line break."""
        return self._write(line, min(offset, len(line)))


def _same(line: str, offset: int) -> int:
    return offset


_Conversion = Callable[[str, int], int]
_CONVERSIONS: dict[Encoding, tuple[_Conversion, _Conversion]] = {
    "utf-8": (utf8_to_codepoint, codepoint_to_utf8),
    "utf-16": (utf16_to_codepoint, codepoint_to_utf16),
    "utf-32": (_same, _same),
}
