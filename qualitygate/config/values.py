"""One raw value turned into the type its key wants, or a message that says what was expected.

The messages begin with the key; who knows the document puts the place before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from qualitygate.api.options import Option
from qualitygate.config.keys import CODES, CONDITIONS, FILE_KINDS, VERSION
from qualitygate.errors import ConfigError
from qualitygate.model.limit import read_limit
from qualitygate.model.settings import KINDS, NO_KIND, KindRule, OptionValue, Pattern
from qualitygate.patterns.git import can_match

#: What a code or the beginning of one looks like.
CODE_PATTERN = "[A-Z]{1,8}[0-9]{0,6}"

_CODE_PREFIX = re.compile(CODE_PATTERN)
_SHOWN = 60  # characters of a wrong value that a message repeats


def typed_value(option: Option, value: Any) -> OptionValue:
    """Return ``value`` in the type of ``option``.

    Raises:
        ConfigError: another type, not among the choices, below the minimum, or not a code where one belongs.
    """
    if isinstance(option.default, tuple):
        result: OptionValue = string_list(option.key, value)
    else:
        result = value
    if not option.accepts(result):
        raise wrong_value(option.key, option.type_name, value)
    for text in result if isinstance(result, tuple) else (result,):
        if isinstance(text, str) and "\0" in text:
            raise wrong_value(option.key, "text without a NUL character", text)
    if option.key == "version" and result != VERSION:
        raise ConfigError(f"version = {value} was made for a newer qualitygate; this one reads version {VERSION}")
    if option.key in CODES:
        check_codes(option.key, string_list(option.key, value))
    if option.key == CONDITIONS:
        check_conditions(string_list(option.key, value))
    return result


def file_kinds(value: Any, base: str) -> tuple[KindRule, ...]:
    """Return the table of patterns and kinds of files; ``base`` is the directory that the patterns are relative to.

    Raises:
        ConfigError: it is no table of strings, a pattern is none, or nothing has such a kind.
    """
    if not isinstance(value, dict):
        raise wrong_value(FILE_KINDS, "a table of patterns and kinds of files", value)
    known = (*KINDS, NO_KIND)
    for text, kind in value.items():
        if kind not in known:
            from difflib import get_close_matches  # 3 ms, needed only for a mistake

            near = get_close_matches(str(kind), known, 1)
            hint = f", did you mean {near[0]!r}?" if near else ""
            raise wrong_value(f"{FILE_KINDS}.{text!r}", f"one of {', '.join(known)}{hint}", kind)
        if text.startswith("!") or not can_match(text):
            raise wrong_value(FILE_KINDS, "a pattern as in a .gitignore, such as '*.vue'", text)
    return tuple(KindRule(Pattern(text.removeprefix("./"), base), kind) for text, kind in value.items())


def string_list(key: str, value: Any, written: str = "") -> tuple[str, ...]:
    """Return a list of strings as a tuple.

    Raises:
        ConfigError: it is not one; for a lone string the message shows the list to write.
    """
    if isinstance(value, (list, tuple)) and all(isinstance(entry, str) for entry in value):
        return tuple(value)
    error = wrong_value(key, "a list of strings", value)
    if isinstance(value, str) and (entries := [entry for entry in re.split(r"[,\s]+", value) if entry]):
        name = written or key.rpartition(".")[2]
        raise ConfigError(f"{error}; write {name} = [{', '.join(map(_quoted, entries))}]")
    raise error


def check_codes(key: str, codes: Iterable[str]) -> None:
    """Refuse what cannot be a code or the beginning of one.

    Raises:
        ConfigError: with the first offending entry, and the code it probably means.
    """
    for code in codes:
        if not _CODE_PREFIX.fullmatch(code):
            meant = code.strip().upper()
            hint = f"; did you mean '{meant}'?" if _CODE_PREFIX.fullmatch(meant) else ""
            raise ConfigError(f"{key}: expected codes such as 'E501' or 'E', got {code!r}{hint}")


def check_conditions(texts: Iterable[str]) -> None:
    """Refuse a gate condition that cannot be read.

    Raises:
        ConfigError: with the first of them.
    """
    for text in texts:
        try:
            read_limit(text)
        except ValueError as error:
            raise ConfigError(f"{CONDITIONS}: {error}") from None


def wrong_value(key: str, expected: str, value: Any) -> ConfigError:
    """Return the error for a value that is not what ``key`` wants."""
    shown = str(value).lower() if isinstance(value, bool) else repr(value)
    shown = shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"
    return ConfigError(f"{key}: expected {expected}, got {shown}")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
