"""Lists and per-file-ignores, against flake8's own parsers."""

from __future__ import annotations

import pytest
from flake8.exceptions import ExecutionError
from flake8.utils import parse_comma_separated_list, parse_files_to_codes_mapping
from hypothesis import given
from hypothesis import strategies as st

from qualitygate.config.flake8_text import split_files_to_codes, split_list, without_comments, without_effect

_PIECES = st.sampled_from(["E501", "W", "f.py", "tests/*", "Abc", "E1x", ":", ",", " ", "\n", " : ", "é", "\t", "::"])


@given(st.text(st.sampled_from("EW1, \n\t\x1c\xa0;*/é")))
def test_lists_are_split_as_flake8_splits_them(text: str) -> None:
    assert split_list(text) == parse_comma_separated_list(text)


@given(st.lists(_PIECES).map("".join))
def test_per_file_ignores_are_split_as_flake8_splits_them(text: str) -> None:
    try:
        expected = parse_files_to_codes_mapping(text)
    except ExecutionError:
        with pytest.raises(ValueError, match="write 'pattern:CODE,CODE"):
            split_files_to_codes(text)
    else:
        assert split_files_to_codes(text) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (":F401", "':F401' begins without a pattern; write 'pattern:CODE,CODE'"),
        ("a.py:", "'a.py' has no codes; write 'pattern:CODE,CODE'"),
        ("a.py: b.py:F401", "'a.py' has no codes; write 'pattern:CODE,CODE'"),
        ("a.py:F401 b.py:", "'b.py' has no codes; write 'pattern:CODE,CODE'"),
        ("a.py,b.py:F401,E5 c.py:W", ""),
        ("", ""),
    ],
)
def test_what_flake8_drops_without_a_word_is_told(text: str, said: str) -> None:
    assert without_effect(text) == said


def test_comments_end_with_their_line() -> None:
    assert without_comments("E501 # long\nW1#2\n# all\nE2") == "E501\nW1#2\n\nE2"
