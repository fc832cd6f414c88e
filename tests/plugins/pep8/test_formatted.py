"""Formatted strings, which have tokens inside from Python 3.12 on: flake8's answer, before a repair and behind it."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import assume, given, settings as hypothesis_settings

from qualitygate.api import Source
from qualitygate.testing.checkers import run_checker
from qualitygate_plugins.pep8.codes import CODES
from tests.flake8_reference import Row, flake8_findings
from tests.formatted_strings import texts

from .fixes.fixing import ROUNDS, fix_text, pep8_checker, tree_of

HAS_TOKENS = sys.version_info >= (3, 12)


def our_findings(text: str) -> list[Row]:
    found = run_checker(pep8_checker(), text)
    return sorted({(item.location.line, item.location.column, item.code, item.message) for item in found})


def their_findings(text: str) -> list[Row]:
    """What flake8 says; it fails at a brace behind a lone backslash, and where CPython does (3.12.1 to 3.14.2)."""
    try:
        return flake8_findings(text)
    except (IndexError, SystemError, MemoryError):
        assume(False)
        raise


def test_findings_in_and_around_formatted_strings_are_those_of_flake8() -> None:
    checker = pep8_checker()  # one for all texts: what it remembers of one must be right for the next

    @hypothesis_settings(max_examples=250, deadline=None)
    @given(texts())
    def compare(text: str) -> None:
        expected = their_findings(text)
        found = run_checker(checker, text)
        assert sorted({(i.location.line, i.location.column, i.code, i.message) for i in found}) == expected

    compare()


@given(texts())
@hypothesis_settings(max_examples=120, deadline=None)
def test_a_repair_leaves_the_program_as_it_was_and_flake8_agrees_about_the_rest(text: str) -> None:
    their_findings(text)
    fixed = fix_text(text, pep8_checker(frozenset(CODES) - {"E402", "W503", "W504"}))
    assert Source.from_text(fixed.text).tree is not None
    assert tree_of(fixed.text) == tree_of(text)
    assert fixed.rounds < ROUNDS
    assert our_findings(fixed.text) == their_findings(fixed.text)


needs_tokens = pytest.mark.skipif(not HAS_TOKENS, reason="needs another Python: 3.12 or later")


@needs_tokens
@pytest.mark.parametrize(
    ("text", "column"),
    [("x = f'\\{name}'\n", 7), ("x = f'a\\{b}\\d'\n", 8), ("x = f'{f\"\\{a}\"}'\n", 10)],
    ids=["alone", "before others", "nested"],
)
def test_e11_a_brace_behind_a_backslash_is_w605_where_python_warns(text: str, column: int) -> None:
    with pytest.raises(IndexError):
        flake8_findings(text)
    found = our_findings(text)
    assert (1, column, "W605", "invalid escape sequence '\\{'") in found


@needs_tokens
def test_e11_two_backslashes_before_a_brace_are_no_invalid_escape() -> None:
    assert our_findings("x = f'\\\\{name}'\n") == flake8_findings("x = f'\\\\{name}'\n") == []


@needs_tokens
def test_e11_with_such_a_brace_every_other_finding_is_kept() -> None:
    text = "import os,sys\nx = f'\\{name}'\ny=1 \n"
    assert [row[2] for row in our_findings(text)] == ["E231", "E401", "W605", "E225", "W291"]


@pytest.mark.parametrize("letter", ["b", "r", "u", "B"])
def test_e11_a_line_that_is_only_a_prefix_is_no_docstring(letter: str) -> None:
    text = f"{letter}\nimport os\n"
    assert re.findall("E4..", str(our_findings(text))) == ["E402"]
