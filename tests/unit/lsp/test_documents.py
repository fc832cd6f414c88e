"""The server's text is the client's, whatever is changed."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from qualitygate.lsp.documents import Document, split_lines
from qualitygate.lsp.positions import Encoding, Units
from qualitygate.lsp.protocol import ContentChange, Position, Range
from tests.unit.lsp.clients import Client, texts
from tests.unit.lsp.test_positions import ENCODINGS

UTF_16 = Units()


def _range(*numbers: int) -> Range:
    first, start, last, end = numbers
    return Range(Position(first, start), Position(last, end))


@given(texts(), st.sampled_from(ENCODINGS), st.data())
def test_the_text_is_the_clients_after_each_change(text: str, encoding: Encoding, data: st.DataObject) -> None:
    client, document, units = Client(text, encoding), Document("file:///a.py", text), Units(encoding)

    for version in range(1, data.draw(st.integers(1, 8)) + 1):
        start, end = sorted(data.draw(st.lists(st.sampled_from(client.offsets()), min_size=2, max_size=2)))
        change = client.replace(start, end, data.draw(texts(8)))
        document.change([change], version, units)

        assert document.text == client.text
        assert document.lines == split_lines(client.text)
        assert document.version == version


@given(texts())
def test_lines_are_the_text_and_end_where_python_and_the_protocol_end_them(text: str) -> None:
    lines = split_lines(text)

    assert "".join(lines) == text
    assert len(lines) == text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1


def test_several_changes_of_one_message_are_made_one_after_the_other() -> None:
    document = Document("file:///a.py", "one\ntwo\n")

    document.change([ContentChange("1\n", _range(0, 0, 1, 0)), ContentChange("2", _range(1, 0, 1, 3))], 2, UTF_16)

    assert document.text == "1\n2\n"


def test_a_change_without_a_range_is_the_whole_text() -> None:
    document = Document("file:///a.py", "one\n")

    document.change([ContentChange("two\n")], 2, UTF_16)

    assert document.text == "two\n"


@pytest.mark.parametrize(
    ("where", "text"),
    [
        pytest.param((0, 3, 0, 1), "oX\n", id="a range from back to front is turned round"),
        pytest.param((9, 0, 9, 5), "one\nX", id="a line behind the last is the end"),
        pytest.param((0, 1, 0, 999), "oX\n", id="a character behind the line is its end"),
        pytest.param((0, 0, 999, 999), "X", id="everything"),
    ],
)
def test_a_range_that_leaves_the_text_ends_where_the_text_does(where: tuple[int, int, int, int], text: str) -> None:
    document = Document("file:///a.py", "one\n")

    document.change([ContentChange("X", _range(*where))], 2, UTF_16)

    assert document.text == text


def test_surrogates_that_come_one_by_one_become_a_character() -> None:
    document = Document("file:///a.py", "ab")

    document.change([ContentChange("\ud83d", _range(0, 1, 0, 1))], 2, UTF_16)
    document.change([ContentChange("\ude00", _range(0, 2, 0, 2))], 3, UTF_16)

    assert document.text == "a😀b"


@pytest.mark.parametrize(("text", "newline"), [("a\r\nb\n", "\r\n"), ("a\nb\r\n", "\n"), ("a", "\n"), ("a\rb", "\r")])
def test_new_lines_get_the_first_lines_break(text: str, newline: str) -> None:
    assert Document("file:///a.py", text).newline == newline
