"""Settings in layers, one for each document, and how layers make the values in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from qualitygate.api.options import Option
from qualitygate.config.documents import Document
from qualitygate.config.keys import EXTENDING, PATTERN_LISTS
from qualitygate.config.patterns import PathMatcher
from qualitygate.config.toml_lines import KeyPath
from qualitygate.model.settings import Dialect, KindRule, OptionValue, Pattern, PerFileIgnore

#: A document and the steps to a key in it.
Origin = tuple[Document, KeyPath]


class Entry(Struct, frozen=True):
    """A value in force and where it came from; no origins means it is the default."""

    value: OptionValue | tuple[Pattern, ...] | tuple[tuple[str, ...], ...] | tuple[KindRule, ...]
    origins: tuple[Origin, ...] = ()

    @property
    def source(self) -> str:
        """Where the value came from: "pyproject.toml:14", "default"."""
        return ", ".join(document.place(*path) for document, path in self.origins) or "default"

    def plus(self, other: Entry) -> Entry:
        """Join two lists, this one first."""
        assert isinstance(self.value, tuple) and isinstance(other.value, tuple)
        joined: Any = (*self.value, *other.value)
        return Entry(joined, (*self.origins, *other.origins))


class FileIgnore(Struct, frozen=True, eq=False):
    """One line of per-file-ignores with the matcher for its pattern."""

    ignore: PerFileIgnore
    matcher: PathMatcher
    origin: Origin


class Override(Struct, frozen=True, eq=False):
    """One ``[[overrides]]`` table."""

    matcher: PathMatcher
    entries: Mapping[str, Entry]


class Layer(Struct, frozen=True, eq=False):
    """What one document says."""

    document: Document
    entries: Mapping[str, Entry]
    per_file_ignores: tuple[FileIgnore, ...] | None = None  #: None = it says nothing about them
    overrides: tuple[Override, ...] = ()
    dialect: Dialect = "qualitygate"
    base: str = ""  #: the directory its patterns are relative to
    notes: tuple[str, ...] = ()


def default_entries(keys: Iterable[Option]) -> dict[str, Entry]:
    """Return the lowest layer: every key with its default."""
    return {option.key: Entry(_as_patterns(option)) for option in keys}


def _as_patterns(option: Option) -> OptionValue | tuple[Pattern, ...]:
    if option.key in PATTERN_LISTS and isinstance(option.default, tuple):
        return tuple(map(Pattern, option.default))
    return option.default


def merge(
    defaults: Mapping[str, Entry], floor: Layer | None, layers: Iterable[Layer], overrides: Iterable[Override] = ()
) -> dict[str, Entry]:
    """Lay the layers over each other, the last wins key by key; of ``overrides`` those that apply to the path.

    The nearest file's ``extend-…`` list replaces that of the files above, and adds to the profile's. An override adds
    to the list in force, and stands directly over its own file.
    """
    merged = dict(defaults)
    applying = set(overrides)
    for layer in (*((floor,) if floor else ()), *layers):
        for key, entry in layer.entries.items():
            base = floor.entries.get(key) if floor and layer is not floor and key in EXTENDING else None
            merged[key] = base.plus(entry) if base else entry
        for override in layer.overrides:
            for key, entry in override.entries.items() if override in applying else ():
                merged[key] = merged[key].plus(entry) if key in EXTENDING else entry
    return merged
