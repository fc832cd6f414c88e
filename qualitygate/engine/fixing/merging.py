"""What was fixed in the staged text, made in the text of the working tree too; what is not staged stays as it is."""

from __future__ import annotations

import re

from msgspec import Struct

from qualitygate.vcs.hunks import Hunk, find_hunks

_LINES = re.compile(rb"[^\n]*\n|[^\n]+")


class MergeError(Exception):
    """The working tree cannot take what was fixed; the message says why, as the end of a sentence."""


class WorkText(Struct, frozen=True):
    """A file of the working tree, whose staged text may be another."""

    data: bytes  #: as it lies there
    stored: bytes  #: as git would store it, line by line the same
    encoding: str = ""  #: of ``data`` where it is stored as UTF-8; "" = it is stored in its own


def merge_into(work: WorkText, staged: bytes, fixed: bytes) -> WorkText:
    """Return the file with the lines that ``fixed`` has in the place of those of ``staged``.

    Lines that were changed beside those are no conflict. All bytes of all other lines stay as they are; a new line ends
    as most of the others do.

    Raises:
        MergeError: lines were fixed that are others in the working tree, or its text cannot be taken apart by lines.
    """
    lines = _lines(_decoded(work))
    stored = _lines(work.stored)
    if len(lines) != len(stored):
        raise MergeError("its lines in the working tree are not those that git would store")
    ours = [_Change.of(hunk) for hunk in _hunks(staged, work.stored)]
    wanted = [_Change.of(hunk) for hunk in _hunks(staged, fixed)]
    todo = [change for change in wanted if change not in ours]
    if any(change.touches(other) for change in todo for other in ours):
        raise MergeError("what is not staged changes the same lines")
    ends = sum(line.endswith(b"\r\n") and not kept.endswith(b"\r\n") for line, kept in zip(lines, stored, strict=True))
    is_crlf = ends * 2 > len(lines)
    for change in reversed(todo):
        shift = sum(len(other.lines) - other.end + other.start for other in ours if other.end <= change.start)
        new = [_ended(line) for line in change.lines] if is_crlf else change.lines
        lines[change.start + shift : change.end + shift] = new
        stored[change.start + shift : change.end + shift] = change.lines
    return WorkText(_encoded(b"".join(lines), work), b"".join(stored), work.encoding)


class _Change(Struct, frozen=True):
    """Lines that stand for others of the staged text. Numbers are 0-based, the end exclusive."""

    start: int
    end: int
    lines: tuple[bytes, ...]

    @classmethod
    def of(cls, hunk: Hunk) -> _Change:
        start = hunk.old_start - bool(hunk.removed)
        return cls(start, start + len(hunk.removed), tuple(line.encode("latin-1") for line in hunk.added))

    def touches(self, other: _Change) -> bool:
        """Do both say something about one line, or about what stands between two?"""
        if self.start == self.end == other.start == other.end:
            return True
        return self.start < other.end and other.start < self.end


def _hunks(old: bytes, new: bytes) -> list[Hunk]:
    return find_hunks(*([line.decode("latin-1") for line in _lines(data)] for data in (old, new)))


def _lines(data: bytes) -> list[bytes]:
    return _LINES.findall(data)


def _ended(line: bytes) -> bytes:
    return line[:-1] + b"\r\n" if line.endswith(b"\n") and not line.endswith(b"\r\n") else line


def _decoded(work: WorkText) -> bytes:
    if not work.encoding:
        return work.data
    try:
        text = work.data.decode(work.encoding)
        if text.encode(work.encoding) == work.data:
            return text.encode("utf-8")
    except (LookupError, UnicodeError):
        pass
    raise MergeError(f"its encoding in the working tree, {work.encoding}, does not give its bytes back")


def _encoded(data: bytes, work: WorkText) -> bytes:
    if not work.encoding:
        return data
    try:
        return data.decode("utf-8").encode(work.encoding)
    except (LookupError, UnicodeError):
        raise MergeError(f"a character of the fix cannot be written in {work.encoding}") from None
