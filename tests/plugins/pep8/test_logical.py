"""Logical lines are those that pycodestyle builds."""

from __future__ import annotations

import io
import tokenize

import pycodestyle
import pytest

from qualitygate_plugins.pep8.logical import build_logical_line


@pytest.mark.parametrize(
    "text",
    [
        "x = f(1,\n      'a b',  # why\n      [2])\n",
        "x = [\n    1, 2,\n]\n",
        "x = (a +\n     b)\n",
        "é = 'ü'; y = rb'x'\n",
    ],
    ids=["call", "list", "operator", "letters"],
)
def test_a_logical_line_is_pycodestyles(text: str) -> None:
    lines = text.splitlines(keepends=True)
    checker = pycodestyle.Checker(lines=lines, options=pycodestyle.StyleGuide(select=[]).options)
    checker.tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    checker.build_tokens_line()
    tokens = [token for token in checker.tokens if token.type != tokenize.ENDMARKER]

    assert build_logical_line(tokens, lines).text == checker.logical_line


def test_an_offset_is_a_place_in_the_source() -> None:
    text = "x = f(1,\n      22)\n"
    tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    logical = build_logical_line(tokens, text.splitlines(keepends=True))

    assert logical.position(logical.text.index("22")) == (2, 6)
    assert logical.position((7, 3)) == (7, 3)
