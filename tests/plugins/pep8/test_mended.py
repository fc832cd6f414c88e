"""Functions of pycodestyle answer where they would raise, and as ever where they do not."""

from __future__ import annotations

import io
import sys
import tokenize
from collections.abc import Iterator

import pycodestyle
import pytest

from qualitygate_plugins.pep8.mended import mended

ESCAPES = "python_3000_invalid_escape_sequence"
IMPORTS = "module_imports_on_top_of_file"


def _escapes(text: str) -> list[str]:
    tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    return [said for _, said in mended(ESCAPES, getattr(pycodestyle, ESCAPES))(text, tokens, False)]


def test_an_escape_is_found_as_ever() -> None:
    assert [said[:4] for said in _escapes("x = '\\d'\n")] == ["W605"]


@pytest.mark.skipif(sys.version_info < (3, 12), reason="needs another Python: f-strings are one token before 3.12")
def test_a_backslash_before_the_brace_of_a_field_is_an_escape_that_there_is_not() -> None:
    assert [said[:4] for said in _escapes('x = f"\\{name}"\n')] == ["W605"]


def test_a_line_of_one_letter_is_shown_with_a_blank_behind_it() -> None:
    def check(logical_line: str) -> Iterator[str]:
        yield logical_line

    assert [list(mended(IMPORTS, check)(line)) for line in ("u", "u = 1")] == [["u "], ["u = 1"]]


def test_any_other_function_is_left_as_it_is() -> None:
    assert mended("comparison_to_singleton", len) is len
