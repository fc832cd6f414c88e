"""Plugins that lie in the project's own tree: what ``plugins`` names, and ``[flake8:local-plugins]`` of an old file."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable

from qualitygate.config.flake8_text import split_list
from qualitygate.config.old_files import OldSection, local_plugins
from qualitygate.errors import ConfigError
from qualitygate.inputs import Inputs
from qualitygate.model.settings import LocalEntry

#: Which of flake8's plugins find something; those of its other group write reports.
_GROUP = "flake8.extension"
#: flake8 7.5, ``utils.LOCAL_PLUGIN_LIST_RE``: a blank separates no entries, for one stands around "=".
_ENTRIES = r"[,\t\n\r\f\v]"
_EXPECTED = "a path such as './tools/rules.py', or a plugin of flake8's such as 'ABC = ./tools/checks.py:Check'"


def files_of(values: Iterable[str], directory: str) -> tuple[str, ...]:
    """Return the entries of ``plugins`` that are plugins of ours: files, relative to the root as ``directory`` is.

    Raises:
        ConfigError: an entry is no path and no plugin of flake8's either.
    """
    found = []
    for value in values:
        if "=" in value:
            continue
        if not value.endswith(".py"):
            raise ConfigError(f"plugins: expected {_EXPECTED}, got {value!r}; installed plugins are on by default")
        found.append(os.path.normpath(os.path.join(directory, value)).replace(os.sep, "/"))
    return tuple(found)


def entries_of(values: Iterable[str], directory: str, source: str, inputs: Inputs) -> tuple[LocalEntry, ...]:
    """Return the entries of ``plugins`` that are flake8's; ``directory`` is absolute, ``source`` what names them.

    Raises:
        ConfigError: an entry is not NAME = FILE:OBJECT, or there is no such file.
    """
    found = []
    for value in values:
        if "=" in value:
            name, where = _split(value, "plugins")
            place, colon, obj = where.rpartition(":")
            if not place.endswith(".py"):
                found.append(LocalEntry(_GROUP, name, where, (), source))
                continue
            file = os.path.normpath(os.path.join(directory, place))
            if not inputs.is_file(file):
                raise ConfigError(f"{source}: plugins: {value!r}: there is no file {place!r} in {directory}")
            path, module = _module(file, inputs)
            found.append(LocalEntry(_GROUP, name, f"{module}:{obj}", (path,), source))
    return tuple(found)


def entries_of_old(old: OldSection) -> tuple[LocalEntry, ...]:
    """Return those of an old file, as flake8 reads them: ``paths`` from where the file is.

    Raises:
        ConfigError: an entry is not NAME = MODULE:OBJECT.
    """
    section, items = local_plugins(old)
    directory = os.path.dirname(old.path)
    paths = tuple(os.path.normpath(os.path.join(directory, path)) for path in split_list(items.get("paths", "")))
    source = f"{old.name} [{section}]"
    entries = (each.strip() for each in re.split(_ENTRIES, items.get("extension", "")))
    return tuple(LocalEntry(_GROUP, *_split(each, source), paths, source) for each in entries if each)


def as_written(entry: LocalEntry, directory: str, inputs: Inputs) -> str:
    """Write an entry as ``plugins`` has it, in a file of this absolute directory."""
    module, colon, obj = entry.value.partition(":")
    for path in entry.paths:
        for file in (f"{module.replace('.', '/')}.py", f"{module.replace('.', '/')}/__init__.py"):
            if inputs.is_file(os.path.join(path, file)):
                place = os.path.relpath(os.path.join(path, file), directory).replace(os.sep, "/")
                return f"{entry.name} = ./{place}{colon}{obj}"
    return str(entry)


def _split(entry: str, where: str) -> tuple[str, str]:
    name, _, value = (part.strip() for part in entry.partition("="))
    if not name or not value:
        raise ConfigError(f"{where}: expected 'ABC = module:Object', got {entry!r}")
    return name, value


def _module(file: str, inputs: Inputs) -> tuple[str, str]:
    """Return the directory that a file is imported from, and its name there: that of a package has dots."""
    directory, name = os.path.split(file[: -len(".py")])
    names = [] if name == "__init__" else [name]
    while inputs.is_file(os.path.join(directory, "__init__.py")) and os.path.dirname(directory) != directory:
        directory, name = os.path.split(directory)
        names.insert(0, name)
    return directory, ".".join(names)
