"""Which blocks of the baseline have the findings of their file in them, one for one, as earlier runs found."""

from __future__ import annotations

import os
from collections.abc import Iterable

from msgspec import Struct

from qualitygate.cache import place
from qualitygate.cache.digests import of_bytes
from qualitygate.cache.sealed import DamagedError, read_sealed, write_sealed
from qualitygate.model.wire import Reader, to_bytes

_PURPOSE = b"balances"
#: Changes when what makes a block balance does.
_VERSION = 1
SUFFIX = ".balances"


class Balance(Struct, frozen=True, gc=False, array_like=True):
    """The other side of a block."""

    findings: str  #: digest of the findings' fingerprints, in order
    reason: str  #: that all entries of the block have


class _Content(Struct, array_like=True):
    """The file."""

    version: int
    balances: dict[str, Balance]  #: by digest of the block


class BlockMatches:
    """What is known of one project's baseline in one environment. It is a fact about two contents, and stays true."""

    def __init__(self, file: str) -> None:
        """Look into the file at the first question only: most projects have no baseline."""
        self.notes: list[str] = []
        self._file = file
        self._known: dict[str, Balance] | None = None
        self._asked: set[str] = set()
        self._is_changed = False

    def find(self, block: bytes) -> Balance | None:
        """Return what balanced a block."""
        if self._known is None:
            self._known = self._read()
        key = of_bytes(block).hex()
        self._asked.add(key)
        return self._known.get(key)

    def put(self, block: bytes, fingerprints: Iterable[str], reason: str) -> None:
        """Note that these findings balance a block."""
        assert self._known is not None, "only a block that was asked for can balance"
        self._known[of_bytes(block).hex()] = Balance(of_fingerprints(fingerprints), reason)
        self._is_changed = True

    def save(self) -> None:
        """Write what is known of the blocks that were asked for. What cannot be written is a note, never an error."""
        if not self._is_changed or self._known is None or place.distrust(os.path.dirname(self._file)):
            return
        content = _Content(_VERSION, {key: each for key, each in self._known.items() if key in self._asked})
        try:
            place.make(os.path.dirname(self._file))
            write_sealed(self._file, _PURPOSE, to_bytes(content))
        except OSError as error:
            self.notes.append(f"what is known of the baseline could not be written to {self._file}: {error.strerror}")

    def _read(self) -> dict[str, Balance]:
        if place.distrust(os.path.dirname(self._file)):
            return {}  # the store says so
        try:
            data = read_sealed(self._file, _PURPOSE)
            if data is None:
                return {}
            content = Reader(_Content).read(data)
            if content.version != _VERSION:
                raise DamagedError(f"{self._file} was written by another version")
            return content.balances
        except (OSError, ValueError) as error:
            self.notes.append(f"what is known of the baseline is begun anew: {error}")
            return {}


def of_fingerprints(fingerprints: Iterable[str]) -> str:
    """Return the digest of some findings' fingerprints."""
    return of_bytes("".join(fingerprints).encode("ascii")).hex()
