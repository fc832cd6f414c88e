"""A fix as ESLint has it: one range of UTF-16 offsets in the whole file and one text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from qualitygate.api import Edit, Report, codepoint_to_utf16


class FixWriter:
    """Turns the fixes of one file into ESLint's; made for files that have any."""

    def __init__(self, report: Report, path: str) -> None:
        self._lines = report.lines
        self._path = path
        self._newline = _newline(report.lines.data(path))
        self._starts = list(self._line_starts())

    def one_edit(self, edits: Sequence[Edit]) -> dict[str, Any] | None:
        """Return ``{"range": [start, end], "text": …}`` for all edits of a fix, or None when the text is not at hand.

        Text between two edits becomes part of the replacement. Offsets count line breaks as they lie on the disk, but
        no byte order mark, as ESLint does; a file with line breaks of several kinds gets no fix.
        """
        last = edits[-1]
        if last.end_line > len(self._starts):
            return None
        text = edits[0].replacement
        for before, after in zip(edits, edits[1:], strict=False):
            text += self._between(before, after) + after.replacement
        place = [self._offset(edits[0].start_line, edits[0].start_column), self._offset(last.end_line, last.end_column)]
        return {"range": place, "text": text.replace("\n", self._newline)}

    def _line_starts(self) -> Iterator[int]:
        """Yield the offset of each line, and of the one behind the last; nothing when they cannot be counted."""
        if not self._newline:
            return
        start, number = 0, 1
        yield start
        while (line := self._lines.line(self._path, number)) is not None:
            start += codepoint_to_utf16(line, len(line)) + len(self._newline)
            yield start
            number += 1

    def _offset(self, line: int, column: int) -> int:
        return self._starts[line - 1] + codepoint_to_utf16(self._line(line), column - 1)

    def _line(self, number: int) -> str:
        return self._lines.line(self._path, number) or ""

    def _between(self, before: Edit, after: Edit) -> str:
        lines = [self._line(number) for number in range(before.end_line, after.start_line + 1)]
        lines[-1] = lines[-1][: after.start_column - 1]
        lines[0] = lines[0][before.end_column - 1 :]
        return "\n".join(lines)


def _newline(data: bytes | None) -> str:
    """Return the file's only line break, "" when it has several kinds or is not there."""
    if data is None:
        return ""
    both, carriage_returns, line_feeds = data.count(b"\r\n"), data.count(b"\r"), data.count(b"\n")
    if not carriage_returns:
        return "\n"
    if both:
        return "\r\n" if both == carriage_returns == line_feeds else ""
    return "" if line_feeds else "\r"
