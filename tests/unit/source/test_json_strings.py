"""Strings are found where JSON has them, whatever they hold."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, strategies as st

from qualitygate.source.json_strings import NotJSONError, decoded, encoded, strings

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def _expected(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        return [(path, value)]
    if isinstance(value, dict):
        return [found for key, each in value.items() for found in _expected(each, (*path, key))]
    if isinstance(value, list):
        return [found for index, each in enumerate(value) for found in _expected(each, (*path, index))]
    return []


@given(_JSON, st.sampled_from([None, 1]), st.booleans())
def test_every_string_is_found_with_the_way_to_it(value: object, indent: int | None, is_ascii: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=is_ascii)
    assert [(path, json.loads(text[start:end])) for path, start, end in strings(text)] == _expected(value)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_string_is_written_and_read(text: str) -> None:
    assert decoded(encoded(text, like="é"), str) == text == decoded(encoded(text, like="\\u00e9"), str)


def test_a_string_is_written_as_its_neighbours_are() -> None:
    assert (encoded("é", like='"\\u00fc"'), encoded("é", like='"ü"'), encoded("é", like='"u"')) == (
        '"\\u00e9"', '"é"', '"é"'
    )


def test_what_is_no_json_is_said_with_its_place() -> None:
    with pytest.raises(NotJSONError, match="byte 1"):
        decoded("[x]", list)
