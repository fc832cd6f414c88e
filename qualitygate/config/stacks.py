"""The layers that govern each directory, read when the directory is first asked about."""

from __future__ import annotations

import os
from collections.abc import Mapping

from msgspec import Struct, field

from qualitygate.config.documents import Document, PlainDocument, TomlDocument
from qualitygate.config.layers import FileIgnore, Layer, Override
from qualitygate.config.locate import inside, is_boundary, read_directory
from qualitygate.config.old_files import OldSection, convert
from qualitygate.config.reading import COMMAND_LINE, NESTED, OWN_ROOT, PROFILE, RUN, Frame, Role, read_layer
from qualitygate.errors import ConfigError
from qualitygate.inputs import Inputs
from qualitygate.model.settings import Dialect


class Stack(Struct, frozen=True, eq=False):
    """The layers in force in some directories."""

    floor: Layer | None  #: the profile
    files: tuple[Layer, ...]  #: from the root downwards
    command_line: Layer

    @property
    def layers(self) -> tuple[Layer, ...]:
        """All but the profile, the strongest last."""
        return (*self.files, self.command_line)

    @property
    def dialect(self) -> Dialect:
        """How ``exclude`` is read: as flake8 does where nothing but an old file speaks."""
        return self.files[-1].dialect if self.files else "qualitygate"

    def overrides(self) -> list[Override]:
        """Return every override, the strongest last."""
        layers = (*((self.floor,) if self.floor else ()), *self.layers)
        return [override for layer in layers for override in layer.overrides]

    def per_file_ignores(self) -> list[FileIgnore]:
        """Return those in force: for each pattern the nearest file's; the command line's instead of all."""
        if self.command_line.per_file_ignores is not None:
            return list(self.command_line.per_file_ignores)
        nearest: dict[str, list[FileIgnore]] = {}
        for layer in (*((self.floor,) if self.floor else ()), *self.files):
            own: dict[str, list[FileIgnore]] = {}
            for entry in layer.per_file_ignores or ():
                own.setdefault(entry.ignore.pattern.text, []).append(entry)  # flake8's syntax may repeat a pattern
            nearest |= own
        return [entry for entries in nearest.values() for entry in entries]


class Found(Struct, frozen=True):
    """The documents that govern a run, parsed but not validated."""

    command_line: PlainDocument
    base: str = ""  #: the directory the run was started in, relative to the root
    run: tuple[str, TomlDocument] | None = None  #: the topmost configuration file and its directory
    only: bool = False  #: ``run`` or ``old`` governs everything, no other file is read
    documents: Mapping[str, TomlDocument] = field(default_factory=dict)  #: by directory, those already read
    old: OldSection | None = None
    inputs: Inputs = field(default_factory=Inputs)  #: through which they and those below are read


class Stacks:
    """The stack for every directory of the project. Directories without a file of their own share their parent's."""

    def __init__(self, found: Found, frame: Frame, profiles: Mapping[str, bytes]) -> None:
        """Validate the command line and what governs the root.

        Raises:
            ConfigError: one of them is wrong.
        """
        self._found = found
        self._frame = frame
        self._profiles = profiles
        self._stacks: dict[str, Stack] = {}
        self._floors: dict[tuple[str, str], Layer] = {}
        self.sources: list[str] = []
        self.notes: list[str] = []
        dialect: Dialect = "flake8" if found.old else "qualitygate"
        self._command_line = read_layer(found.command_line, frame, COMMAND_LINE, base=found.base, dialect=dialect)
        self.notes += self._command_line.notes
        first = self._only_layer() if found.old or found.only else self._own_layer("")
        self._stacks[""] = self._stack((first,) if first else ())

    @property
    def inputs(self) -> Inputs:
        """What documents are read through."""
        return self._found.inputs

    @property
    def run(self) -> Stack:
        """The layers that decide what is decided once per run."""
        is_below = self._found.run is not None and not self._found.only
        return self.stack_for(self._found.run[0] if is_below and self._found.run else "")

    def stack_for(self, directory: str) -> Stack:
        """Return the layers for a directory, POSIX and relative to the root; outside it, those of the root.

        Raises:
            ConfigError: a file in it or above is wrong.
        """
        stack = self._stacks.get(directory)
        if stack is None:
            if self._found.only or directory.startswith(("../", "/")) or directory == "..":
                stack = self._stacks[""]
            else:
                stack = self._below(self.stack_for(directory.rpartition("/")[0]), directory)
            self._stacks[directory] = stack
        return stack

    def _below(self, above: Stack, directory: str) -> Stack:
        layer = self._own_layer(directory)
        if layer is None:
            return above
        is_own_root = self._is_own_root(directory, layer.document)
        return self._stack((layer,) if is_own_root else (*above.files, layer))

    def _stack(self, files: tuple[Layer, ...]) -> Stack:
        """Put the profile under the files that the nearest of them, or the command line, names."""
        for layer in (self._command_line, *reversed(files)):
            entry = layer.entries.get("profile")
            if entry and isinstance(entry.value, str):
                floor = self._floor(entry.value, layer.base, entry.source) if entry.value else None
                return Stack(floor, files, self._command_line)
        return Stack(None, files, self._command_line)

    def _only_layer(self) -> Layer | None:
        """Read the document that governs everything whatever directory it is in."""
        found = self._found
        if found.old:
            document, notes = convert(found.old, self._frame.keys)
            self.notes += notes
            base = inside(os.path.dirname(found.old.path), self._frame.root)
            return self._read(document, RUN, base, "flake8")
        return self._read(found.run[1], RUN, found.run[0]) if found.run else None

    def _own_layer(self, directory: str) -> Layer | None:
        """Read the configuration file of one directory."""
        root = self._frame.root
        place = os.path.join(root, directory) if directory else root
        document = self._found.documents.get(directory) or read_directory(place, root, self.inputs)
        if document is None:
            return None
        if directory == "" or (self._found.run and self._found.run[0] == directory):
            return self._read(document, RUN, directory)
        return self._read(document, OWN_ROOT if self._is_own_root(directory, document) else NESTED, directory)

    def _is_own_root(self, directory: str, document: Document) -> bool:
        return directory != "" and is_boundary(os.path.join(self._frame.root, directory), document, self.inputs)

    def _read(self, document: Document, role: Role, base: str, dialect: Dialect = "qualitygate") -> Layer:
        layer = read_layer(document, self._frame, role, base=base, dialect=dialect)
        self.sources.append(f"{document.name} {document.section}".rstrip())
        self.notes += layer.notes
        return layer

    def _floor(self, name: str, base: str, source: str) -> Layer:
        """Read a profile; its patterns are relative to the directory of the file that names it."""
        floor = self._floors.get((name, base))
        if floor is None:
            if name not in self._profiles:
                known = ", ".join(sorted(self._profiles)) or "none"
                raise ConfigError(f"{source}: profile: no plugin offers {name!r}; known are: {known}")
            text = self._profiles[name].decode("utf-8")
            document = TomlDocument(f"profile {name}", text, parsed=self._found.inputs.parsed)
            floor = self._floors[name, base] = self._read(document, PROFILE, base)
        return floor
