"""What project checkers said, by all that their answers depend on."""

from __future__ import annotations

import os

from msgspec import Struct

from qualitygate.cache import place
from qualitygate.cache.sealed import DamagedError, read_sealed, write_sealed
from qualitygate.model.wire import Reader, to_bytes

_PURPOSE = b"answers"
_VERSION = 1
_KEPT = 4  #: answers of one checker: of this tree, of the base, and of the branches one goes back and forth between


class _Content(Struct, array_like=True):
    """The file."""

    version: int
    answers: dict[str, list[tuple[str, bytes]]]  #: by checker: digest of what it depends on, answer; the newest last


class ProjectAnswers:
    """The answers of one project in one environment."""

    def __init__(self, file: str) -> None:
        """Look into the file at the first question only: most projects have no project checker."""
        self.notes: list[str] = []
        self._file = file
        self._known: dict[str, list[tuple[str, bytes]]] | None = None
        self._is_changed = False

    def find(self, checker: str, digest: str) -> bytes | None:
        """Return the answer that depended on just this; None when there is none."""
        if self._known is None:
            self._known = self._read()
        return next((answer for key, answer in self._known.get(checker, ()) if key == digest), None)

    def put(self, checker: str, digest: str, answer: bytes) -> None:
        """Keep an answer."""
        if self._known is None:
            self._known = self._read()
        kept = [each for each in self._known.get(checker, ()) if each[0] != digest]
        self._known[checker] = [*kept, (digest, answer)][-_KEPT:]
        self._is_changed = True

    def save(self) -> None:
        """Write what is new. What cannot be written is a note, never an error."""
        if not self._is_changed or self._known is None or place.distrust(os.path.dirname(self._file)):
            return
        try:
            place.make(os.path.dirname(self._file))
            write_sealed(self._file, _PURPOSE, to_bytes(_Content(_VERSION, self._known)))
        except OSError as error:
            self.notes.append(f"what project checkers said could not be written to {self._file}: {error.strerror}")

    def _read(self) -> dict[str, list[tuple[str, bytes]]]:
        if place.distrust(os.path.dirname(self._file)):
            return {}  # the store says so
        try:
            data = read_sealed(self._file, _PURPOSE)
            if data is None:
                return {}
            content = Reader(_Content).read(data)
            if content.version != _VERSION:
                raise DamagedError(f"{self._file} was written by another version")
            return content.answers
        except (OSError, ValueError) as error:
            self.notes.append(f"what project checkers said is begun anew: {error}")
            return {}
