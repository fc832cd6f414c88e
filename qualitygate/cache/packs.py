"""What machines share of results: one signed and compressed pack; what does not verify is nothing.

Two keys. Whoever has the first one signs, and believes only what was signed with it. The second one follows from the
first and not the other way round: whoever has that alone can verify, and sign nothing that the first believes.
"""

from __future__ import annotations

import hmac
import zlib
from _blake2 import blake2b
from collections.abc import Mapping

from msgspec import Struct

from qualitygate.cache.secret import SHORTEST, VARIABLE
from qualitygate.errors import ConfigError

#: The variable with the key that verifies only.
READING = "QUALITYGATE_CACHE_READ_KEY"
#: Changes with everything that is written behind it.
_FORMAT = b"qualitygate pack 1\n"
_SEAL = 32  # bytes
_BODY = len(_FORMAT) + 2 * _SEAL
#: Bytes: compressed, and as they are. Results of Django are a tenth of it; more is somebody's bomb.
LARGEST, _LARGEST_PAYLOAD = 32 * 2**20, 256 * 2**20


class NotOursError(ValueError):
    """A pack does not verify: damaged, signed with another key, or for another name."""


class TooLargeError(ValueError):
    """There is more than a pack holds."""


class Keys(Struct, frozen=True):
    """What this process can do."""

    reading: bytes
    writing: bytes = b""  #: b"": it verifies only

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Keys | None:
        """Take them from the environment; None: there are none, so that nothing is shared.

        Raises:
            ConfigError: one is too short, or not what ``qualitygate cache read-key`` prints.
        """
        if said := environment.get(VARIABLE, ""):
            if len(said) < SHORTEST:
                raise ConfigError(f"{VARIABLE}: expected at least {SHORTEST} characters, got {len(said)}")
            writing = _derived(said.encode("utf-8", "surrogateescape"), b"pack writing")
            return cls(_derived(writing, b"pack reading"), writing)
        if said := environment.get(READING, ""):
            try:
                key = bytes.fromhex(said)
            except ValueError:
                key = b""
            if len(key) != _SEAL:
                what = f"what 'qualitygate cache read-key' prints: {2 * _SEAL} hex digits"
                raise ConfigError(f"{READING}: expected {what}")
            return cls(key)
        return None


def sealed(payload: bytes, name: str, keys: Keys) -> bytes:
    """Return the pack, for this name alone. Who can only read signs for readers, in both places.

    Raises:
        TooLargeError: nobody would take it.
    """
    if len(payload) > _LARGEST_PAYLOAD:
        raise TooLargeError(f"results of {len(payload):,} bytes are more than a pack holds, {_LARGEST_PAYLOAD:,}")
    body = zlib.compress(payload, 1)
    if _BODY + len(body) > LARGEST:
        raise TooLargeError(f"a pack of {_BODY + len(body):,} bytes is larger than one may be, {LARGEST:,}")
    return _FORMAT + _mac(body, name, keys.writing or keys.reading) + _mac(body, name, keys.reading) + body


def opened(pack: bytes, name: str, keys: Keys) -> bytes:
    """Return what was sealed for this name.

    Raises:
        NotOursError: it was not, or not with a key that is believed here.
    """
    first, second, body = pack[len(_FORMAT) : len(_FORMAT) + _SEAL], pack[len(_FORMAT) + _SEAL : _BODY], pack[_BODY:]
    seal, key = (first, keys.writing) if keys.writing else (second, keys.reading)
    if pack[: len(_FORMAT)] != _FORMAT or not hmac.compare_digest(seal, _mac(body, name, key)):
        raise NotOursError("it does not verify")
    unpacking = zlib.decompressobj()
    try:
        payload = unpacking.decompress(body, _LARGEST_PAYLOAD)
    except zlib.error as error:
        raise NotOursError(str(error)) from error
    if not unpacking.eof or unpacking.unused_data:
        raise NotOursError("it is cut short, or too large")
    return payload


def _derived(secret: bytes, purpose: bytes) -> bytes:
    return blake2b(blake2b(secret, digest_size=_SEAL).digest(), key=purpose, digest_size=_SEAL).digest()


def _mac(body: bytes, name: str, key: bytes) -> bytes:
    return blake2b(name.encode("ascii") + b"\0" + body, key=key, digest_size=_SEAL).digest()
