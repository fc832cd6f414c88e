"""Bytes to text: what is decoded how, and that flake8 reads the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given, settings, strategies as st

from qualitygate.source.decode import Decoded, decode_python, decode_text
from qualitygate.source.source import Source
from tests.flake8_reference import flake8_lines

BOM = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    ("data", "decoded"),
    [
        pytest.param(b"", Decoded("", "utf-8"), id="empty"),
        pytest.param("é = 1\n".encode(), Decoded("é = 1\n", "utf-8"), id="utf-8"),
        pytest.param(BOM + "é\n".encode(), Decoded("é\n", "utf-8-sig"), id="utf-8 with a byte order mark"),
        pytest.param(BOM, Decoded("", "utf-8-sig"), id="only a byte order mark"),
        pytest.param(
            b"# coding: latin-1\n\xe9\n", Decoded("# coding: latin-1\né\n", "iso-8859-1"), id="latin-1 cookie"
        ),
        pytest.param(
            b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\n\x80\n",
            Decoded("#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\n€\n", "cp1252"),
            id="cookie in the second line",
        ),
        pytest.param(
            b"x = 1\n# coding: latin-1\n", Decoded("x = 1\n# coding: latin-1\n", "utf-8"), id="cookie below code"
        ),
        pytest.param(
            BOM + b"# coding: utf-8\n", Decoded("# coding: utf-8\n", "utf-8-sig"), id="mark and cookie agree"
        ),
        pytest.param(
            b"# coding: koi8-r\n# \xc1\n", Decoded("# coding: koi8-r\n# а\n", "koi8-r"), id="koi8-r cookie"
        ),
    ],
)
def test_python_is_decoded_as_it_says(data: bytes, decoded: Decoded) -> None:
    assert decode_python(data) == decoded


@pytest.mark.parametrize(
    ("data", "text", "problem"),
    [
        pytest.param(b"a = '\xe9'\n", "a = 'é'\n", "byte 0xe9 at offset 5 is not utf-8", id="not utf-8"),
        pytest.param(
            BOM + b"\n\na = '\xe9'\n",
            "\n\na = 'é'\n",
            "byte 0xe9 at offset 10 is not utf-8-sig",
            id="not utf-8 behind a mark",
        ),
        pytest.param(
            b"# coding: ascii\n\xe9\n", "# coding: ascii\né\n", "byte 0xe9 at offset 16 is not ascii", id="not ascii"
        ),
        pytest.param(
            b"# coding: klingon\n", "# coding: klingon\n", "unknown encoding: klingon", id="an unknown encoding"
        ),
        pytest.param(
            b"# coding: hex\n",
            "# coding: hex\n",
            "'hex' is not a text encoding",
            id="a codec from bytes to bytes",
        ),
        pytest.param(
            b"# coding: rot13\n",
            "# coding: rot13\n",
            "'rot13' is not a text encoding",
            id="a codec from text to text",
        ),
        pytest.param(
            BOM + b"# coding: latin-1\n\xe9\n",
            "# coding: latin-1\né\n",
            "encoding problem: utf-8",
            id="mark against cookie",
        ),
    ],
)
def test_what_cannot_be_decoded_is_read_as_latin_1_and_said(data: bytes, text: str, problem: str) -> None:
    assert decode_python(data) == Decoded(text, "latin-1", problem)


def test_utf_16_without_a_byte_order_mark_is_refused_as_python_does() -> None:
    decoded = decode_python(b"# coding: utf-16\nab\n")
    assert (decoded.text, decoded.encoding) == ("# coding: utf-16\nab\n", "latin-1")
    assert "utf-16" in decoded.problem.lower()


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(b"a\r\nb\r\n", "a\nb\n", id="windows"),
        pytest.param(b"a\rb\r", "a\nb\n", id="old mac"),
        pytest.param(b"a\r\nb\rc\nd", "a\nb\nc\nd", id="mixed"),
        pytest.param(b"a\r\r\nb", "a\n\nb", id="a lone carriage return before a windows line break"),
        pytest.param(b"a\x0cb\x0b\x1c\n", "a\x0cb\x0b\x1c\n", id="no line breaks"),
    ],
)
@pytest.mark.parametrize("decode", [decode_python, decode_text], ids=["python", "text"])
def test_every_line_break_becomes_a_line_feed(decode: Callable[[bytes], Decoded], data: bytes, text: str) -> None:
    assert decode(data).text == text


@pytest.mark.parametrize(
    ("data", "decoded"),
    [
        pytest.param("é\n".encode(), Decoded("é\n", "utf-8"), id="utf-8"),
        pytest.param(BOM + b"a\n", Decoded("a\n", "utf-8-sig"), id="a byte order mark"),
        pytest.param(b"caf\xe9\n", Decoded("café\n", "latin-1", "byte 0xe9 at offset 3 is not UTF-8"), id="latin-1"),
        pytest.param(
            BOM + b"caf\xe9\n",
            Decoded("café\n", "latin-1", "byte 0xe9 at offset 6 is not UTF-8"),
            id="latin-1 behind a mark",
        ),
        pytest.param(b"# coding: koi8-r\n", Decoded("# coding: koi8-r\n", "utf-8"), id="a cookie means nothing"),
    ],
)
def test_other_texts_are_utf_8_or_else_latin_1(data: bytes, decoded: Decoded) -> None:
    assert decode_text(data) == decoded


_cookies = st.sampled_from(
    [
        b"",
        BOM,
        BOM + b"# coding: utf-8\n",
        BOM + b"# coding: latin-1\n",
        b"# coding: utf-8\n",
        b"# -*- coding: latin-1 -*-\r\n",
        b"# -*- coding: cp1252 -*-\r",
        b"#!/bin/sh\n#encoding=koi8-r\n",
        b"\n\n# coding: latin-1\n",
        b"'''\n# coding: latin-1\n",
        b"# coding: unknown-8\n",
        b"# coding: shift_jis\n",
        b"# coding: utf-16\n",
        b"# coding: utf-7\n",
        b"# coding: punycode\n",
    ]
)
_pieces = st.sampled_from(
    [b"a = 1", b"\xe9", "é€𝒳\u2028".encode(), b"+AOk-", b"\n", b"\r\n", b"\r", b"\x0c", b"\x0b", b"\x85", b"\x00"]
)


@given(_cookies, st.lists(_pieces, max_size=8).map(b"".join))
@example(b"", b"#" * 5000 + b"\r# coding: latin-1\n\xe9")
@settings(max_examples=150, deadline=None)
def test_the_lines_are_those_that_flake8_reads(head: bytes, rest: bytes) -> None:
    assert Source("example.py", head + rest).lines == flake8_lines(head + rest)
