"""One document's settings, validated against the known keys: a layer, or every mistake in it at once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from msgspec import Struct

from qualitygate.config.codes import Codes, brought_by, cure
from qualitygate.config.documents import Document, Table
from qualitygate.config.keys import (
    CODE_LISTS,
    CONDITIONS,
    NOT_IN_PROFILES,
    OVERRIDES,
    PATTERN_LISTS,
    PER_FILE_IGNORES,
    RUN_KEYS,
    STAGES,
    STRUCTURED,
    Keys,
)
from qualitygate.config.layers import Entry, FileIgnore, Layer, Override
from qualitygate.config.patterns import PathMatcher
from qualitygate.config.tables import read_tables
from qualitygate.config.toml_lines import KeyPath
from qualitygate.config.unknown import unknown_key
from qualitygate.config.values import check_codes, file_kinds, string_list, typed_value, wrong_value
from qualitygate.errors import ConfigError
from qualitygate.model.limit import FINDINGS, read_limit
from qualitygate.model.settings import Dialect, Pattern, PerFileIgnore
from qualitygate.patterns.git import never_matches


class Role(Struct, frozen=True):
    """Which keys a document in its position may not have, and why."""

    refused: frozenset[str] = frozenset()
    reason: str = ""
    passes_over: bool = False  #: a refused key is noted, not an error
    refuses_once: bool = True  #: plugins' keys that are decided once per run are refused too


RUN = Role(refuses_once=False)
NESTED = Role(
    RUN_KEYS,
    "is decided once per run: move it to the configuration of the project root, or write root = true in this file",
)
OWN_ROOT = Role(RUN_KEYS, "was passed over: it belongs to a project below the one that is checked", passes_over=True)
PROFILE = Role(NOT_IN_PROFILES, "cannot stand in a profile")
COMMAND_LINE = Role(frozenset({"root", "extends"}), "can only stand in a file", refuses_once=False)


class Frame(Struct, frozen=True):
    """What reading a document needs to know beside the document."""

    keys: Keys
    root: str  #: absolute
    disabled: tuple[str, ...] = ()  #: plugins that are not loaded, so that their keys are not known
    codes: Codes | None = None  #: those that some rule has; None = any will do

    @property
    def roots(self) -> tuple[str, ...]:
        """The root's names: as it was found, and with all links followed."""
        return tuple(dict.fromkeys((self.root, os.path.realpath(self.root))))


def read_layer(
    document: Document, frame: Frame, role: Role, *, base: str = "", dialect: Dialect = "qualitygate"
) -> Layer:
    """Validate a document's settings; ``base`` is the directory its patterns are relative to.

    Raises:
        ConfigError: with one line for each key that is unknown, misplaced or has a wrong value.
    """
    reader = _Reader(document, frame, role, base, dialect)
    reader.read()
    if reader.problems:
        raise ConfigError("\n".join(dict.fromkeys(reader.problems)))
    if reader.unheard:
        title = f"{document.name} {document.section}".rstrip()
        reader.notes.append(f"{title}: no rule here has {brought_by(reader.unheard)}; passed over")
    return Layer(
        document,
        reader.entries,
        reader.per_file_ignores,
        tuple(reader.overrides),
        dialect,
        base,
        tuple(reader.notes),
    )


