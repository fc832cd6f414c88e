"""Files that are noticed when they are damaged, cut short or somebody else's, and that appear whole or not at all.

Its imports are pinned by tests/meta/test_import_weight.py.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from _blake2 import blake2b

from qualitygate.cache.secret import secret

TYPE_CHECKING = False  # typing costs 5 ms
if TYPE_CHECKING:
    from io import FileIO

#: How every file begins that any version has written.
_OURS = b"qualitygate cache "
#: Changes with everything that is written behind it.
_FORMAT = _OURS + b"4\n"
_SEAL = 32  # bytes
_HEADER = len(_FORMAT) + _SEAL
#: A link could lead anywhere, and a FIFO would block.
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class DamagedError(ValueError):
    """A file is not what was written."""


def read_sealed(path: str, purpose: bytes) -> memoryview | None:
    """Return what :func:`write_sealed` wrote; None when there is no such file.

    Raises:
        DamagedError: it holds anything else.
        OSError: it cannot be read.
    """
    try:
        with open(os.open(path, _FLAGS), "rb") as file:
            if problem := _problem(os.fstat(file.fileno())):
                raise DamagedError(f"{path} {problem}")
            data = memoryview(file.read())
    except FileNotFoundError:
        return None
    if data[: len(_FORMAT)] != _FORMAT or data[len(_FORMAT) : _HEADER] != _seal(data[_HEADER:], purpose):
        raise DamagedError(f"{path} is damaged, or was written by another version or with another secret")
    return data[_HEADER:]


def is_ours(path: str) -> bool:
    """Does a file begin as all do that any version of :func:`write_sealed` wrote, with whatever secret?"""
    try:
        with open(os.open(path, _FLAGS), "rb", buffering=0) as file:
            return not _problem(os.fstat(file.fileno())) and file.read(len(_OURS)) == _OURS
    except OSError:
        return False


def _problem(status: os.stat_result) -> str:
    """Say why a file may not be read; what others can write could hide findings."""
    if not stat.S_ISREG(status.st_mode):
        return "is not a regular file"
    if sys.platform == "win32":
        return ""
    if status.st_uid != os.geteuid():
        return "belongs to another user"
    return "can be written by others" if status.st_mode & 0o022 else ""


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
    return blake2b(content, digest_size=_SEAL, person=purpose, key=secret()).digest()


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        pass  # somebody cleaned up
