"""Tokens of code that parses are those of Python's own tokenizer."""

from __future__ import annotations

import functools
import inspect
import random
import sys
import textwrap
import tokenize
from types import ModuleType

import pytest
from hypothesis import given, strategies as st

from qualitygate.source.source import Source
from qualitygate.source.tokens import valid_tokens

PIECES = ["x", " ", "    ", "(", ")", "'", '"', "\\\n", "1", ".", "e", "#", "\n", "f", "if x:\n", "==", "pass\n", '"""']
PIECES += ["f'{", "}", "é"]


def by_python(text: str) -> list[tokenize.TokenInfo]:
    rest = iter(Source.from_text(text).lines)
    return list(tokenize.generate_tokens(lambda: next(rest, "")))


@pytest.mark.parametrize(
    "module", [functools, inspect, random, textwrap, tokenize], ids=lambda module: str(module.__name__)
)
def test_a_real_module_has_the_tokens_that_python_gives_it(module: ModuleType) -> None:
    text = inspect.getsource(module)
    assert valid_tokens(Source.from_text(text).lines) == by_python(text)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="needs another Python: from 3.12 on C gives all tokens")
@pytest.mark.parametrize(
    "text",
    ["if x:\n\ty = 1\n", "if x:\n    y = 1\n\x0c\n\x0c    z = 1\n", "x = ℘\n", "x = 1", ""],
    ids=["tab", "form feed", "letter outside of words", "no line break", "nothing"],
)
def test_what_is_rare_is_left_to_python(text: str) -> None:
    assert valid_tokens(Source.from_text(text).lines) is None
    source = Source.from_text(text)
    assert source.tree is not None
    assert source.tokens == by_python(text)


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_any_text_that_parses_has_the_tokens_that_python_gives_it(text: str) -> None:
    source = Source.from_text(text + "\n")
    if source.tree is not None and source.token_error is None:
        tokens = valid_tokens(source.lines)
        assert tokens is None or tokens == by_python(source.text)
