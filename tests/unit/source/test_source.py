"""The views of one text, and that no text is too strange to have them."""

from __future__ import annotations

import tokenize

import pytest
from hypothesis import given, settings, strategies as st

from qualitygate.source.source import Source


@given(st.text(st.sampled_from("ab\n\r\f\v\x1c\x85\u2028"), max_size=30))
@settings(max_examples=60, deadline=None)
def test_the_lines_joined_are_the_text_and_only_a_line_feed_ends_one(text: str) -> None:
    source = Source.from_text(text)
    assert "".join(source.lines) == source.text
    assert [line.count("\n") for line in source.lines[:-1]] == [1] * len(source.lines[:-1])
    assert all("\n" not in line[:-1] for line in source.lines)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("", [], id="empty"),
        pytest.param("a", ["a"], id="no final line break"),
        pytest.param("a\n", ["a\n"], id="one line"),
        pytest.param("a\n\n", ["a\n", "\n"], id="a blank last line"),
        pytest.param("a\x0cb\r\nc", ["a\x0cb\n", "c"], id="a form feed ends no line"),
    ],
)
def test_a_text_has_lines(text: str, lines: list[str]) -> None:
    assert Source.from_text(text).lines == lines


def test_a_line_is_given_without_its_line_break_and_a_missing_one_is_empty() -> None:
    source = Source.from_text("one\ntwo")
    assert [source.line(number) for number in (-1, 0, 1, 2, 3)] == ["", "", "one", "two", ""]


def test_the_digest_is_of_the_bytes_not_of_the_text() -> None:
    unix, windows = Source("a.py", b"a\n"), Source("a.py", b"a\r\n")
    assert unix.text == windows.text
    assert unix.digest != windows.digest


def test_a_byte_column_of_the_tree_becomes_a_column_of_characters() -> None:
    source = Source.from_text("x = 'é𝒳é'; bad\n")
    assert source.column_from_utf8(1, 15) == 11


def test_only_python_obeys_a_coding_cookie() -> None:
    data = b"# coding: koi8-r\n\xc1\n"
    assert Source("a.py", data, "python").lines[1] == "а\n"
    assert Source("a.txt", data, "text").lines[1] == "Á\n"


def test_tokens_before_an_error_are_kept() -> None:
    source = Source.from_text("a = (1,\nb = 2\n")
    assert [token.string for token in source.tokens][:4] == ["a", "=", "(", "1"]
    assert isinstance(source.token_error, (tokenize.TokenError, SyntaxError))


def test_a_text_without_an_error_has_all_its_tokens() -> None:
    source = Source.from_text("a = 1\n")
    assert source.token_error is None
    assert [tokenize.tok_name[token.type] for token in source.tokens] == [
        "NAME", "OP", "NUMBER", "NEWLINE", "ENDMARKER",
    ]  # fmt: skip


def test_warnings_about_the_text_are_not_printed(recwarn: pytest.WarningsRecorder) -> None:
    source = Source.from_text("x = '\\d' is f'\\{x}'\n")
    assert source.tree is not None
    assert source.tokens
    assert [str(warning.message) for warning in recwarn] == []


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"x = 1 \0\n", id="a null byte"),
        pytest.param(b"x = '\0'\n", id="a null byte in a string"),
        pytest.param(b"\ta\n\0", id="a null byte below an indented line"),
        pytest.param(b"(" * 5000 + b")" * 5000 + b"\n", id="5,000 nested brackets"),
        pytest.param(b"x = " + b"-" * 20_000 + b"1\n", id="20,000 unary operators"),
        pytest.param(b"if x:\n    pass\n" + b"elif x:\n    pass\n" * 10_000, id="10,000 elif branches"),
        pytest.param(b"# coding: raw_unicode_escape\nx = '\\ud800'\n", id="a lone surrogate"),
        pytest.param(b"x = '''\n", id="a string without an end"),
        pytest.param(b"if x:\n        a\n    b\n", id="a wrong dedent"),
    ],
)
def test_what_python_cannot_parse_is_a_syntax_error_and_no_exception(data: bytes) -> None:
    source = Source("a.py", data)
    assert source.tree is None
    assert isinstance(source.syntax_error, SyntaxError)
    assert str(source.syntax_error)
    assert isinstance(source.tokens, list)


def test_20_000_binary_operators_are_a_tree_or_a_syntax_error() -> None:
    source = Source.from_text("x = " + "+".join(["1"] * 20_000) + "\n")  # Python 3.10 parses them
    assert (source.tree is None) == (source.syntax_error is not None)


_pieces = ["(", ")", "'", '"""', "#", "\\", "\n", "    ", "\t", "\0", "f'{", "}", "é", "\x0c", "if x:", "0x"]


@given(st.lists(st.sampled_from(_pieces)))
@settings(max_examples=80, deadline=None)
def test_no_text_is_an_exception(pieces: list[str]) -> None:
    source = Source.from_text("".join(pieces))
    assert (source.tree is None) == (source.syntax_error is not None)
    assert isinstance(source.tokens, list)
