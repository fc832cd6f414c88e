"""Importing plugins: the project's own modules on the import path after all others, anew when needed; cures told."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterable
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

from qualitygate.api import ForeignPlugin


class _Place(str):
    """An entry of the import path that is the checked project's, and the modules that were there before it."""

    before: frozenset[str]


def make_importable(paths: Iterable[str]) -> None:
    """Extend the import path as flake8 does (7.5, ``_import_plugins``), instead of what it was extended by before.

    What was imported from there is forgotten: a language server outlives an edit, and the next project's module of the
    same name is another one.
    """
    for name in [name for name, _ in _imported()]:
        del sys.modules[name]
    sys.path[:] = [entry for entry in sys.path if not isinstance(entry, _Place)]
    before = frozenset(sys.modules)
    for path in dict.fromkeys(paths):
        place = _Place(path)
        place.before = before
        sys.path.append(place)
    importlib.invalidate_caches()


def imported_files() -> list[Path]:
    """Return the files of all modules that were imported from there."""
    return sorted(file for _, file in _imported())


def _imported() -> list[tuple[str, Path]]:
    places = [entry for entry in sys.path if isinstance(entry, _Place)]
    found = []
    for name, module in sys.modules.items():
        file = getattr(module, "__file__", None) or ""
        if any(name not in place.before and file.startswith(os.path.join(place, "")) for place in places):
            found.append((name, Path(file)))
    return found


def load(foreign: ForeignPlugin, entry: EntryPoint) -> Any:
    """Import what the entry names.

    Raises:
        ImportError: with the cure.
    """
    try:
        return entry.load()
    except ImportError as error:
        raise ImportError(f"{error}; {_cure(foreign)}") from error


def _cure(foreign: ForeignPlugin) -> str:
    if foreign.is_local:
        return "is the project itself installed here (python -m pip install -e .), or its directory named by 'paths'?"
    return f"run with --no-plugin {foreign.name}, or reinstall {foreign.distribution.partition(' ')[0]}"
