"""What the command line says about configuration, as one more document."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from qualitygate.config.documents import PlainDocument, TomlDocument
from qualitygate.config.flake8_text import split_files_to_codes, split_list, without_effect
from qualitygate.config.keys import CODE_LISTS, OVERRIDES, PER_FILE_IGNORES, STRUCTURED, Keys
from qualitygate.errors import ConfigError

NAME = "command line"


class CommandLine(Struct, frozen=True):
    """The flags that decide what is configured."""

    config_file: str | None = None  #: --config FILE: the only file read
    isolated: bool = False  #: no files at all
    #: ``--set KEY=VALUE`` and dedicated flags such as ``("select", "E,F")``, in order; the last one for a key wins,
    #: except for ``disable-plugins``, which add up
    assignments: tuple[tuple[str, str], ...] = ()


def command_line_document(command_line: CommandLine, keys: Keys) -> PlainDocument:
    """Give each assignment the type of its key; what cannot be read stays text, for validation to refuse.

    Raises:
        ConfigError: inline TOML or per-file-ignores cannot be parsed.
    """
    table: dict[str, Any] = {}
    for key, text in command_line.assignments:
        value = _value(key, text.strip(), keys)
        if key == "disable-plugins" and isinstance(value, list):
            value = [*table.get(key, []), *value]
        table[key] = value
    return PlainDocument(NAME, table)


def _value(key: str, text: str, keys: Keys) -> Any:
    option = keys.option(key)
    if key in (OVERRIDES, *STRUCTURED) or (key == PER_FILE_IGNORES and text.startswith("{")):
        return _inline_toml(key, text)
    if key == PER_FILE_IGNORES:
        try:
            pairs, lost = tuple(split_files_to_codes(text)), without_effect(text)
        except ValueError as error:
            raise ConfigError(f"{NAME}: {key}: {error}") from None
        if lost:
            raise ConfigError(f"{NAME}: {key}: {lost}")
        return pairs
    if option is not None and option.fields:
        return _inline_toml(key, text)
    if option is None or isinstance(option.default, str):
        return text
    if isinstance(option.default, tuple):
        return _list(key, text)
    if isinstance(option.default, bool):
        return {"true": True, "false": False}.get(text.lower(), text)
    digits = text.lstrip("+-")
    return int(text) if digits.isascii() and digits.isdecimal() else text


def _list(key: str, text: str) -> Any:
    if text.startswith("["):
        return _inline_toml(key, text)
    if key in CODE_LISTS:
        return split_list(text)
    return [entry.strip() for entry in text.split(",") if entry.strip()]


def _inline_toml(key: str, text: str) -> Any:
    return TomlDocument(f"{NAME}: {key}", f"value = {text}").table["value"]
