"""Strings and comments end where Python's tokenizer ends them."""

from __future__ import annotations

import functools
import inspect
import sys
import textwrap
import tokenize

import pytest
from hypothesis import HealthCheck, assume, given, settings as hypothesis_settings, strategies as st

from qualitygate.source.source import Source
from qualitygate.source.strings import formatted_string, strings_and_comments
from tests.formatted_strings import texts

_STARTS = (getattr(tokenize, "FSTRING_START", -1), getattr(tokenize, "TSTRING_START", -1))
_ENDS = (getattr(tokenize, "FSTRING_END", -1), getattr(tokenize, "TSTRING_END", -1))
needs_tokens = pytest.mark.skipif(sys.version_info < (3, 12), reason="needs another Python: 3.12 or later")


def by_python(source: Source) -> list[tuple[int, int]]:
    """The outermost strings and comments of a source by offset, strings without their prefix."""
    starts = [0]
    for line in source.lines:
        starts.append(starts[-1] + len(line))
    found: list[tuple[int, int]] = []
    depth = begin = 0
    for token in source.tokens:
        start, end = (starts[row - 1] + column for row, column in (token.start, token.end))
        if token.type in _STARTS:
            begin = begin if depth else end - len(token.string.lstrip("fFrRtT"))
            depth += 1
        elif token.type in _ENDS:
            depth -= 1
            found += [] if depth else [(begin, end)]
        elif not depth and token.type == tokenize.STRING:
            found.append((start + len(token.string) - len(token.string.lstrip("fFrRtTbBuU")), end))
        elif not depth and token.type == tokenize.COMMENT:
            found.append((start, end))
    return found


@pytest.mark.parametrize("module", [functools, inspect, textwrap], ids=lambda module: str(module.__name__))
def test_in_a_real_module_each_is_found(module: object) -> None:
    source = Source.from_text(inspect.getsource(module))  # type: ignore[arg-type]
    assert strings_and_comments(source.text) == by_python(source)


@given(texts())
@hypothesis_settings(max_examples=200, deadline=None)
def test_where_formatted_strings_end_is_told_right_or_not_at_all(text: str) -> None:
    source = Source.from_text(text)
    assume(source.token_error is None)
    spans = strings_and_comments(text)
    assert spans is None or spans == by_python(source)
    assert spans is not None or "\n" in text[text.index("{") : text.rindex("}")]


PIECES = ["x", " ", "'", '"', '"""', "\\", "\\\n", "#", "\n", "f", "rb", "{", "}", "{{", "(", ")"]


@hypothesis_settings(deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_in_any_text_that_parses_each_is_found_or_none_is(text: str) -> None:
    source = Source.from_text(f"x{text}\n")
    assume(source.tree is not None and source.token_error is None)
    assert strings_and_comments(source.text) in (None, by_python(source))


@needs_tokens
@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("f'{x['a']}' + y", 11),
        ("f'{x:{'>'}{w}}'y", 15),
        ("f'{f'{f'{1}'}'}' ", 16),
        ("f'\\N{DASH}{x}'y", 14),
        ("rf'\\N{x}'y", 9),
        ("f'\\{x}'y", 7),
        ("f'{x!r:%H:%M}'y", 14),
        ("f'{ {1: 2}[1] }'y", 16),
        ("f'{(lambda: 1)()}'y", 18),
        ("f'''{\nx # }\n}'''y", 16),
        ("f'''{a:'}'''y", 12),
    ],
    ids=["the same quotes", "in a specification", "nested", "named character", "raw", "escaped brace",
         "colons", "dictionary", "lambda", "comment", "quote"],
)
def test_f1_a_formatted_string_is_followed_to_its_end(text: str, end: int) -> None:
    quote = text.index("'")
    found = formatted_string(text, quote, frozenset(text[:quote]))
    assert found is not None
    assert found.end == end


@needs_tokens
@pytest.mark.parametrize("prefix", ["f", "rf", "Rf", "F"])
@pytest.mark.parametrize(
    "body",
    ["''", '""', "'{x}'", '"""a"b""{x}"""', "'{{'", "'{{{x}}}'", "'{x:}}}'", "'{x!r:>10}'", "'\\\\' '{x}'", "'\\'{x}'",
     "'{x[1:2]}' # '", "'{x['a']}'", "'{x:#x}' '#'", "'{x:{y}}'", "'{{}}' + f'{x}'", "'''{x}\n'{y}'''", "'''{\nx}'''"],
)  # fmt: skip
def test_formatted_strings_end_where_python_ends_them_with_what_is_behind(prefix: str, body: str) -> None:
    source = Source.from_text(f"a = 'b', {prefix}{body}, 'c' # d\n")
    assert source.tree is not None
    spans = strings_and_comments(source.text)
    assert spans == (None if "{\n" in body else by_python(source))
    assert strings_and_comments(source.text, with_broken_code=True) == by_python(source)


@needs_tokens
@pytest.mark.parametrize("text", ["f'{x", "f'{x)}'", "f'}'", "f'{x:\\d}'", "f'{\\x}'", "f'\\N{x"])
def test_f1_what_is_not_sure_is_not_guessed(text: str) -> None:
    assert formatted_string(text, 1, frozenset("f")) is None


@needs_tokens
def test_f1_nesting_without_end_is_not_followed() -> None:
    assert formatted_string("f'{" * 100_000, 1, frozenset("f")) is None
