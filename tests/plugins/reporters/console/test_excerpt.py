"""Carets under source lines, as drawings."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualitygate_plugins.reporters.console.excerpt import excerpt


def drawn(text: str, marked: str, room: int = 40) -> str:
    """Draw ``text`` with carets under the first place of ``marked`` in it."""
    start = text.index(marked)
    return "\n".join(excerpt(text, start, start + len(marked), room=room))


@pytest.mark.parametrize(
    ("text", "marked", "drawing"),
    [
        pytest.param("x = bad + 1", "bad", "x = bad + 1\n    ^^^", id="plain"),
        pytest.param("\tx = bad", "bad", "    x = bad\n        ^^^", id="tab before"),
        pytest.param("ab\tx = bad", "bad", "ab  x = bad\n        ^^^", id="tab stops every four cells"),
        pytest.param("a\tb", "\t", "a   b\n ^^^", id="the tab itself"),
        pytest.param("x = '日本'; bad", "bad", "x = '日本'; bad\n            ^^^", id="wide characters before"),
        pytest.param("x = '日本'", "本", "x = '日本'\n       ^^", id="a wide character itself"),
        pytest.param("x = '\U0001f600'; bad", "bad", "x = '\U0001f600'; bad\n          ^^^", id="emoji before"),
        pytest.param("x = '\U0001d4b3'; bad", "bad", "x = '\U0001d4b3'; bad\n         ^^^", id="narrow astral before"),
        pytest.param("x = 'e\u0301'; bad", "bad", "x = 'e\u0301'; bad\n         ^^^", id="combining accent before"),
        pytest.param("x = '\x1b'; bad", "bad", "x = '\\x1b'; bad\n            ^^^", id="escape before"),
        pytest.param("x = bad", "", "x = bad\n^", id="an empty range is one caret"),
    ],
)
def test_carets_stand_under_the_marked_text(text: str, marked: str, drawing: str) -> None:
    assert drawn(text, marked) == drawing


def test_trailing_blanks_are_kept_and_marked() -> None:
    assert excerpt("x = 1  ", 5, 7, room=40) == ("x = 1  ", "     ^^")


def test_an_end_of_line_can_be_marked() -> None:
    assert excerpt("x = 1", 5, 5, room=40) == ("x = 1", "     ^")
    assert excerpt("x = 1", 90, 95, room=40) == ("x = 1", "     ^")
    assert excerpt("", 0, 0, room=40) == ("", "^")


def test_an_unknown_column_marks_nothing() -> None:
    assert excerpt("x = 1", -1, 3, room=40) == ("x = 1", "")


@pytest.mark.parametrize(
    ("text", "drawing"),
    [
        pytest.param("0123456 BAD 890123456789", "0123456 BAD 89012...\n        ^^^", id="end cut"),
        pytest.param("0123456789012345 BAD", "...456789012345 BAD\n                ^^^", id="beginning cut"),
        pytest.param("01234567890123456789 BAD 67890123456789", "...56789 BAD 6789...\n         ^^^", id="both cut"),
        pytest.param("日本日本日本日本日本 BAD 日本日本日本", "...日本 BAD 日本...\n        ^^^", id="wide characters"),
        pytest.param("x" * 9 + "BAD" + "D" * 30, "xxxxxxxxxBADDDDDD...\n         ^^^", id="inside a word"),
    ],
)
def test_a_line_too_wide_is_cut_around_the_carets(text: str, drawing: str) -> None:
    assert drawn(text, "BAD", room=20) == drawing


def test_carets_end_where_the_line_is_cut() -> None:
    code, carets = excerpt("x" * 200, 100, 200, room=20)
    assert (code, carets) == ("...xxxxxxxxxxxxxx...", "         ^^^^^^^^")


def test_a_line_of_megabytes_is_cut_without_reading_it_all() -> None:
    assert len(excerpt("x" * 5_000_000, 4_000_000, 4_000_001, room=80)[0]) == 80


def cells(text: str) -> int:
    combining = sum(unicodedata.category(character) in ("Mn", "Me", "Cf") for character in text)
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) - combining + wide


@given(text=st.text(max_size=120), start=st.integers(-1, 130), length=st.integers(0, 50), room=st.integers(20, 60))
def test_nothing_is_wider_than_there_is_room(text: str, start: int, length: int, room: int) -> None:
    code, carets = excerpt(text, start, start + length, room=room)
    assert cells(code) <= room
    assert len(carets) <= room
    assert carets.endswith("^") is (start >= 0)
