"""Escapes are taken out of strings without moving what stands behind them."""

from __future__ import annotations

import pytest

from qualitygate_plugins.spelling.prose import GLUE, TAKEN
from qualitygate_plugins.spelling.readers.escapes import without_escapes


@pytest.mark.parametrize(
    ("body", "read"),
    [
        (r"Git\nHub", "Git \nHub"),
        (r"caf\u00e9s", f"caf{GLUE * 6}s"),
        (r"\x47itHub", f"{GLUE * 4}itHub"),
        (r"a\\b", rf"a{TAKEN}\b"),
        (r"it\'s", f"it{TAKEN}'s"),
    ],
    ids=["line-break", "letter", "letter-by-byte", "backslash", "quote"],
)
def test_a_letter_stays_part_of_its_word_and_a_line_break_ends_it(body: str, read: str) -> None:
    assert without_escapes(body, "") == read


def test_a_raw_string_has_no_escapes() -> None:
    assert without_escapes(r"Git\nHub", "r") == r"Git\nHub"
