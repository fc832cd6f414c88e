"""What git would store of a file on the disk: its built-in conversions, made here, and no filter run.

gitattributes(5) describes them. Filters are programs that the repository's configuration names; what a file with one
becomes is not known.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable

from msgspec import Struct

from qualitygate.vcs.command import Git

_IDENT = re.compile(rb"\$Id:[^$\n]*\$")
#: ``text`` of the attributes, and ``crlf``, its old name, to what is done to line ends.
_LINE_ENDS = {"set": "text", "unset": "", "auto": "auto", "input": "text"}
#: Control characters that git does not take for text (``gather_stats`` in convert.c); line ends are counted apart.
_ODD = bytes(code for code in (*range(32), 127) if code not in b"\b\t\x1b\x0c\r\n")


class Conversion(Struct, frozen=True):
    """What happens to a file between disk and store."""

    line_ends: str = ""  #: "text": CRLF becomes LF; "auto": where it looks like text, and the index has no CRLF
    ident: bool = False  #: ``$Id: …$`` becomes ``$Id$``
    encoding: str = ""  #: of the file on the disk; it is stored as UTF-8
    filter: str = ""  #: the name of a program that we do not run


NO_CONVERSION = Conversion()


def conversions(git: Git, paths: Iterable[str]) -> dict[str, Conversion]:
    """Return the conversions of some files; those without any are missing.

    Raises:
        RevisionError: git cannot read its configuration.
    """
    data = b"".join(path.encode("utf-8", "surrogateescape") + b"\0" for path in paths)
    if not data:
        return {}
    git.begin("config", "-z", "--get-regexp", _CONFIGURED)
    attributes: dict[str, dict[str, str]] = {}
    fields = iter(git.fields("check-attr", "--stdin", "-z", "--all", data=data))
    for path, name, value in zip(fields, fields, fields, strict=True):
        attributes.setdefault(path, {})[name] = value
    guesses, filters = _configured(git)
    concerned = _split(data) if guesses else attributes  # without attributes only a guess can convert
    found = {path: _conversion(attributes.get(path, {}), filters, guesses=guesses) for path in concerned}
    return {path: each for path, each in found.items() if each != NO_CONVERSION}


def stored(data: bytes, conversion: Conversion, indexed: Callable[[], bytes]) -> bytes | None:
    """Return what git would store of ``data``; None where only a filter knows, or git would refuse.

    ``indexed`` gives what the index has of the file now.
    """
    if conversion.filter:
        return None
    if conversion.encoding:
        try:
            data = data.decode(conversion.encoding).encode("utf-8")
        except (LookupError, UnicodeError):
            return None
    if b"\r\n" in data and _loses_carriage_returns(data, conversion, indexed):
        data = data.replace(b"\r\n", b"\n")
    return _IDENT.sub(b"$Id$", data) if conversion.ident else data


def checked_out(data: bytes, conversion: Conversion) -> bytes:
    """Return stored content in the encoding that its file on the disk has."""
    if not conversion.encoding or conversion.filter:
        return data
    try:
        return data.decode("utf-8").encode(conversion.encoding)
    except (LookupError, UnicodeError):
        return data


def blob_id(data: bytes, like: str) -> str:
    """Return the id that git gives to content, by the hash of another id."""
    name = "sha256" if len(like) == 64 else "sha1"
    return hashlib.new(name, b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


_CONFIGURED = r"^(core\.autocrlf|filter\..*\.(clean|process))$"


def _configured(git: Git) -> tuple[bool, frozenset[str]]:
    """Return whether line ends are guessed where no attribute speaks of them, and the names of filters."""
    guesses, filters = False, set()
    for entry in git.ask("config", "-z", "--get-regexp", _CONFIGURED).stdout.decode("utf-8", "replace").split("\0"):
        key, newline, value = entry.partition("\n")
        if key == "core.autocrlf":  # without a value: true
            guesses = not newline or value.lower() in ("input", "true", "yes", "on") or value.strip("0").isdecimal()
        elif key:
            filters.add(key.removeprefix("filter.").rpartition(".")[0])
    return guesses, frozenset(filters)


def _conversion(attributes: dict[str, str], filters: frozenset[str], *, guesses: bool) -> Conversion:
    line_ends = _LINE_ENDS.get(attributes.get("text", ""))
    if line_ends is None:
        line_ends = _LINE_ENDS.get(attributes.get("crlf", ""))
    if attributes.get("eol") in ("lf", "crlf") and line_ends is None:
        line_ends = "text"
    if line_ends is None:
        line_ends = "auto" if guesses else ""
    encoding = attributes.get("working-tree-encoding", "")
    name = attributes.get("filter", "")
    return Conversion(
        line_ends,
        attributes.get("ident") == "set",
        "" if encoding.upper() in ("SET", "UNSET", "UTF-8", "UTF8") else _codec(encoding),
        name if name in filters else "",
    )


def _codec(encoding: str) -> str:
    """Return Python's name of an encoding of git's, which has one of its own for UTF-16 with a byte order mark."""
    return "utf-16" if encoding.upper() == "UTF-16LE-BOM" else encoding


def _split(data: bytes) -> list[str]:
    return data.decode("utf-8", "surrogateescape").split("\0")[:-1]


def _loses_carriage_returns(data: bytes, conversion: Conversion, indexed: Callable[[], bytes]) -> bool:
    if conversion.line_ends != "auto":
        return conversion.line_ends == "text"
    if _is_binary(data):
        return False
    before = indexed()
    return b"\r\n" not in before or _is_binary(before)


def _is_binary(data: bytes) -> bool:
    """Does git hold this to be no text: a lone CR, a NUL, or more than one odd character in 128 others?"""
    if b"\0" in data or data.count(b"\r") != data.count(b"\r\n"):
        return True
    ends = data.count(b"\n") + data.count(b"\r")
    odd = len(data) - len(data.translate(None, _ODD)) - data.endswith(b"\x1a")
    return (len(data) - ends - odd - data.endswith(b"\x1a")) >> 7 < odd
