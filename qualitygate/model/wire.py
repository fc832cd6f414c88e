"""Values as bytes and back: the one format for pipes, caches and memories, and no code runs when it is read."""

from __future__ import annotations

from typing import Generic, TypeVar

import msgspec

Value = TypeVar("Value")

#: Part of every stored file; a reader refuses another one.
WIRE_VERSION = 4


def to_bytes(value: object) -> bytes:
    """Write a value as JSON, by the fields of its type and so with all of them; the same value always alike.

    Only what holds sets need not come out alike twice.
    """
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:  # half a surrogate pair, as names of files have that are not in UTF-8
        import json  # here: few runs need it

        return json.dumps(msgspec.to_builtins(value), separators=(",", ":")).encode("ascii")


class Reader(Generic[Value]):
    """Reads back what :func:`to_bytes` made of values of one type."""

    def __init__(self, of: type[Value]) -> None:
        self._of = of
        self._decode = msgspec.json.Decoder(of).decode

    def read(self, data: bytes | memoryview) -> Value:
        """Return the value.

        Raises:
            ValueError: it is none of that type; the message says where in it, and what was expected.
        """
        try:
            return self._decode(data)
        except msgspec.ValidationError:
            raise
        except msgspec.DecodeError:  # half a surrogate pair, which it does not read
            import json  # here: as above

            return msgspec.convert(json.loads(bytes(data)), self._of)
