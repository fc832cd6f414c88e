"""The tokens of a line are those of Python's own tokenizer."""

from __future__ import annotations

import functools
import inspect
import random
import re
import textwrap
import tokenize
from types import ModuleType

import pytest
from hypothesis import assume, given, strategies as st

from qualitygate.api import Source
from qualitygate_plugins.pep8.shapes.tokens import tokens_of

_LAYOUT = (tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
Token = tuple[int, str, tuple[int, int], tuple[int, int], str]


def by_python(text: str) -> list[list[Token]]:
    """The tokens of each logical line and each comment of a text, rows counted from its first one."""
    lines: list[list[Token]] = []
    line: list[tokenize.TokenInfo] = []
    for token in Source.from_text(text).tokens:
        if token.type in _LAYOUT or (token.type == tokenize.NL and not line):
            continue
        line.append(token)
        if token.type == tokenize.NEWLINE or (token.type == tokenize.NL and line[0].type == tokenize.COMMENT):
            base = line[0].start[0] - 1
            lines.append([
                (kind, string, (start[0] - base, start[1]), (end[0] - base, end[1]), physical)
                for kind, string, start, end, physical in line
            ])
            line = []
    return lines


def by_us(text: str) -> list[list[Token] | None]:
    lines = Source.from_text(text).lines
    row = 0
    found: list[list[Token] | None] = []
    for line in by_python(text):
        while not lines[row].strip():
            row += 1
        rows = line[-1][2][0]
        tokens = tokens_of(lines[row : row + rows])
        found.append(None if tokens is None else [tuple(token) for token in tokens])
        row += rows
    return found


@pytest.mark.parametrize("module", [functools, inspect, random, textwrap], ids=lambda module: str(module.__name__))
def test_every_line_of_a_real_module_has_the_tokens_that_python_gives_it(module: ModuleType) -> None:
    text = inspect.getsource(module)
    assert by_us(text) == by_python(text)


@pytest.mark.parametrize(
    "text",
    [
        "x = 0x1F + 0b1_0 - .5e-3j * 1_000. @ y\n",
        "x = 1if y else 2\n",
        "x: int = y if not'z'else\"in\"in rb'\\x00'\n",
        "f(x)[1:2, ...] **= ~-y != z >> 1 << 2 // 3 -> 4\n",
        'x = """one\n  two""", \'\'\'three\n\'\'\', 4\n',
        "x = 'one \\\n   two' + y\n",
        "x = (1,  # why\n\n     2, \\\n     3)\n",
        "# only a comment, \"quoted\"\n",
        "x = 'a' 'b' \\\n    'c'\n",
        "größe = naïve(\"ß\")\n",
    ],
    ids=["numbers", "glued", "keywords before quotes", "operators", "long strings", "joined string", "brackets",
         "comment", "joined lines", "letters"],
)
def test_a_line_has_the_tokens_that_python_gives_it(text: str) -> None:
    assert by_us(text) == by_python(text)


@pytest.mark.parametrize(
    "lines",
    [["x = (1,\n"], ["x = 1\n", "y = 2\n"], ["# one\n", "# two\n"]],
    ids=["open bracket", "two lines", "two comments"],
)
def test_what_is_not_one_line_has_none(lines: list[str]) -> None:
    assert tokens_of(lines) is None


PIECES = ["x", " ", "(", ")", "'", '"', "\\\n", "1", ".", "e", "#", "\n", "f", "if", "=="]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_any_valid_line_has_the_tokens_that_python_gives_it(text: str) -> None:
    source = Source.from_text(f"x{text}\n")
    assume(source.tree is not None and source.token_error is None)
    assume(not re.search(r"^[ ]*\\", source.text, re.MULTILINE))  # the tokens of such a line begin on the next row
    assert by_us(source.text) == by_python(source.text)
