"""What a client does to its own text: an independent account of the protocol's changes, by encoded units."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from qualitygate.lsp.positions import Encoding
from qualitygate.lsp.protocol import ContentChange, Position, Range

#: Characters of one to four bytes, of one and two UTF-16 units; all line breaks, and what is none.
ALPHABET = "ab \n\r\té€😀𝒳\f\x0b\x85\u2028'\"(:#"
_CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


def texts(size: int = 40) -> st.SearchStrategy[str]:
    """Short texts of awkward characters."""
    return st.text(st.sampled_from(ALPHABET), max_size=size)


class Client:
    """Holds a text, makes an edit between two of its offsets, and tells it as the protocol does."""

    def __init__(self, text: str, encoding: Encoding) -> None:
        self.text = text
        self._codec, self._width = _CODECS[encoding]

    def replace(self, start: int, end: int, text: str) -> ContentChange:
        """Make the edit between two offsets in code points."""
        change = ContentChange(text, Range(self.position(start), self.position(end)))
        self.text = self.text[:start] + text + self.text[end:]
        return change

    def position(self, offset: int) -> Position:
        """Return an offset as line and character; between the two of a "\\r\\n" there is no position of its own."""
        before = self.text[:offset]
        if before.endswith("\r") and self.text[offset : offset + 1] == "\n":
            before = before[:-1]
        lines = re.split("\r\n|\r|\n", before)
        return Position(len(lines) - 1, len(lines[-1].encode(self._codec, "surrogatepass")) // self._width)

    def offsets(self) -> list[int]:
        """Return all offsets that have a position."""
        pairs = {match.end() - 1 for match in re.finditer("\r\n", self.text)}
        return [offset for offset in range(len(self.text) + 1) if offset not in pairs]
