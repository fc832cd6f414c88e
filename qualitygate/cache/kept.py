"""One value in one sealed file: what is damaged, foreign or of another version is begun anew, and said."""

from __future__ import annotations

import os
from typing import Generic, TypeVar

from msgspec import Struct

from qualitygate.cache import place
from qualitygate.cache.sealed import DamagedError, read_sealed, write_sealed
from qualitygate.model.wire import Reader, to_bytes


class Versioned(Struct, array_like=True):
    """A value that knows which version of its format it is."""

    version: int


_T = TypeVar("_T", bound=Versioned)


class Kept(Generic[_T]):
    """Reads and writes the file; neither is ever an error."""

    def __init__(self, file: str, kind: type[_T], purpose: bytes, version: int, what: str) -> None:
        """Touch nothing yet. ``what`` the file holds is how notes begin: "what project checkers said"."""
        self.notes: list[str] = []
        self._file = file
        self._kind = kind
        self._purpose = purpose
        self._version = version
        self._what = what

    def read(self) -> _T | None:
        """Return the value; None when there is none that may be used."""
        if self._is_distrusted:
            return None  # the store says so
        try:
            data = read_sealed(self._file, self._purpose)
            if data is None:
                return None
            value = Reader(self._kind).read(data)
            if value.version != self._version:
                raise DamagedError(f"{self._file} was written by another version")
            return value
        except (OSError, ValueError) as error:
            self.notes.append(f"{self._what} is begun anew: {error}")
            return None

    def write(self, value: _T) -> None:
        """Put a value in the place of the old one; what cannot be written is a note."""
        if self._is_distrusted:
            return
        try:
            place.make(os.path.dirname(self._file))
            write_sealed(self._file, self._purpose, to_bytes(value))
        except OSError as error:
            self.notes.append(f"{self._what} could not be written to {self._file}: {error.strerror}")

    @property
    def _is_distrusted(self) -> bool:
        return bool(place.distrust(os.path.dirname(self._file)))
