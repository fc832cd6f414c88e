"""From a directory and a command line to configuration: first what decides about plugins, then everything."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Any

from msgspec import Struct

from qualitygate.api.options import Option
from qualitygate.config.codes import Codes
from qualitygate.config.command_line import CommandLine, command_line_document
from qualitygate.config.documents import Document
from qualitygate.config.keys import PLUGIN_KEYS, Keys
from qualitygate.config.local_plugins import entries_of, entries_of_old, files_of
from qualitygate.config.locate import (
    Survey,
    inside,
    read_toml,
    relative,
    repository_root,
    survey,
)
from qualitygate.config.old_files import OldSection, find_old, read_old
from qualitygate.config.reading import Frame
from qualitygate.config.stacks import Found, Stacks
from qualitygate.config.tables import read_tables
from qualitygate.config.tree import SettingsTree
from qualitygate.config.values import string_list
from qualitygate.errors import ConfigError
from qualitygate.inputs import Inputs
from qualitygate.model.replacement import replace
from qualitygate.model.selection import Selection
from qualitygate.model.settings import OptionValue, PluginPolicy

__all__ = ["CommandLine", "RawConfiguration", "load"]


class RawConfiguration(Struct, frozen=True):
    """The files of the root, found and parsed, but not yet compared with what plugins declare."""

    root: str  #: absolute
    plugins: PluginPolicy
    command_line: CommandLine
    found: Found

    def without_local_plugins(self) -> RawConfiguration:
        """Return the same with no code of the checked repository."""
        named = (*self.plugins.local, *map(str, self.plugins.entries))
        return replace(self, plugins=replace(self.plugins, local=(), entries=(), left_out=named))

    @property
    def unknown_plugins(self) -> tuple[str, ...]:
        """The names of plugins that are not loaded, so that their keys and codes are not known."""
        return (
            *self.plugins.disabled, *(os.path.splitext(os.path.basename(path))[0] for path in self.plugins.left_out)
        )

    def run_options(self, options: Iterable[Option]) -> dict[str, OptionValue]:
        """Return what is decided once per run, which is wanted before everything else can be validated.

        A mistake is left out here: :meth:`resolve` says it.
        """
        keys = Keys(options)
        said = command_line_document(self.command_line, keys)
        documents: list[Document] = [*((self.found.run[1],) if self.found.run else ()), said]
        result: dict[str, OptionValue] = {}
        for key in keys.once:
            option = keys.option(key)
            assert option is not None, key
            tables = next((each.table[key] for each in reversed(documents) if key in each.table), ())
            with suppress(ConfigError):
                result[key] = read_tables(option, tables, lambda *steps: suppress(ConfigError))
        return result

    def place_of_code(self, options: Iterable[Option], code: str) -> str:
        """Return where a table of the root's file gives something this code: "pyproject.toml:14"; "" = none does."""
        if not self.found.run:
            return ""
        document = self.found.run[1]
        for option in options:
            tables = document.table.get(option.key, ()) if option.fields else ()
            for index, table in enumerate(tables if isinstance(tables, (list, tuple)) else ()):
                if isinstance(table, dict) and table.get("code") == code:
                    return document.place(option.key, index, "code")
        return ""

    def resolve(
        self,
        options: Iterable[Option],
        profiles: Mapping[str, bytes],
        defaults: Selection = Selection(),
        codes: Codes | None = None,
        named: tuple[str, ...] = (),
    ) -> SettingsTree:
        """Validate everything from here up to the root against the core's keys and those of the plugins.

        ``named`` are prefixes of codes that the configuration selects by naming who finds them.
        ``profiles`` is asked only when a configuration names one; it may read lazily. Files in directories further
        down are read and validated when a path in them is asked about.

        Raises:
            ConfigError: with one line for each mistake of the first document that has any.
        """
        frame = Frame(Keys(options, defaults), self.root, self.unknown_plugins, codes)
        found = replace(self.found, command_line=command_line_document(self.command_line, frame.keys))
        tree = SettingsTree(Stacks(found, frame, profiles), frame, defaults, named)
        tree.file_rules_for(found.base)
        return tree


