"""A ``[[tool.qualitygate.tool]]`` table, over its preset, as one value; or what is wrong with it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct, convert, field

from qualitygate.api import ComparedBy, ConfigError, Effects, OptionValue
from qualitygate_plugins.tools.fields import SEVERITIES
from qualitygate_plugins.tools.presets import preset, preset_names

_CODE = re.compile(r"[A-Z]{1,8}[0-9]{1,6}")
_PREFIX = re.compile(r"[A-Z]{1,8}")
_PLACES = frozenset({"path", "line", "column", "end_line", "end_column", "code", "message", "severity"})
_MEANINGS = ("findings", "none", "failure")


class Tool(Struct, frozen=True, rename="kebab"):
    """One tool. What each field means: ``fields.py``."""

    name: str
    prefix: str
    preset: str = ""
    command: tuple[str, ...] = ()
    report: str = ""
    pass_: str = field(default="project", name="pass")
    scope: str = ""
    paths: tuple[str, ...] = (".",)
    kinds: tuple[str, ...] = ("python", "stub")
    parser: str = "regex"
    output: str = "stdout"
    encoding: str = "utf-8"
    pattern: str = ""
    items: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    first_line: int = 1
    columns: str = "1"
    codes: dict[str, str] = field(default_factory=dict)
    severity: str = "warning"
    severities: dict[str, str] = field(default_factory=dict)
    exit: dict[str, str] = field(default_factory=dict)
    timeout: int = 300
    retries: int = 0
    backoff: int = 1
    effects: Effects = "unknown"
    inputs: tuple[str, ...] | None = None
    configuration: tuple[str, ...] = ()
    version: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    compare: ComparedBy = "run"
    install: str = ""
    same_as: dict[str, str] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)
    comments: str = ""
    comment_names: dict[str, str] = field(default_factory=dict)
    minimum: int = 0
    url: str = ""
    source: str = ""

    @property
    def is_file_scoped(self) -> bool:
        """Does a finding depend on its own file alone?"""
        return self.scope == "file"

    @property
    def meanings(self) -> Mapping[str, str]:
        """What exit codes mean."""
        return self.exit or {"0": "none", "1": "findings"}


def declared(tables: tuple[str, ...]) -> list[Tool]:
    """Read the tables.

    Raises:
        ConfigError: one of them is no good, or two have one name or prefix.
    """
    tools: list[Tool] = []
    for number, text in enumerate(tables, 1):
        tool = _declared(json.loads(text), number)
        for other in tools:
            if tool.name == other.name:
                raise ConfigError(f"tool: two tools are called {tool.name!r}; give one another name")
            if tool.prefix.startswith(other.prefix) or other.prefix.startswith(tool.prefix):
                raise ConfigError(
                    f"tool {tool.name!r}: its codes begin with {tool.prefix}, and those of {other.name!r} with "
                    f"{other.prefix}; set another prefix"
                )
        tools.append(tool)
    return tools


def declared_as_far_as_possible(tables: OptionValue) -> Iterator[Tool]:
    """Read the tables that can be read: what is wrong with the others is said where they are wanted."""
    for number, text in enumerate(tables if isinstance(tables, tuple) else (), 1):
        try:
            yield _declared(json.loads(text), number)
        except ConfigError:
            continue


def _declared(table: dict[str, Any], number: int) -> Tool:
    title = f"tool {table['name']!r}" if table.get("name") else f"the {number}. [[tool]]"
    facts: dict[str, Any] = {}
    if name := table.get("preset"):
        found = preset(name)
        if found is None:
            raise ConfigError(f"{title}: there is no preset {name!r}; there are {', '.join(preset_names())}")
        facts = {"name": name, **found}
    merged = {**facts, **table}
    for key in ("codes", "severities", "exit", "fields", "same-as", "about", "comment-names"):
        if key in facts and key in table:
            merged[key] = {**facts[key], **table[key]}
    if "report" in table and "command" not in table:
        merged.pop("command", None)
        merged |= {"output": "stdout", "compare": table.get("compare", "lines"), "effects": "read"}
    if not merged.get("name"):
        raise ConfigError(f"{title}: expected a name, or a preset")
    merged.setdefault("prefix", re.sub("[^A-Z]", "", merged["name"].upper())[:8])
    merged.setdefault("scope", "project" if merged.get("pass", "project") == "project" else "file")
    tool = convert(merged, Tool)
    _check(tool, f"tool {tool.name!r}")
    return tool


def _check(tool: Tool, title: str) -> None:
    if bool(tool.command) == bool(tool.report):
        raise ConfigError(f"{title}: expected a command or a report, got {'both' if tool.command else 'neither'}")
    if not _PREFIX.fullmatch(tool.prefix):
        raise ConfigError(f"{title}: prefix: expected 1 to 8 capitals, got {tool.prefix!r}")
    if tool.parser == "regex":
        _check_pattern(tool, title)
    _check_words(tool, title)
    _check_same(tool, title)
    if tool.output == "file" and not any("{output}" in part for part in tool.command):
        raise ConfigError(f'{title}: output = "file": expected {{output}} in the command, for the file to write')
    try:
        "".encode(tool.encoding)
    except LookupError:
        raise ConfigError(f"{title}: encoding: Python knows none called {tool.encoding!r}") from None


def _check_words(tool: Tool, title: str) -> None:
    for place in tool.fields:
        if place not in _PLACES:
            raise ConfigError(f"{title}: fields: expected some of {', '.join(sorted(_PLACES))}, got {place!r}")
    for word, severity in tool.severities.items():
        if severity not in SEVERITIES:
            raise ConfigError(f"{title}: severities.{word}: expected one of {', '.join(SEVERITIES)}, got {severity!r}")
    for code, meaning in tool.exit.items():
        if meaning not in _MEANINGS or not (code.isdecimal() or code == "*"):
            raise ConfigError(
                f"{title}: exit: expected codes with one of {', '.join(_MEANINGS)}, got {code} = {meaning!r}"
            )


def _check_same(tool: Tool, title: str) -> None:
    for name, code in tool.same_as.items():
        if code and not _CODE.fullmatch(code):
            raise ConfigError(f'{title}: same-as.{name}: expected a code such as "F401", or "" for none, got {code!r}')
    for name, pattern in tool.about.items():
        try:
            groups = re.compile(pattern).groups
        except re.error as error:
            raise ConfigError(f"{title}: about.{name}: {error}") from None
        if not groups:
            raise ConfigError(f"{title}: about.{name}: expected a group, for the names that the message is about")


def _check_pattern(tool: Tool, title: str) -> None:
    if not tool.pattern:
        raise ConfigError(f'{title}: parser = "regex": expected a pattern')
    try:
        groups = re.compile(tool.pattern).groupindex
    except re.error as error:
        raise ConfigError(f"{title}: pattern: {error}") from None
    if unknown := sorted(groups.keys() - _PLACES):
        raise ConfigError(f"{title}: pattern: expected groups {', '.join(sorted(_PLACES))}, got {unknown[0]!r}")
    if "path" not in groups or "message" not in groups:
        raise ConfigError(f"{title}: pattern: expected the groups path and message")
