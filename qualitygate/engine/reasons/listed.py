"""Where an entry of a list of codes stands that is in force for a path."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from qualitygate.config.tree import SettingsTree


class Listed(Struct, frozen=True):
    """One entry's place."""

    key: str  #: the list: "ignore", "per-file-ignores"
    source: str  #: "pyproject.toml:14", "command line"
    pattern: str = ""  #: of the files that it holds for, under per-file-ignores


def where_listed(entry: str, path: str, tree: SettingsTree, keys: Collection[str]) -> Listed | None:
    """Return where ``entry`` stands in one of the lists ``keys`` that are in force for a file; None for a default."""
    for key, value, source in reversed(tree.origins(path)):
        name, _, pattern = key.partition(".")
        if name in keys and isinstance(value, tuple) and entry in value and source != "default":
            return Listed(name, _exact(entry, name, source, tree), pattern)
    return None


def _exact(entry: str, key: str, source: str, tree: SettingsTree) -> str:
    """Return the line of the entry itself where the list goes over several."""
    for exclusion in tree.exclusions():
        is_it = exclusion.key == key and exclusion.codes == (entry,) and exclusion.line
        if is_it and exclusion.path in (place.partition(":")[0] for place in source.split(", ")):
            return f"{exclusion.path}:{exclusion.line}"
    return source
