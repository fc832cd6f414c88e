"""Configuration files as read: their values, and where in them each key stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Protocol

from qualitygate.config.toml_lines import KeyPath, key_lines
from qualitygate.errors import ConfigError
from qualitygate.inputs import Inputs

#: Raw values by key, as tomli gives them.
Table = Mapping[str, Any]

_POSITION = r" \(at line (\d+), column (\d+)\)$"


class Document(Protocol):
    """Something that settings came from: a file, a profile, the command line."""

    @property
    def name(self) -> str:
        """As messages call it: "pyproject.toml", "command line"."""

    @property
    def table(self) -> Table:
        """The settings in it, by the keys of ``[tool.qualitygate]``."""

    @property
    def section(self) -> str:
        """The section that holds the settings: "[tool.qualitygate]"; "" when they are the whole file."""

    def place(self, *path: str | int) -> str:
        """Say where a key stands: "pyproject.toml:14"; without the line when it is not known."""


class TomlDocument:
    """A TOML file with a table of settings. ``prefix`` are the steps to it; () is the whole file."""

    def __init__(
        self, name: str, text: str, prefix: tuple[str, ...] = (), parsed: dict[str, dict[str, Any]] | None = None
    ) -> None:
        """Parse ``text``, or take what ``parsed`` has for it; what is parsed is put there.

        Raises:
            ConfigError: it is not valid TOML, or what ``prefix`` leads to is no table.
        """
        self.name = name
        self.section = f"[{'.'.join(prefix)}]" if prefix else ""
        self._text = text
        self._prefix = prefix
        table: Any = _parse(name, text, {} if parsed is None else parsed)
        self.has_table = True
        for step in prefix:
            self.has_table = self.has_table and step in table
            table = table.get(step, {})
            if not isinstance(table, dict):
                raise ConfigError(f"{name}: {'.'.join(prefix)}: expected a table, got {table!r}")
        self.table: Table = table

    def place(self, *path: str | int) -> str:
        """Say where a key stands, by the nearest enclosing key whose line is known."""
        full = (*self._prefix, *path)
        for length in range(len(full), len(self._prefix), -1):
            if line := self._lines.get(full[:length]):
                return f"{self.name}:{line}"
        return self.name

    @cached_property
    def _lines(self) -> Mapping[KeyPath, int]:
        return key_lines(self._text)


class OldDocument:
    """One section of an INI file, its keys already those of qualitygate."""

    def __init__(self, name: str, section: str, table: Table, lines: Mapping[str, int]) -> None:
        self.name = name
        self.section = section
        self.table = table
        self._lines = lines

    def place(self, *path: str | int) -> str:
        """Say where a key stands; a value that the file only implies stands in the section as a whole."""
        line = next((self._lines[str(step)] for step in path if str(step) in self._lines), None)
        return f"{self.name}:{line}" if line else f"{self.name} {self.section}"


class PlainDocument:
    """Settings without lines: the command line."""

    section = ""

    def __init__(self, name: str, table: Table) -> None:
        self.name = name
        self.table = table

    def place(self, *path: str | int) -> str:
        """Return the name."""
        return self.name


def read_text(path: str, name: str, inputs: Inputs) -> str | None:
    """Read a configuration file as UTF-8 with "\\n" line ends; None when there is no file at ``path``.

    None too where its directory may not be searched: nothing in there can be checked, which is E902.

    Raises:
        ConfigError: it cannot be read, is not a regular file, or is not UTF-8.
    """
    try:
        text = inputs.read(path).decode("utf-8-sig")
        return text.replace("\r\n", "\n").replace("\r", "\n")
    except FileNotFoundError:
        if inputs.exists(path):
            raise ConfigError(f"{name}: cannot be read: a link that leads nowhere") from None
        return None
    except (NotADirectoryError, IsADirectoryError):
        return None
    except UnicodeDecodeError as error:
        raise ConfigError(f"{name}: expected UTF-8, but byte {error.start} is not ({error.reason})") from None
    except OSError as error:
        raise ConfigError(f"{name}: cannot be read: {error.strerror or error}") from None


def _parse(name: str, text: str, parsed: dict[str, dict[str, Any]]) -> dict[str, Any]:
    known = parsed.get(text)
    if known is None:
        known = parsed[text] = _toml(name, text)
    return known


def _toml(name: str, text: str) -> dict[str, Any]:
    # tomli on every version: its compiled wheel imports and parses in 11.3 ms, tomllib in 17.3 ms (measured, 3.11:
    # import and this repository's pyproject.toml, least of 20 fresh processes; the parse alone 0.16 against 0.53 ms).
    from tomli import TOMLDecodeError, loads as toml_loads

    try:
        return toml_loads(text)
    except TOMLDecodeError as error:
        message = str(error)
        position = re.search(_POSITION, message)
        where = f"{name}:{position[1]}:{position[2]}" if position else name
        raise ConfigError(f"{where}: {re.sub(_POSITION, '', message)}") from None
    except RecursionError:
        raise ConfigError(f"{name}: nested too deeply") from None