def load(
    cwd: str,
    command_line: CommandLine,
    named: Iterable[str] = (),
    parsed: Mapping[str, dict[str, Any]] = MappingProxyType({}),
    inputs: Inputs | None = None,
) -> RawConfiguration:
    """Find the project's root and the configuration that governs it.

    What is ``named`` decides, wherever we stand: the root is the nearest directory, from what all named paths have in
    common upwards, with ``root = true`` or ``.git``; failing these the topmost with a table for qualitygate, then the
    directory of the old file that is used, then ``cwd``. Nothing named means ``cwd``.

    ``parsed`` are the texts that an earlier run has parsed; ``inputs`` is what is read through, None = the disk.

    Raises:
        ConfigError: a file cannot be read or parsed, or what it says about plugins has a wrong type.
    """
    here = os.path.abspath(cwd)
    inputs = inputs or Inputs()
    inputs.parsed.update(parsed)
    start = common_directory(here, named, inputs)
    if command_line.isolated or command_line.config_file is not None:
        return _load_only(command_line.config_file, (here, start), command_line, inputs)
    way, old = _search(start, here, inputs)
    topmost = next(reversed(tuple(way.documents)), None)
    alone = here if _is_in(start, here) or way.directories[0] == here else start
    root = way.boundary or topmost or (os.path.dirname(old.path) if old else alone)
    for directory, document in way.documents.items():  # named relative to where we started until the root was known
        document.name = relative(os.path.join(directory, os.path.basename(document.name)), root)
    documents = {relative(directory, root): document for directory, document in way.documents.items()}
    run = (relative(topmost, root), way.documents[topmost]) if topmost else None
    said = command_line_document(command_line, Keys())
    base = inside(here, root)
    found = Found(said, base, run=run, documents=documents, old=old, inputs=inputs, way=way.directories)
    return RawConfiguration(root, _plugin_policy(found, root), command_line, found)


def _search(start: str, here: str, inputs: Inputs) -> tuple[Survey, OldSection | None]:
    """Look upwards from what is named; where nothing is around files of several projects, from where we stand."""
    way = survey(start, inputs)
    old = None if way.documents else find_old(way.directories, way.boundary, inputs)
    if start != here and _is_in(here, start) and not (way.boundary or way.documents or old):
        return _search(here, here, inputs)
    return way, old


def common_directory(here: str, named: Iterable[str], inputs: Inputs) -> str:
    """Return the directory that holds all that is named, as it is written: links are not followed."""
    places = {os.path.normpath(os.path.join(here, path)) for path in named}
    directories = {place if inputs.is_directory(place) else os.path.dirname(place) for place in places}
    try:
        return os.path.commonpath(directories) if directories else here
    except ValueError:  # several drives on Windows
        return here


def _is_in(path: str, directory: str) -> bool:
    return f"{path}{os.sep}".startswith(directory if directory.endswith(os.sep) else directory + os.sep)


def _load_only(
    file: str | None, places: tuple[str, str], command_line: CommandLine, inputs: Inputs
) -> RawConfiguration:
    """Read one file, or none: ``--config FILE`` and ``--isolated``."""
    here, start = places
    root = repository_root(start, inputs) or (here if _is_in(start, here) else start)
    run, old = None, None
    if file is not None and not command_line.isolated:
        path = os.path.abspath(os.path.join(here, file))
        if path.endswith(".toml"):
            document = read_toml(path, file, inputs.for_named(path))
            run = (inside(os.path.dirname(path), root), document) if document else None
        else:
            old = read_old(path, file, inputs.for_named(path))
        if not (run or old):
            raise ConfigError(
                f"{file}: expected [tool.qualitygate] in a pyproject.toml, another .toml file, or an INI file with "
                "[flake8], [pycodestyle] or [pep8]" + ("" if inputs.is_file(path) else "; there is no such file")
            )
    said = command_line_document(command_line, Keys())
    found = Found(said, inside(here, root), only=True, run=run, old=old, inputs=inputs)
    return RawConfiguration(root, _plugin_policy(found, root), command_line, found)


def _plugin_policy(found: Found, root: str) -> PluginPolicy:
    """Read the three lists; the command line's stand instead of the file's, but disabling adds up."""
    lists = {key: (list[str](), "", "") for key in PLUGIN_KEYS}
    said = (*((found.run,) if found.run else ()), (found.base, found.command_line))
    for directory, document in said:
        for key in PLUGIN_KEYS & document.table.keys():
            values = list(_strings(document, key))
            above = lists[key][0] if key == "disable-plugins" else []
            lists[key] = ([*above, *values], directory, document.name)
    local, directory, source = lists["plugins"]
    old = found.old or _extended(found, root)
    return PluginPolicy(
        files_of(local, directory),
        (
            *(entries_of_old(old) if old else ()),
            *entries_of(local, os.path.normpath(os.path.join(root, directory)), source, found.inputs),
        ),
        tuple(dict.fromkeys(lists["disable-plugins"][0])),
        tuple(lists["require-plugins"][0]),
    )


def _extended(found: Found, root: str) -> OldSection | None:
    """Return the old file that the root's configuration extends; one that is not there is said elsewhere."""
    name = found.run[1].table.get("extends") if found.run else None
    if not found.run or not name or not isinstance(name, str):
        return None
    path = os.path.normpath(os.path.join(root, found.run[0], name))
    return read_old(path, relative(path, root), found.inputs)


def _strings(document: Document, key: str) -> tuple[str, ...]:
    try:
        return string_list(key, document.table[key])
    except ConfigError as error:
        raise ConfigError(f"{document.place(key)}: {error}") from None
