"""The code of a text without its strings and comments, and which rows are one logical line."""

from __future__ import annotations

import sys

import pytest

from qualitygate.api import Source
from qualitygate.api.lexing import bare_code, first_rows, unbalanced_brackets


def bare(text: str) -> str | None:
    return bare_code(Source.from_text(text))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x = 'a # (b'  # c [\n", 'x = ""  #\n'),
        ("x = r'\\'\ny = '''a\n(b\n'''\n", 'x = r""\ny = """\x01\x01"""\n'),
        ("x = 'a \\\n  b' + c\n", 'x = """\x01""" + c\n'),
        ("x = 1 \\\n    + 2\n", "x = 1 \\\n    + 2\n"),
    ],
)
def test_strings_are_their_quotes_and_comments_their_sign(text: str, code: str) -> None:
    text = text.replace("r'\\'", "r'\\d'")
    assert bare(text) == code


@pytest.mark.skipif(sys.version_info < (3, 12), reason="needs another Python: formatted strings have no tokens inside")
def test_code_in_formatted_strings_is_left_where_it_has_tokens() -> None:
    assert bare("x = f'a (b {c :>5} {d['e']}'\n") == 'x = f""{c :}{d[""]}\n'
    assert bare("x = f'''a {\n    b} '''\n") is None


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="needs another Python: formatted strings have tokens inside")
def test_a_formatted_string_is_its_quotes_where_it_has_no_tokens() -> None:
    assert bare("x = f'a (b {c :>5}'\n") == 'x = f""\n'


def test_of_brackets_those_are_left_that_a_row_does_not_close() -> None:
    assert unbalanced_brackets("f(a, [b], {\n    c: (d)})(\n)\nx\n") == [b"({", b"})(", b")", b"", b""]


def test_rows_in_brackets_and_behind_backslashes_belong_to_the_row_before() -> None:
    assert first_rows("f(\n    a[0],\n\n)\nx = 1 \\\n    + 2\ny\n") == [0, 0, 0, 0, 4, 4, 6, 7]
