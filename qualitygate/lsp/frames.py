"""The frames that messages travel in: header lines, an empty line, as many bytes as the header says."""

from __future__ import annotations

import re
from typing import BinaryIO

#: A message of more bytes is somebody's mistake, and would fill the memory.
_LARGEST = 1 << 30
_LENGTH = re.compile(rb"\s*content-length\s*:\s*(\d{1,12})\s*", re.IGNORECASE)
#: What may stand in a header beside the length; anything else is no header.
_HEADER = re.compile(rb"[!-9;-~]+\s*:.*")


class FrameError(ValueError):
    """What came is no frame. The next one can be read all the same."""


def read_frame(stream: BinaryIO) -> bytes | None:
    """Return the next message's bytes; None when nothing comes any more.

    Names of header fields may be in any case, and lines may end with a line feed alone: the protocol takes its headers
    from HTTP, where both are so.

    Raises:
        FrameError: garbage stands before the header, or the header has no length.
    """
    length, garbage = -1, b""
    while True:
        line = stream.readline(10_000)
        if not line:
            return None
        if not line.strip():
            if length >= 0:
                break
            if garbage:
                raise FrameError(f"expected a header with Content-Length, got {garbage[:60]!r}")
            continue
        if found := _LENGTH.fullmatch(line):
            length = int(found[1])
        elif length < 0 or not _HEADER.match(line):
            garbage = garbage or line.strip()
    if length > _LARGEST:
        raise FrameError(f"expected at most {_LARGEST:,} bytes in a message, got {length:,}")
    body = stream.read(length)
    return body if len(body) == length else None


def write_frame(stream: BinaryIO, body: bytes) -> None:
    """Write a message.

    Raises:
        OSError: nobody reads any more.
    """
    stream.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    stream.flush()
