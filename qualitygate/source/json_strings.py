"""Where the strings of a JSON text stand in it, and how one is read and written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TypeVar

import msgspec

_Value = TypeVar("_Value")
#: A string, a sign, or a number or word; nothing in it can match in two ways.
_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]|[^\s"{}\[\],:]+', re.DOTALL)


class NotJSONError(Exception):
    """The text is not JSON, or not of the wanted shape; the message says where."""


def decoded(text: str, kind: type[_Value]) -> _Value:
    """Read a text as a value of this type.

    Raises:
        NotJSONError: it is none.
    """
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        raise NotJSONError(str(error) or "it nests too deeply") from error


def encoded(text: str, *, like: str) -> str:
    """Write a string as JSON; only in ASCII where the text that it belongs to has nothing else and says ``\\u``."""
    return json.dumps(text, ensure_ascii=like.isascii() and "\\u" in like)


def strings(text: str) -> Iterator[tuple[tuple[str | int, ...], int, int]]:
    """Yield the strings that are values of valid JSON: the keys and indices that lead there, and their offsets."""
    path: list[str | int] = []
    is_object: list[bool] = []
    awaits_key = False
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token in ("{", "["):
            is_object.append(token == "{")
            path.append("" if token == "{" else 0)
            awaits_key = token == "{"
        elif token in ("}", "]"):
            is_object.pop()
            path.pop()
            awaits_key = False
        elif token == ",":
            awaits_key = is_object[-1]
            last = path[-1]
            if isinstance(last, int):
                path[-1] = last + 1
        elif token[0] == '"':
            if awaits_key:
                path[-1] = decoded(token, str)
                awaits_key = False
            else:
                yield tuple(path), match.start(), match.end()
