"""Messages that are none get an error that says what was expected."""

from __future__ import annotations

import json

import pytest

from qualitygate.lsp.messages import (
    INVALID_PARAMS,
    INVALID_REQUEST,
    PARSE_ERROR,
    Message,
    RequestError,
    answer,
    failure,
    notification,
    parse,
    read_params,
    request,
    to_bytes,
)
from qualitygate.lsp.protocol import AboutDocument, DocumentId, TextEdit, Position, Range


@pytest.mark.parametrize(
    ("body", "code"),
    [
        pytest.param(b'{"jsonrpc": oops', PARSE_ERROR, id="no JSON"),
        pytest.param(b"", PARSE_ERROR, id="nothing"),
        pytest.param(b'{"method": "\xff"}', PARSE_ERROR, id="no UTF-8"),
        pytest.param(b"[" * 100_000, PARSE_ERROR, id="nested too deeply"),
        pytest.param(b'[{"method": "a"}]', INVALID_REQUEST, id="a batch"),
        pytest.param(b"7", INVALID_REQUEST, id="a number"),
        pytest.param(b'{"id": 1}', INVALID_REQUEST, id="neither question nor answer"),
        pytest.param(b'{"id": 1.5, "method": "a"}', INVALID_REQUEST, id="an id of another type"),
        pytest.param(b'{"id": 1, "method": 2}', INVALID_REQUEST, id="a method of another type"),
    ],
)
def test_what_is_no_message_is_refused(body: bytes, code: int) -> None:
    with pytest.raises(RequestError) as caught:
        parse(body)

    assert caught.value.code == code


def test_lone_surrogates_are_read_and_written() -> None:
    message = parse(b'{"method": "m", "params": {"text": "\\ud83d!"}}')

    assert message.params == {"text": "\ud83d!"}
    assert json.loads(to_bytes(notification("m", message.params)))["params"] == {"text": "\ud83d!"}


def test_parameters_are_held_against_their_type() -> None:
    message = Message("textDocument/didClose", {"textDocument": {"uri": "file:///a.py"}})

    assert read_params(message, AboutDocument) == AboutDocument(DocumentId("file:///a.py"))


def test_parameters_of_another_type_are_an_error_that_names_the_place() -> None:
    said = r"textDocument/didClose: Expected `str`, got `int` - at `\$.textDocument.uri`"
    with pytest.raises(RequestError, match=said):
        read_params(Message("textDocument/didClose", {"textDocument": {"uri": 1}}), AboutDocument)


def test_wrong_parameters_have_their_number() -> None:
    with pytest.raises(RequestError) as caught:
        read_params(Message("m", []), AboutDocument)

    assert caught.value.code == INVALID_PARAMS


def test_answers_have_what_the_protocol_wants() -> None:
    assert json.loads(to_bytes(answer(1, None))) == {"jsonrpc": "2.0", "id": 1, "result": None}
    assert json.loads(to_bytes(failure(None, RequestError(PARSE_ERROR, "no")))) == {
        "jsonrpc": "2.0",
        "id": None,
        "error": {"code": PARSE_ERROR, "message": "no"},
    }
    assert json.loads(to_bytes(request("a", "m", []))) == {"jsonrpc": "2.0", "id": "a", "method": "m", "params": []}


def test_values_travel_in_camel_case() -> None:
    edit = TextEdit(Range(Position(0, 0), Position(0, 1)), "")

    assert json.loads(to_bytes(edit)) == {
        "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 1}},
        "newText": "",
    }
