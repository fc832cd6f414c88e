"""Files that are noticed when they are damaged, cut short or foreign, and that appear whole or not at all."""

from __future__ import annotations

import os
import time
from _blake2 import blake2b

TYPE_CHECKING = False  # typing costs 5 ms
if TYPE_CHECKING:
    from io import FileIO

#: Changes with everything that is written behind it.
_FORMAT = b"qualitygate cache 2\n"
_SEAL = 32  # bytes
_HEADER = len(_FORMAT) + _SEAL


class DamagedError(ValueError):
    """A file is not what was written."""


def read_sealed(path: str, purpose: bytes) -> memoryview | None:
    """Return what :func:`write_sealed` wrote; None when there is no such file.

    Raises:
        DamagedError: it holds anything else.
        OSError: it cannot be read.
    """
    try:
        with open(path, "rb") as file:
            data = memoryview(file.read())
    except FileNotFoundError:
        return None
    if data[: len(_FORMAT)] != _FORMAT or data[len(_FORMAT) : _HEADER] != _seal(data[_HEADER:], purpose):
        raise DamagedError(f"{path} is damaged or was written by another version")
    return data[_HEADER:]


def write_sealed(path: str, purpose: bytes, content: bytes) -> None:
    """Write a file under a name of its own and rename it: readers see the old one or the new one.

    Raises:
        OSError: it cannot be written; the old one stays.
    """
    temporary = f"{path}.{os.getpid()}-{time.time_ns()}.tmp"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with open(descriptor, "wb", buffering=0) as file:
            for part in (_FORMAT, _seal(content, purpose), content):
                _write_all(file, part)
        os.replace(temporary, path)
    except BaseException:
        _remove(temporary)
        raise


def _write_all(file: FileIO, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]


def _seal(content: bytes | memoryview, purpose: bytes) -> bytes:
    return blake2b(content, digest_size=_SEAL, person=purpose).digest()


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        pass  # somebody cleaned up
