"""Reads mail: who it is from, what it is about, and the text of its parts, by the headers that ``email`` reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qualitygate.api import Source
from qualitygate_plugins.spelling.prose import GLUE, Builder, Prose, taken, without_code
from qualitygate_plugins.spelling.readers.markup import without_html
from qualitygate_plugins.spelling.readers.plain import read_lines

if TYPE_CHECKING:
    from email.message import Message

#: Parts inside parts that are looked into.
_DEEPEST = 10
_HEADER_LINE = re.compile(r"[!-9;-~]+:.*(?:\n[ \t].*)*", re.ASCII)
_READ_HEADERS = re.compile(r"(?:Subject|From|Reply-To|To|Cc|Organization|Comments):[ \t]*", re.IGNORECASE)
_ENCODED_WORD = re.compile(r"=\?[^?\s]+\?[bBqQ]\?[^?\s]*\?=")
#: Quoted-printable (RFC 2045, 6.7): a line that goes on, and bytes.
_QUOTED = re.compile(r"=[ \t]*\n|(?:=[\dA-Fa-f]{2})+")


def read(source: Source) -> Prose:
    """Read a message. What is in base64 cannot be read in its place. Nothing is safe to change: it may be signed."""
    builder = Builder()
    _read_part(builder, source.text, 0, len(source.text), _DEEPEST)
    return builder.prose()


def _read_part(builder: Builder, text: str, start: int, end: int, depth: int) -> None:
    """Read the headers and the body at ``text[start:end]``."""
    from email.parser import HeaderParser  # here: 15 ms, and few projects keep mail

    body = start
    while body < end and (header := _HEADER_LINE.match(text, body, end)):
        if name := _READ_HEADERS.match(header.group()):
            builder.add(text[body + name.end() : header.end()], body + name.end())
            builder.end_passage(lambda value: _ENCODED_WORD.sub(taken, value), unsafe=True)
        body = min(header.end() + 1, end)
    headers = HeaderParser().parsestr(text[start:body])
    if headers.get_content_maintype() == "multipart" and depth:
        for first, last in _parts(text, body, end, headers.get_boundary() or ""):
            _read_part(builder, text, first, last, depth - 1)
    elif headers.get_content_type() == "message/rfc822" and depth:
        _read_part(builder, text, body + 1, end, depth - 1)
    elif headers.get_content_maintype() == "text":
        _read_text(builder, text, body, end, headers)


def _parts(text: str, start: int, end: int, boundary: str) -> Iterator[tuple[int, int]]:
    if not boundary:
        return
    begin = -1
    for line in re.finditer(rf"^--{re.escape(boundary)}(--)?[ \t]*$", text[start:end], re.MULTILINE):
        if begin >= 0:
            yield start + begin, start + line.start()
        begin = -1 if line.group(1) else line.end() + 1


def _read_text(builder: Builder, text: str, start: int, end: int, headers: Message) -> None:
    encoding = str(headers.get("Content-Transfer-Encoding", "")).strip().lower()
    if encoding == "base64":
        return
    if encoding == "quoted-printable":
        _add_quoted(builder, text, start, end, headers.get_content_charset("utf-8"))
    else:
        builder.add(text[start:end], start)
    is_html = headers.get_content_subtype() in ("html", "xhtml", "xml")
    builder.end_passage(without_html if is_html else lambda body: read_lines(without_code(body)), unsafe=True)


def _add_quoted(builder: Builder, text: str, start: int, end: int, charset: str) -> None:
    """Add a body with its bytes decoded and its lines joined where they go on."""
    done = start
    for piece in _QUOTED.finditer(text, start, end):
        builder.add(text[done : piece.start()], done)
        done = piece.end()
        if not piece.group().endswith("\n"):
            decoded = _decoded(piece.group(), charset)
            builder.add(decoded, piece.start(), len(piece.group()))
    builder.add(text[done:end], done)


def _decoded(quoted: str, charset: str) -> str:
    try:
        return bytes.fromhex(quoted.replace("=", "")).decode(charset).replace("\r", "")
    except (LookupError, ValueError):
        return GLUE
