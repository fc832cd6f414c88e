"""The syntax trees that flake8's plugins get: never the one that our own checkers read."""

from __future__ import annotations

import ast
import sys
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from qualitygate.api import Source

_ATTRIBUTE = "_tree_of_flake8_plugins"
#: What edits a tree has one of these names in it.
_EDITING = (b"NodeTransformer", b"fix_missing_locations", b"increment_lineno", b"copy_location")


def tree_for(source: Source, *, is_own: bool = False) -> ast.Module:
    """Return the tree that all of them share, as under flake8, or one of its own for a plugin that edits trees.

    They hang ``parent`` and the like on its nodes, which costs the others nothing; what our checkers read stays as it
    was parsed. A second parse takes a fortieth of the time that eleven plugins take (measured on Django).
    """
    if is_own:
        return _parse(source)
    tree = source.__dict__.get(_ATTRIBUTE)
    if tree is None:
        tree = source.__dict__[_ATTRIBUTE] = _parse(source)
    return tree


def may_edit(files: list[Path]) -> bool:
    """Does code in these files take syntax trees apart, so that what it has seen is no tree for others?"""
    for file in files:
        try:
            text = file.read_bytes()
        except OSError:
            continue
        if any(name in text for name in _EDITING):
            return True
    return False


def files_of(objects: Iterable[Any]) -> list[Path]:
    """Return the files of the packages or modules that the checks come from."""
    found: set[Path] = set()
    for obj in objects:
        package = sys.modules.get(getattr(obj, "__module__", "").partition(".")[0])
        places = list(getattr(package, "__path__", ()))
        file = getattr(package, "__file__", None)
        found.update(path for place in places for path in Path(place).rglob("*.py"))
        found.update([Path(file)] if file and not places else [])
    return sorted(found)


def _parse(source: Source) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about the checked code: Python says it where it runs
        return ast.parse(source.text)
