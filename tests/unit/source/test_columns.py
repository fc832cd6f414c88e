"""Code points, UTF-8 bytes and UTF-16 units of one line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from qualitygate.source.columns import (
    codepoint_to_utf8,
    codepoint_to_utf16,
    utf8_to_codepoint,
    utf16_to_codepoint,
)

#: 8 code points, 13 bytes, 9 UTF-16 units: "é" takes two bytes, "𝒳" four and two units.
LINE = "x = é𝒳é "


@pytest.mark.parametrize(
    ("code_points", "utf8", "utf16"),
    [
        pytest.param(0, 0, 0, id="start"),
        pytest.param(4, 4, 4, id="behind ascii"),
        pytest.param(5, 6, 5, id="behind a two-byte character"),
        pytest.param(6, 10, 7, id="behind a surrogate pair"),
        pytest.param(7, 12, 8, id="behind another"),
        pytest.param(8, 13, 9, id="end"),
        pytest.param(11, 16, 12, id="behind the end"),
    ],
)
def test_an_offset_is_converted_there_and_back(code_points: int, utf8: int, utf16: int) -> None:
    assert codepoint_to_utf8(LINE, code_points) == utf8
    assert utf8_to_codepoint(LINE, utf8) == code_points
    assert codepoint_to_utf16(LINE, code_points) == utf16
    assert utf16_to_codepoint(LINE, utf16) == code_points


@pytest.mark.parametrize("byte", [6, 7, 8, 9])
def test_a_byte_inside_a_character_counts_as_that_character(byte: int) -> None:
    assert utf8_to_codepoint(LINE, byte) == 5


def test_the_second_half_of_a_surrogate_pair_counts_as_its_character() -> None:
    assert utf16_to_codepoint(LINE, 6) == 5


def test_an_ascii_line_is_the_same_in_every_unit() -> None:
    assert [
        convert("x = 1", 3)
        for convert in (codepoint_to_utf8, utf8_to_codepoint, codepoint_to_utf16, utf16_to_codepoint)
    ] == [3, 3, 3, 3]


_lines = st.text(st.sampled_from("a é€𝒳\u0301\ufeff\ud800"), max_size=12)


@given(_lines, st.data())
@settings(max_examples=80, deadline=None)
def test_converting_is_what_encoding_the_start_of_the_line_gives(line: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(line)))
    start = line[:offset]
    in_bytes = len(start.encode("utf-8", "surrogatepass"))
    in_units = len(start.encode("utf-16-le", "surrogatepass")) // 2
    assert codepoint_to_utf8(line, offset) == in_bytes
    assert codepoint_to_utf16(line, offset) == in_units
    assert utf8_to_codepoint(line, in_bytes) == offset
    assert utf16_to_codepoint(line, in_units) == offset


@given(_lines, st.integers(0, 60))
@settings(max_examples=80, deadline=None)
def test_any_byte_belongs_to_the_character_that_holds_it(line: str, byte: int) -> None:
    owners = [index for index, character in enumerate(line) for _ in character.encode("utf-8", "surrogatepass")]
    expected = owners[byte] if byte < len(owners) else len(line) + byte - len(owners)
    assert utf8_to_codepoint(line, byte) == expected
