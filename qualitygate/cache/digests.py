"""Digests of what lies on the disk; b"" for what cannot be read, which is equal to nothing.

Its imports are pinned by tests/meta/test_import_weight.py.
"""

from __future__ import annotations

import os
from _blake2 import blake2b  # hashlib loads OpenSSL first, 3 ms

TYPE_CHECKING = False  # typing costs 5 ms
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

#: Bytes of a digest: no two of a project's files have one by chance.
SIZE = 16
#: Bytes at the start of a file that tell its kind; as ``files.kinds.HEAD_SIZE``, which this layer may not import.
_HEAD = 256
#: Comes and goes as modules are imported, and is nobody's source.
_PASSED_OVER = "__pycache__"
#: Regular or not at all: a FIFO must not block.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def of_bytes(data: bytes) -> bytes:
    """Return the digest of some bytes."""
    return blake2b(data, digest_size=SIZE).digest()


def of_parts(parts: Iterable[bytes]) -> bytes:
    """Return the digest of several values: of no other ones, joined or cut elsewhere, too."""
    return of_bytes(b"".join([b"%d:" % len(part) + part for part in parts]))


#: What a glance at a directory tells: that it is one.
DIRECTORY = of_bytes(b"directory")


def of_variables(names: Iterable[bytes]) -> bytes:
    """Return the digest of what some environment variables are, set or not."""
    values = [(name, os.environ.get(os.fsdecode(name))) for name in names]
    return of_bytes(b"\0".join(name if value is None else name + b"=" + os.fsencode(value) for name, value in values))


def of_content(path: str | bytes) -> bytes:
    """Return the digest of a file's content."""
    try:
        with open(os.open(path, _FLAGS), "rb") as file:
            return of_bytes(file.read())
    except OSError:
        return b""


def of_input(path: str | bytes) -> bytes:
    """Return the digest of a file's content, and of whether it is a link: git follows none to its ignore files."""
    digest = of_content(path)
    return of_bytes(b"link" + digest) if digest and os.path.islink(path) else digest


def of_listing(path: str | bytes) -> bytes:
    """Return the digest of the names in a directory, and of what each one is."""
    try:
        with os.scandir(path) as entries:
            return of_entries(entries)
    except OSError:
        return b""


def of_entries(entries: Iterable[os.DirEntry[Any]]) -> bytes:
    """Return the digest of the entries of a directory."""
    rows = [os.fsencode(entry.name) + _type(entry) for entry in entries if os.fsdecode(entry.name) != _PASSED_OVER]
    rows.sort()
    return of_bytes(b"\0".join(rows))


def of_glance(path: str | bytes) -> bytes:
    """Return the digest of what a glance at a path tells: a directory, a file's first bytes, a link's lost target."""
    try:
        if os.path.isdir(path):
            return DIRECTORY
        descriptor = os.open(path, _FLAGS)
        try:
            return of_bytes(b"file" + os.read(descriptor, _HEAD))
        finally:
            os.close(descriptor)
    except FileNotFoundError:
        return of_bytes(b"to " + os.readlink(os.fsencode(path))) if os.path.islink(path) else b""
    except OSError:
        return b""


def _type(entry: os.DirEntry[Any]) -> bytes:
    if entry.is_symlink():
        return b"@"
    return b"/" if entry.is_dir() else b"." if entry.is_file() else b"|"
