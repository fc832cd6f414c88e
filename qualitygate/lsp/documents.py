"""One open document: its text as the client has it, kept by the changes that the client tells."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qualitygate.lsp.positions import Units
from qualitygate.lsp.protocol import ContentChange, Position, Range

#: What ends a line, in the protocol and in Python alike. Form feeds and other separators do not.
_ENDS = "\r\n"
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+\Z")


def split_lines(text: str) -> list[str]:
    """Split into lines with their line breaks; the last one has none and may be empty, so that there is always one."""
    lines = _LINE.findall(text) if "\r" in text else [line + "\n" for line in text.split("\n")]
    if "\r" not in text:
        lines[-1] = lines[-1][:-1]
    elif not lines or lines[-1].endswith(("\r", "\n")):
        lines.append("")
    return lines


class Document:
    """A text by lines, so that a change costs as much as what it touches."""

    def __init__(self, uri: str, text: str, *, version: int = 0, language: str = "") -> None:
        self.uri = uri
        self.version = version
        self.language = language  #: as the client calls it
        self.changes = 0  #: goes up with each change, whatever the client's version does
        self.lines = split_lines(_paired(text))  #: with their line breaks
        self._text: str | None = None

    @property
    def text(self) -> str:
        """The whole text, with the client's line breaks."""
        if self._text is None:
            self._text = "".join(self.lines)
        return self._text

    @property
    def newline(self) -> str:
        """The line break that new lines get: that of the first line."""
        first = self.lines[0]
        return first[len(first.rstrip(_ENDS)) :] or "\n"

    def line(self, index: int) -> str:
        """Return a 0-based line without its line break, "" behind the last."""
        return self.lines[index].rstrip(_ENDS) if index < len(self.lines) else ""

    def change(self, changes: Iterable[ContentChange], version: int | None, units: Units) -> None:
        """Make changes one after the other.

        A range that begins behind its end is turned round, and one that leaves the text ends where the text does, as in
        vscode-languageserver-textdocument 1.0, which most clients' authors test against.
        """
        for change in changes:
            if change.range is None:
                self.lines = split_lines(_paired(change.text))
            else:
                self._replace(change.range, change.text, units)
        self.version = self.version if version is None else version
        self.changes += 1
        self._text = None

    def place(self, position: Position, units: Units) -> tuple[int, int]:
        """Return a position's line and code point, both 0-based and inside the text."""
        if position.line >= len(self.lines):
            return len(self.lines) - 1, len(self.lines[-1])
        return position.line, units.to_codepoint(self.line(position.line), position.character)

    def _replace(self, range: Range, text: str, units: Units) -> None:
        (first, start), (last, end) = sorted((self.place(range.start, units), self.place(range.end, units)))
        # A line break may come into being, or fall apart, between what is put in and the lines around it.
        above, below = max(first - 1, 0), min(last + 2, len(self.lines))
        before = "".join(self.lines[above:first]) + self.lines[first][:start]
        after = self.lines[last][end:] + "".join(self.lines[last + 1 : below])
        lines = split_lines(_paired(before + text + after))
        if below < len(self.lines) and not lines[-1]:
            lines.pop()  # the text goes on with a line that was not touched
        self.lines[above:below] = lines


def _paired(text: str) -> str:
    """Put surrogates together that came one by one, as from clients that think in UTF-16; a lone one stays."""
    if text.isascii() or _SURROGATE.search(text) is None:
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
