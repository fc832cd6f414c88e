"""What checkers have learned from files that spares them work on others, in whatever project those are."""

from __future__ import annotations

import os
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from qualitygate.cache import place
from qualitygate.cache.bounds import LESSONS, LESSONS_SHARE
from qualitygate.cache.digests import of_bytes
from qualitygate.cache.sealed import DamagedError, read_sealed, write_sealed
from qualitygate.model.wire import WIRE_VERSION, Reader, to_bytes

_PURPOSE = b"lessons"
SUFFIX = ".lessons"
_HALF = 2**64 - 1

#: Both halves of a digest.
Key = tuple[int, int]
if TYPE_CHECKING:  # before 3.12 an array has no type arguments when it runs
    #: The first halves of the digests, the second ones, and the number of the text that is known of each thing.
    Columns = tuple[array[int], array[int], array[int]]


def _columns(keys: Iterable[int] = (), checks: Iterable[int] = (), numbers: Iterable[int] = ()) -> Columns:
    return array("Q", keys), array("Q", checks), array("I", numbers)


class _Head(Struct, array_like=True):
    """What the columns of a file stand behind."""

    version: int
    subject: str
    texts: list[str]
    count: int  #: of things


class LessonBook:
    """What is known of one subject, to be asked for piece by piece: a run over one file needs a hundredth of it.

    Things go by their digests, sorted, so that a book of fifty thousand is open after 2 ms. Half a digest finds the
    place, the other half makes sure.
    """

    def __init__(self, texts: Sequence[str] = (), columns: Columns | None = None) -> None:
        self._texts = texts
        self._keys, self._checks, self._numbers = columns or _columns()

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[tuple[Key, str]]:
        for key, check, number in zip(self._keys, self._checks, self._numbers):
            yield (key, check), self._texts[number]

    def get(self, thing: str, /) -> str | None:
        """Return what is known of it; None when nothing is."""
        key, check = _key(thing)
        place = bisect_left(self._keys, key)
        while place < len(self._keys) and self._keys[place] == key:
            if self._checks[place] == check:
                return self._texts[self._numbers[place]]
            place += 1
        return None


class Lessons:
    """What one run learns. ``prefix`` is how the names of its files begin, with the directory."""

    def __init__(self, prefix: str) -> None:
        self.prefix = "" if place.distrust(os.path.dirname(prefix)) else prefix
        self.notes: list[str] = []
        self._new: dict[str, dict[str, str]] = {}

    def add(self, learned: Iterable[tuple[str, Mapping[str, str]]]) -> None:
        """Add what workers have learned, by subject."""
        for subject, lessons in learned:
            self._new.setdefault(subject, {}).update(lessons)

    def save(self) -> None:
        """Write what is worth it. What cannot be written is a note, never an error."""
        for subject, new in self._new.items():
            file = _file(self.prefix, subject)
            try:
                known = _read(file, subject)
            except (OSError, ValueError) as error:
                self.notes.append(f"what was learned is begun anew: {error}")
                known = LessonBook()
            if len(new) <= len(known) * LESSONS_SHARE:
                continue
            lessons = dict(known) if len(known) + len(new) <= LESSONS else {}
            lessons.update((_key(thing), text) for thing, text in new.items())
            try:
                place.make(os.path.dirname(file))
                write_sealed(file, _PURPOSE, _content(subject, lessons))
            except OSError as error:
                self.notes.append(f"what was learned could not be written to {file}: {error.strerror}")


def read_lessons(prefix: str, subject: str) -> LessonBook:
    """Return what runs before have learned about a subject; nothing where their file cannot be used."""
    try:
        return _read(_file(prefix, subject), subject)
    except (OSError, ValueError):
        return LessonBook()  # the run that writes it says so


def _file(prefix: str, subject: str) -> str:
    return f"{prefix}-{of_bytes(subject.encode()).hex()[:16]}{SUFFIX}"


def _read(file: str, subject: str) -> LessonBook:
    data = read_sealed(file, _PURPOSE)
    if data is None:
        return LessonBook()
    first, _, body = bytes(data).partition(b"\n")
    head = Reader(_Head).read(first)
    columns = _columns()
    is_ours = (head.version, head.subject) == (WIRE_VERSION, subject)
    if not is_ours or len(body) != head.count * sum(column.itemsize for column in columns):
        raise DamagedError(f"{file} was written by another version")
    for column in columns:
        length = head.count * column.itemsize
        column.frombytes(body[:length])
        body = body[length:]
    return LessonBook(head.texts, _in_order(columns))


def _content(subject: str, lessons: Mapping[Key, str]) -> bytes:
    """Return a line of JSON, and behind it the columns."""
    texts = {text: number for number, text in enumerate(sorted(set(lessons.values())))}
    rows = [(*key, texts[text]) for key, text in sorted(lessons.items())]
    columns = _columns(*zip(*rows, strict=True))
    head = to_bytes(_Head(WIRE_VERSION, subject, list(texts), len(rows)))
    return b"".join((head, b"\n", *(column.tobytes() for column in _in_order(columns))))


def _in_order(columns: Columns) -> Columns:
    """Return them with the least significant byte first, as files have them, or turn those of a file back."""
    if sys.byteorder == "big":
        for column in columns:
            column.byteswap()
    return columns


def _key(thing: str) -> Key:
    number = int.from_bytes(of_bytes(thing.encode("utf-8", "surrogatepass")), "little")
    return number & _HALF, number >> 64
