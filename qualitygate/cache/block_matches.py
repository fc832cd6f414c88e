"""Which blocks of the baseline have the findings of their file in them, one for one, as earlier runs found."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from qualitygate.cache.digests import of_bytes
from qualitygate.cache.kept import Kept, Versioned

#: Changes when what makes a block balance does.
_VERSION = 1
SUFFIX = ".balances"


class Balance(Struct, frozen=True, gc=False, array_like=True):
    """The other side of a block."""

    findings: str  #: digest of the findings' fingerprints, in order
    reason: str  #: that all entries of the block have


class _Content(Versioned, array_like=True):
    """The file."""

    balances: dict[str, Balance]  #: by digest of the block


class BlockMatches:
    """What is known of one project's baseline in one environment. It is a fact about two contents, and stays true."""

    def __init__(self, file: str) -> None:
        """Look into the file at the first question only: most projects have no baseline."""
        self._kept = Kept(file, _Content, b"balances", _VERSION, "what is known of the baseline")
        self._known: dict[str, Balance] | None = None
        self._asked: set[str] = set()
        self._is_changed = False

    @property
    def notes(self) -> list[str]:
        """What went wrong with the file."""
        return self._kept.notes

    def find(self, block: bytes) -> Balance | None:
        """Return what balanced a block."""
        if self._known is None:
            content = self._kept.read()
            self._known = content.balances if content is not None else {}
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
        if self._is_changed and self._known is not None:
            asked = {key: each for key, each in self._known.items() if key in self._asked}
            self._kept.write(_Content(_VERSION, asked))


def of_fingerprints(fingerprints: Iterable[str]) -> str:
    """Return the digest of some findings' fingerprints."""
    return of_bytes("".join(fingerprints).encode("ascii")).hex()
