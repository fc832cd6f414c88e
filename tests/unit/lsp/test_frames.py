"""Frames are read as they come, and garbage between them costs no more than itself."""

from __future__ import annotations

import io

import pytest

from qualitygate.lsp.frames import FrameError, read_frame, write_frame

GOOD = b"Content-Length: 2\r\n\r\n{}"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(GOOD, id="as everybody writes it"),
        pytest.param(b"content-length: 2\r\n\r\n{}", id="in small letters"),
        pytest.param(b"CONTENT-LENGTH:2\r\n\r\n{}", id="in capitals, without a blank"),
        pytest.param(b"Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}", id="behind another field"),
        pytest.param(b"Content-Length: 2\r\nContent-Type: x; charset=utf-8\r\n\r\n{}", id="before another field"),
        pytest.param(b"Content-Length: 2\n\n{}", id="with line feeds alone"),
        pytest.param(b"hello\r\nContent-Length: 2\r\n\r\n{}", id="behind a line of garbage"),
        pytest.param(b"\r\n\r\n" + GOOD, id="behind empty lines"),
    ],
)
def test_a_frame_is_read_however_its_header_is_written(data: bytes) -> None:
    assert read_frame(io.BytesIO(data)) == b"{}"


@pytest.mark.parametrize("garbage", [b"Content-Length: x\r\n\r\n", b"Content-Length: -1\r\n\r\n", b"{}\r\n\r\n"])
def test_what_is_no_frame_is_said_and_the_next_one_is_read(garbage: bytes) -> None:
    stream = io.BytesIO(garbage + GOOD)

    with pytest.raises(FrameError, match="expected a header with Content-Length"):
        read_frame(stream)

    assert read_frame(stream) == b"{}"


def test_a_message_that_would_fill_the_memory_is_refused() -> None:
    with pytest.raises(FrameError, match="at most"):
        read_frame(io.BytesIO(b"Content-Length: 99999999999\r\n\r\n"))


@pytest.mark.parametrize("data", [b"", b"Content-Length: 5\r\n\r\n{}", b"Content-Le"])
def test_the_end_of_the_stream_is_the_end(data: bytes) -> None:
    assert read_frame(io.BytesIO(data)) is None


def test_what_is_written_can_be_read() -> None:
    stream = io.BytesIO()

    write_frame(stream, "é".encode())

    assert stream.getvalue() == b"Content-Length: 2\r\n\r\n\xc3\xa9"
