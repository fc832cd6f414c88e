"""What checkers have learned from files that spares them work on others, in whatever project those are."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from qualitygate.cache import place
from qualitygate.cache.digests import of_bytes
from qualitygate.cache.sealed import DamagedError, read_sealed, write_sealed
from qualitygate.model.wire import WIRE_VERSION

_PURPOSE = b"lessons"
SUFFIX = ".lessons"
#: Beyond that a file is begun anew; code of 5 million lines stays below.
_LIMIT = 400_000
#: A file of several megabytes is not written again for less: a hundredth of what it holds.
_SHARE = 0.01


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
        import json  # here: few runs learn

        for subject, new in self._new.items():
            file = _file(self.prefix, subject)
            try:
                known = _read(file, subject)
            except (OSError, ValueError) as error:
                self.notes.append(f"what was learned is begun anew: {error}")
                known = {}
            if len(new) <= len(known) * _SHARE:
                continue
            lessons = {**known, **new} if len(known) + len(new) <= _LIMIT else new
            content = json.dumps([WIRE_VERSION, subject, lessons], separators=(",", ":"))
            try:
                place.make(os.path.dirname(file))
                write_sealed(file, _PURPOSE, content.encode("ascii"))
            except OSError as error:
                self.notes.append(f"what was learned could not be written to {file}: {error.strerror}")


def read_lessons(prefix: str, subject: str) -> dict[str, str]:
    """Return what runs before have learned about a subject; nothing where their file cannot be used."""
    try:
        return _read(_file(prefix, subject), subject)
    except (OSError, ValueError):
        return {}  # the run that writes it says so


def _file(prefix: str, subject: str) -> str:
    return f"{prefix}-{of_bytes(subject.encode()).hex()[:16]}{SUFFIX}"


def _read(file: str, subject: str) -> dict[str, str]:
    data = read_sealed(file, _PURPOSE)
    if data is None:
        return {}
    import json

    version, of, lessons = json.loads(bytes(data))
    if (version, of) != (WIRE_VERSION, subject) or not isinstance(lessons, dict):
        raise DamagedError(f"{file} was written by another version")
    return lessons