class _Reader:
    def __init__(self, document: Document, frame: Frame, role: Role, base: str, dialect: Dialect) -> None:
        self._document = document
        self._frame = frame
        self._role = role
        self._base = base
        self._dialect = dialect
        self.entries: dict[str, Entry] = {}
        self.per_file_ignores: tuple[FileIgnore, ...] | None = None
        self.overrides: list[Override] = []
        self.notes: list[str] = []
        self.problems: list[str] = []
        self.unheard: list[str] = []  #: codes in an old file that nothing here has
        self._is_old = dialect == "flake8" and role is not COMMAND_LINE

    def read(self) -> None:
        for key, value, path in self._leaves(self._document.table):
            with self._collected(path):
                if key in self._role.refused or (self._role.refuses_once and key in self._frame.keys.once):
                    self._refuse(key, path)
                elif key == PER_FILE_IGNORES:
                    self.per_file_ignores = tuple(self._read_per_file_ignores(value, path))
                elif key == OVERRIDES:
                    self._read_overrides(value, path)
                elif key in STRUCTURED:
                    result = self._stages(value) if key == STAGES else file_kinds(value, self._base)
                    self.entries[key] = Entry(result, ((self._document, path),))
                else:
                    self.entries[key] = self._entry(key, value, path)

    @contextmanager
    def _collected(self, path: KeyPath) -> Iterator[None]:
        """Turn a mistake into one more problem, with its place before it, and go on."""
        try:
            yield
        except ConfigError as error:
            self.problems.append(f"{self._document.place(*path)}: {error}")

    def _refuse(self, key: str, path: KeyPath) -> None:
        message = f"{key!r} {self._role.reason}"
        if not self._role.passes_over:
            raise ConfigError(message)
        self.notes.append(f"{self._document.place(*path)}: {message}")

    def _leaves(self, table: Table, above: KeyPath = (), prefix: str = "") -> Iterator[tuple[str, Any, KeyPath]]:
        """Yield every known key with its value and its place; an unknown one becomes a problem or a note."""
        keys = self._frame.keys
        for name, value in table.items():
            key, path = prefix + name, (*above, name)
            if keys.option(key) or key in (PER_FILE_IGNORES, OVERRIDES, *STRUCTURED):
                yield key, value, path
            elif keys.is_table(key) and isinstance(value, dict):
                yield from self._leaves(value, path, key + ".")
            elif keys.is_table(key):
                with self._collected(path):
                    raise wrong_value(key, "a table", value)
            else:
                self._report_unknown(key, value, path)

    def _report_unknown(self, key: str, value: Any, path: KeyPath) -> None:
        message = unknown_key(self._document, self._frame.keys, key, value, path)
        if not self._frame.disabled or ("." in key and not self._frame.keys.is_common_table(key.rpartition(".")[0])):
            self.problems.append(message)
        elif key not in self._frame.disabled:
            self.notes.append(f"{message}; passed over, as a plugin is disabled that may know it")

    def _entry(self, key: str, value: Any, path: KeyPath) -> Entry:
        option = self._frame.keys.option(key)
        assert option is not None, key
        if option.fields:
            tables = read_tables(option, value, lambda *steps: self._collected((*path, *steps)))
            return Entry(tables, ((self._document, path),))
        result = typed_value(option, value)
        if key in CODE_LISTS:
            self._require_known(key, string_list(key, value))
        elif key == CONDITIONS:
            limits = map(read_limit, string_list(key, value))
            self._require_known(key, (each.what for each in limits if each.which and each.what not in FINDINGS))
        origins = ((self._document, path),)
        if key in PATTERN_LISTS and isinstance(result, tuple):
            return Entry(tuple(self._pattern(key, text) for text in result), origins)
        return Entry(result, origins)

    def _read_per_file_ignores(self, value: Any, path: KeyPath) -> Iterator[FileIgnore]:
        """Read a table, or the pairs that flake8's syntax gives."""
        if not isinstance(value, (dict, tuple)):
            raise wrong_value(PER_FILE_IGNORES, "a table of patterns and their codes", value)
        for text, codes in value.items() if isinstance(value, dict) else value:
            inner = (*path, text)
            with self._collected(inner):
                listed = string_list(f"{PER_FILE_IGNORES} {text!r}", codes, repr(text))
                check_codes(f"{PER_FILE_IGNORES} {text!r}", listed)
                self._require_known(f"{PER_FILE_IGNORES} {text!r}", listed)
                ignore = PerFileIgnore(self._pattern(PER_FILE_IGNORES, text), listed)
                yield FileIgnore(ignore, self._matcher((text,)), (self._document, inner))

    def _read_overrides(self, value: Any, path: KeyPath) -> None:
        if not isinstance(value, list) or not all(isinstance(table, dict) for table in value):
            raise wrong_value(OVERRIDES, "tables written as [[overrides]]", value)
        for index, table in enumerate(value):
            with self._collected((*path, index)):
                self.overrides.append(self._override(table, (*path, index)))

    def _override(self, table: Table, path: KeyPath) -> Override:
        if not table.get("paths"):
            raise ConfigError('overrides: expected paths = ["pattern", …] in every table')
        paths = string_list("overrides.paths", table["paths"])
        entries = {}
        for key, value, inner in self._leaves({name: table[name] for name in table if name != "paths"}, path):
            with self._collected(inner):
                if not self._frame.keys.is_allowed_in_overrides(key):
                    raise ConfigError(f"{key!r} holds for a whole directory and cannot stand in overrides")
                entries[key] = self._entry(key, value, inner)
        with self._collected((*path, "paths")):
            for text in paths:
                self._pattern("overrides.paths", text)
        return Override(self._matcher(paths), entries)

    def _stages(self, value: Any) -> tuple[tuple[str, ...], ...]:
        if not isinstance(value, list) or not all(isinstance(stage, list) for stage in value):
            raise wrong_value(STAGES, "a list of lists of strings", value)
        stages = tuple(string_list(STAGES, stage) for stage in value)
        names = [name for stage in stages for name in stage]
        if twice := [name for name in names if names.count(name) > 1]:
            raise ConfigError(f"{STAGES}: expected every checker once, got {twice[0]!r} twice")
        if () in stages:
            raise ConfigError(f"{STAGES}: expected a checker in every stage, got an empty one")
        return stages

    def _matcher(self, texts: tuple[str, ...]) -> PathMatcher:
        return PathMatcher(texts, self._base, dialect=self._dialect, root=self._frame.root)

    def _pattern(self, key: str, text: str) -> Pattern:
        """Take a pattern that can match something; one of an old file's that cannot is noted."""
        if self._dialect != "flake8":
            if why := never_matches(text, self._frame.roots):
                raise ConfigError(f"{key}: {text!r} matches nothing: {why}")
        elif "\\" in text and os.sep != "\\":
            self.notes.append(
                f"{self._document.place(key)}: {key}: {text!r} matches nothing; '/' separates directories"
            )
        return Pattern(text, self._base, self._dialect)

    def _require_known(self, key: str, codes: Iterable[str]) -> None:
        """Refuse a code that nothing has: what it should select is never looked for.

        Raises:
            ConfigError: with the first of them, and the nearest that there is.
        """
        known = self._frame.codes
        for code in codes if known is not None else ():
            if known is None or known.has(code):
                continue
            if self._is_old:
                self.unheard.append(code)
                continue
            message = f"{key}: no rule has the code {code!r}{cure(code) or known.hint(code)}"
            if known.is_complete:
                raise ConfigError(message)
            self.notes.append(f"{message}; passed over, as a plugin is disabled that may have it")
