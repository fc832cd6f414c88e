"""Messages of JSON-RPC: bytes to values and back."""

from __future__ import annotations

import json
from typing import TypeVar

import msgspec
from msgspec import Struct

#: Numbers of errors: JSON-RPC's own, and the protocol's.
PARSE_ERROR, INVALID_REQUEST, NO_SUCH_METHOD, INVALID_PARAMS, INTERNAL_ERROR = -32700, -32600, -32601, -32602, -32603
NOT_INITIALIZED, REQUEST_FAILED, SERVER_CANCELLED, CONTENT_MODIFIED, CANCELLED = -32002, -32803, -32802, -32801, -32800

Id = int | str
#: Stands for an answer that comes later.
LATER = object()
_Params = TypeVar("_Params")


class RequestError(Exception):
    """A request that gets an error for an answer."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Message(Struct, frozen=True):
    """A request, a notification (without ``id``), or an answer (without ``method``)."""

    method: str = ""
    params: object = None
    id: Id | None = None
    result: object = None
    error: object = None


class _Error(Struct, frozen=True):
    code: int
    message: str


class _Answer(Struct, frozen=True):
    id: Id | None
    result: object
    jsonrpc: str = "2.0"


class _Failed(Struct, frozen=True):
    id: Id | None
    error: _Error
    jsonrpc: str = "2.0"


class _Notification(Struct, frozen=True):
    method: str
    params: object
    jsonrpc: str = "2.0"


class _Request(Struct, frozen=True):
    id: Id
    method: str
    params: object
    jsonrpc: str = "2.0"


def parse(body: bytes) -> Message:
    """Read a message.

    Raises:
        RequestError: it is no JSON, or no message.
    """
    value = _json(body)
    if isinstance(value, list):
        raise RequestError(INVALID_REQUEST, "expected one message, got a batch: the protocol has none")
    if not isinstance(value, dict):
        raise RequestError(INVALID_REQUEST, f"expected an object, got {type(value).__name__}")
    try:
        message = msgspec.convert(value, Message)
    except msgspec.ValidationError as error:
        raise RequestError(INVALID_REQUEST, str(error)) from error
    if not message.method and not ("result" in value or "error" in value):
        raise RequestError(INVALID_REQUEST, "expected a method, a result or an error")
    return message


def _json(body: bytes) -> object:
    try:
        return msgspec.json.decode(body)
    except RecursionError:
        raise RequestError(PARSE_ERROR, "the message nests too deeply") from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        pass
    try:  # lone surrogates, which editors send, are no JSON for msgspec
        value: object = json.loads(body.decode("utf-8"))
        return value
    except (ValueError, RecursionError) as error:
        raise RequestError(PARSE_ERROR, f"expected JSON in UTF-8: {error}") from None


def read_params(message: Message, kind: type[_Params]) -> _Params:
    """Return a message's parameters.

    Raises:
        RequestError: they are others than the method has.
    """
    try:
        return msgspec.convert(message.params, kind)
    except msgspec.ValidationError as error:
        raise RequestError(INVALID_PARAMS, f"{message.method}: {error}") from error


def answer(id: Id | None, result: object) -> object:
    """Make the answer to a request."""
    return _Answer(id, result)


def failure(id: Id | None, error: RequestError) -> object:
    """Make the answer to a request that failed; ``id`` is None where nobody knows which."""
    return _Failed(id, _Error(error.code, error.message))


def notification(method: str, params: object) -> object:
    """Make a notification."""
    return _Notification(method, params)


def request(id: Id, method: str, params: object) -> object:
    """Make a request of our own."""
    return _Request(id, method, params)


def to_bytes(message: object) -> bytes:
    """Write a message; lone surrogates are written as JSON can have them."""
    try:
        return msgspec.json.encode(message)
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(message, enc_hook=_parsed)).encode("ascii")


def _parsed(value: object) -> object:
    """Return what stands in a message as JSON that was made before."""
    if isinstance(value, msgspec.Raw):
        return json.loads(bytes(value))
    raise NotImplementedError(type(value))
