"""A change as a unified diff that ``git apply`` and ``patch -p1`` take, whatever bytes the file holds."""

from __future__ import annotations

import difflib
import os

from qualitygate.model.repair import RepairedFile

_NO_NEWLINE = b"\\ No newline at end of file\n"
#: git's C-style quoting of a name; other bytes that are not printable are octal. A name with a blank needs none.
_ESCAPES = {0x07: "\\a", 0x08: "\\b", 0x09: "\\t", 0x0A: "\\n", 0x0B: "\\v", 0x0C: "\\f", 0x0D: "\\r"}
_ESCAPES |= {0x22: '\\"', 0x5C: "\\\\"}


def unified_diff(change: RepairedFile, path: str) -> list[bytes]:
    """Return the lines of the diff with their line feeds. ``path`` is relative to where it shall be applied.

    Only a line feed ends a line, as in git: a carriage return is part of the line it ends.
    """
    name = os.fsencode(path)
    lines = difflib.diff_bytes(
        difflib.unified_diff,
        _lines(change.before),
        _lines(change.after),
        _quoted(b"a/" + name),
        _quoted(b"b/" + name),
    )
    return [line if line.endswith(b"\n") else line + b"\n" + _NO_NEWLINE for line in lines]


def _lines(data: bytes) -> list[bytes]:
    *lines, last = data.split(b"\n")
    return [line + b"\n" for line in lines] + ([last] if last else [])


def _quoted(name: bytes) -> bytes:
    """Quote a name as git does; behind a bare one with a blank git expects a tab, and other tools do not mind it."""
    if all(byte >= 0x20 and byte not in _ESCAPES and byte != 0x7F for byte in name):
        return name + b"\t" if b" " in name else name
    text = "".join(_ESCAPES.get(byte) or (chr(byte) if 0x20 <= byte < 0x7F else f"\\{byte:03o}") for byte in name)
    return f'"{text}"'.encode()
