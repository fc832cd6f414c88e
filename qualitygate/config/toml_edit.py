"""Adds a word to a list in a TOML file of ours, and leaves everything else of it as it is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import tomlkit
from tomli import TOMLDecodeError, loads
from tomlkit.exceptions import TOMLKitError

_MOST_IN_LINE = 100  #: characters of a list that stays on its line


def with_word(text: str, table: tuple[str, ...], key: str, word: str) -> str | None:
    """Return the text with ``word`` at the end of the list ``key`` of a table; both are made where they are missing.

    None where that cannot be done surely: the text is no TOML, the key is no list, or more than the list would change.
    """
    is_dos = "\r\n" in text and text.count("\r\n") == text.count("\n")
    try:
        before = loads(text)
        after = _added(text.replace("\r\n", "\n") if is_dos else text, table, key, word)
        after = after.replace("\n", "\r\n") if is_dos else after
        is_sure = loads(after) == _expected(before, table, key, word)
    except (TOMLDecodeError, TOMLKitError, TypeError, ValueError, AttributeError, KeyError):
        return None
    return after if is_sure else None


def _added(text: str, table: tuple[str, ...], key: str, word: str) -> str:
    document = tomlkit.parse(text)
    inside: Any = document
    for name in table:
        if name not in inside:
            inside[name] = tomlkit.table()
        inside = inside[name]
    if key not in inside:
        inside[key] = [word]
    else:
        words = inside[key]
        is_long = len(words.as_string()) + len(word) > _MOST_IN_LINE and "\n" not in words.as_string()
        words.append(word)
        if is_long:
            words.multiline(True)
    return tomlkit.dumps(document)


def _expected(before: Mapping[str, Any], table: tuple[str, ...], key: str, word: str) -> dict[str, Any]:
    if table:
        rest = _expected(before.get(table[0], {}), table[1:], key, word)
        return {**before, table[0]: rest}
    return {**before, key: [*before.get(key, []), word]}
