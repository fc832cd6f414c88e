"""Backslashes that escape nothing keep their meaning: by a raw literal, or doubled."""

from __future__ import annotations

import sys

import pytest

from .fixing import repair


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(r"x = '\d+\.'", r"x = r'\d+\.'", id="raw"),
        pytest.param(r"x = '\d\n'", r"x = '\\d\n'", id="doubled beside a valid escape"),
        pytest.param(r"x = '\d\'\e'", r"x = '\\d\'\\e'", id="doubled beside a quote"),
        pytest.param(r"x = '\d\\'", r"x = '\\d\\'", id="doubled beside a backslash"),
        pytest.param(r"x = b'\d'", r"x = br'\d'", id="bytes"),
        pytest.param("b'\\d'\nimport a", "br'\\d'\nimport a", id="bytes in front of imports, so that E402 stays away"),
        pytest.param(r"x = u'\d'", r"x = u'\\d'", id="a u cannot be raw"),
        pytest.param(r"x = f'\d{a}'", r"x = rf'\d{a}'", id="formatted"),
        pytest.param(r"x = f'\d{a}\n'", r"x = f'\\d{a}\n'", id="formatted beside a valid escape"),
        pytest.param("x = '''a\n  \\d\n\\w'''", "x = r'''a\n  \\d\n\\w'''", id="several lines"),
        pytest.param("x = '''a\\\n  \\d'''", "x = '''a\\\n  \\\\d'''", id="a line that goes on"),
        pytest.param(r"x = '\d' '\n\w' r'\s'", r"x = r'\d' '\n\\w' r'\s'", id="each literal for itself"),
    ],
)
def test_an_invalid_escape_keeps_its_meaning(before: str, after: str) -> None:
    assert repair(before + "\n", "W605") == after + "\n"


@pytest.mark.skipif(sys.version_info < (3, 12), reason="needs another Python: f-strings are single tokens before 3.12")
@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(r"x = f'{{\d}}\n'", r"x = f'{{\\d}}\n'", id="doubled braces"),
        pytest.param(r"x = f'{'\d'}\n'", r"x = f'{r'\d'}\n'", id="a literal in a field"),
        pytest.param(r"x = f'\d{f'\w\n'}'", r"x = rf'\d{f'\\w\n'}'", id="formatted in formatted"),
    ],
)
def test_an_invalid_escape_in_a_formatted_string_keeps_its_meaning(before: str, after: str) -> None:
    assert repair(before + "\n", "W605") == after + "\n"
