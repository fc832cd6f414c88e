"""Which directories are asked for configuration, where the project's root is, and what its files hold."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from msgspec import Struct

from qualitygate.config.documents import Document, TomlDocument, read_text
from qualitygate.errors import ConfigError
from qualitygate.inputs import Inputs

_SECTION = ("tool", "qualitygate")
_OWN_FILE, _SHARED_FILE = "qualitygate.toml", "pyproject.toml"


class Survey(Struct, frozen=True):
    """What the way up from a directory holds."""

    directories: tuple[str, ...]  #: absolute, nearest first, up to and including the boundary
    boundary: str | None  #: the directory with ``root = true`` or ``.git``; None when there is none
    documents: Mapping[str, TomlDocument]  #: of those with a table for qualitygate, nearest first


def survey(start: str, inputs: Inputs) -> Survey:
    """Walk up to a directory with ``root = true`` or ``.git``, or to the home directory or the top, exclusive of home.

    The limit at the home directory is flake8's (7.5, ``_find_config_file``).

    Raises:
        ConfigError: a configuration file on the way cannot be read.
    """
    directories: list[str] = []
    documents: dict[str, TomlDocument] = {}
    for directory in _ascend(start, inputs):
        directories.append(directory)
        document = read_directory(directory, start, inputs)
        if document:
            documents[directory] = document
        if is_boundary(directory, document, inputs):
            return Survey(tuple(directories), directory, documents)
    return Survey(tuple(directories), None, documents)


def repository_root(start: str, inputs: Inputs) -> str | None:
    """Return the nearest directory at or above ``start`` with a ``.git``, reading no configuration."""
    return next((directory for directory in _ascend(start, inputs) if is_boundary(directory, None, inputs)), None)


def is_boundary(directory: str, document: Document | None, inputs: Inputs) -> bool:
    """Does a project begin in this directory?"""
    says_root = document is not None and document.table.get("root") is True
    return inputs.exists(os.path.join(directory, ".git")) or says_root


def read_directory(directory: str, root: str, inputs: Inputs) -> TomlDocument | None:
    """Read a directory's own configuration; None when it has none. Messages name the file relative to ``root``.

    Raises:
        ConfigError: a file cannot be read, or both files have settings.
    """
    own = _read(os.path.join(directory, _OWN_FILE), root, inputs)
    shared = _read(os.path.join(directory, _SHARED_FILE), root, inputs)
    if own and shared:
        raise ConfigError(f"{own.name} and {shared.name} {shared.section}: expected one of the two, found both")
    return own or shared


def read_toml(path: str, name: str, inputs: Inputs) -> TomlDocument | None:
    """Read one TOML file: ``[tool.qualitygate]`` of a pyproject.toml, the whole of any other; None without a table.

    Raises:
        ConfigError: it cannot be read or parsed.
    """
    text = read_text(path, name, inputs)
    if text is None:
        return None
    if os.path.basename(path) != _SHARED_FILE:
        own = TomlDocument(name, text, parsed=inputs.parsed)
        shared = own.table.get(_SECTION[0])
        if isinstance(shared, dict) and _SECTION[1] in shared:
            title = ".".join(_SECTION)
            raise ConfigError(f"{own.place(*_SECTION)}: all of this file is ours; write its keys without [{title}]")
        return own
    if _SECTION[1] not in text:
        return None  # most have no table for us; a mistake in those is no concern of ours
    document = TomlDocument(name, text, _SECTION, inputs.parsed)
    return document if document.has_table else None


def _read(path: str, root: str, inputs: Inputs) -> TomlDocument | None:
    return read_toml(path, relative(path, root), inputs)


def relative(path: str, root: str) -> str:
    """Return ``path`` as POSIX relative to ``root``; "" for the root itself."""
    if path == root:
        return ""
    prefix = root if root.endswith(os.sep) else root + os.sep
    inner = path[len(prefix) :] if path.startswith(prefix) else os.path.relpath(path, root)
    return inner.replace(os.sep, "/")


def inside(directory: str, root: str) -> str:
    """Return the directory relative to the root; "" when it is not inside, so that patterns mean the root."""
    inner = relative(directory, root)
    return "" if inner == ".." or inner.startswith("../") else inner


def _ascend(start: str, inputs: Inputs) -> Iterator[str]:
    home = os.path.realpath(inputs.environment.home())
    directory = start
    while True:
        yield directory
        above = os.path.dirname(directory)
        if above == directory or os.path.realpath(above) == home:
            return
        directory = above
