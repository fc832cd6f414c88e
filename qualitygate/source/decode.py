"""Bytes to text: byte order mark, PEP 263 cookie, newline kinds, and what could not be decoded.

Its facts are pinned by tests/unit/source/test_decode.py.
"""

from __future__ import annotations

import io
import tokenize

from msgspec import Struct

_BOM = b"\xef\xbb\xbf"


class Decoded(Struct, frozen=True):
    """A text whose line breaks are all ``\\n``, and how to write it back."""

    text: str
    encoding: str  #: Python codec name; "utf-8-sig" when the file starts with a byte order mark
    problem: str = ""  #: why the declared encoding did not hold (the text is then read as latin-1)


def decode_python(data: bytes) -> Decoded:
    """Decode a Python file by its byte order mark and PEP 263 cookie.

    What cannot be decoded is read as latin-1, as flake8 does (7.5, ``FileProcessor.read_lines_from_filename``), so
    that the rest of the file is still checked; :attr:`Decoded.problem` then says what was wrong.
    """
    encoding = "utf-8"
    try:
        if data.startswith(_BOM) or b"coding" in _first_two_lines(data):
            encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        return Decoded(_universal_newlines(_decode(data, encoding)), encoding)
    except UnicodeDecodeError as error:
        problem = _say_where(error, data, encoding)
    except (SyntaxError, LookupError, UnicodeError) as error:
        problem = str(error).partition(";")[0]  # what follows is advice on codecs for programs
    return _latin_1(data, problem)


def decode_text(data: bytes) -> Decoded:
    """Decode a template, document or catalogue: UTF-8, with or without a byte order mark, else latin-1."""
    encoding = "utf-8-sig" if data.startswith(_BOM) else "utf-8"
    try:
        return Decoded(_universal_newlines(data.decode(encoding)), encoding)
    except UnicodeDecodeError as error:
        return _latin_1(data, _say_where(error, data, "UTF-8"))


def decode_unchanged(data: bytes, encoding: str) -> str:
    """Decode and keep the line breaks as they are; ``encoding`` is that of a :class:`Decoded` without a problem."""
    return _decode(data, encoding)


def _decode(data: bytes, encoding: str) -> str:
    if encoding.startswith("utf-8"):
        return data.decode(encoding)
    # as Python and flake8 read a file: bytes.decode() would take UTF-16 without a byte order mark
    return io.TextIOWrapper(io.BytesIO(data), encoding, newline="").read()


def _latin_1(data: bytes, problem: str) -> Decoded:
    return Decoded(_universal_newlines(data.removeprefix(_BOM).decode("latin-1")), "latin-1", problem)


def _say_where(error: UnicodeDecodeError, data: bytes, encoding: str) -> str:
    offset = error.start + len(data) - len(error.object)  # the codec of "utf-8-sig" leaves the mark out
    return f"byte {error.object[error.start]:#04x} at offset {offset} is not {encoding}"


def _first_two_lines(data: bytes) -> bytes:
    """Return what :func:`tokenize.detect_encoding` looks at; it knows no line break but ``\\n``."""
    end = data.find(b"\n")
    end = data.find(b"\n", end + 1) if end >= 0 else end
    return data if end < 0 else data[:end]


def _universal_newlines(text: str) -> str:
    if "\r" not in text:
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n")
