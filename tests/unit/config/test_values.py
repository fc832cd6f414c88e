"""A raw value becomes the type of its key, or a message that says what was expected."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, strategies as st

from qualitygate.api import Option
from qualitygate.config.keys import Keys
from qualitygate.config.values import check_codes, string_list, typed_value
from qualitygate.errors import ConfigError

NUMBER = Option("max", 5, "a number", minimum=1)
WORD = Option("mode", "a", "a word", choices=("a", "b"))
TEXT = Option("file", "", "a text")
FLAG = Option("on", False, "a flag")
LIST = Option("acme.names", (), "names")


def core(key: str) -> Option:
    option = Keys().option(key)
    assert option is not None
    return option


@pytest.mark.parametrize(
    ("option", "value", "typed"),
    [
        (NUMBER, 7, 7),
        (WORD, "b", "b"),
        (TEXT, "x", "x"),
        (FLAG, True, True),
        (LIST, ["a", "b"], ("a", "b")),
        (core("select"), ["E", "W6"], ("E", "W6")),
    ],
    ids=["number", "choice", "text", "flag", "list", "codes"],
)
def test_a_value_of_the_keys_type_is_taken(option: Option, value: Any, typed: Any) -> None:
    assert typed_value(option, value) == typed


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        (NUMBER, 0, "max: expected a whole number of at least 1, got 0"),
        (NUMBER, True, "max: expected a whole number of at least 1, got true"),
        (NUMBER, "7", "max: expected a whole number of at least 1, got '7'"),
        (WORD, "c", "mode: expected one of a, b, got 'c'"),
        (FLAG, 1, "on: expected true or false, got 1"),
        (TEXT, "a\0b", "file: expected text without a NUL character, got 'a\\x00b'"),
        (LIST, [1], "acme.names: expected a list of strings, got [1]"),
        (LIST, 'a, "b', 'acme.names: expected a list of strings, got \'a, "b\'; write names = ["a", "\\"b"]'),
        (core("select"), ["e501"], "select: expected codes such as 'E501' or 'E', got 'e501'; did you mean 'E501'?"),
        (core("version"), 2, "version = 2 was made for a newer qualitygate; this one reads version 1"),
    ],
    ids=["too small", "flag", "text", "no choice", "no flag", "NUL", "no strings", "lone text", "small code", "newer"],
)
def test_any_other_value_is_refused_with_what_was_expected(option: Option, value: Any, message: str) -> None:
    with pytest.raises(ConfigError) as raised:
        typed_value(option, value)
    assert str(raised.value) == message


def test_a_condition_that_cannot_be_read_names_the_key() -> None:
    with pytest.raises(ConfigError, match=r"^gate\.conditions: "):
        typed_value(core("gate.conditions"), ["errors ~ 0"])


def test_a_long_value_is_not_repeated_in_full() -> None:
    with pytest.raises(ConfigError) as raised:
        typed_value(NUMBER, "x" * 1000)
    assert len(str(raised.value)) < 120


@given(st.lists(st.text()))
def test_any_list_of_strings_is_taken_as_it_is(values: list[str]) -> None:
    assert string_list("key", values) == tuple(values)


@given(st.lists(st.from_regex(r"[A-Z]{1,8}[0-9]{0,6}", fullmatch=True)))
def test_whatever_looks_like_a_code_is_one(codes: list[str]) -> None:
    check_codes("select", codes)
