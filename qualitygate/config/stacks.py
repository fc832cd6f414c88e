"""The layers that govern each directory, read when the directory is first asked about."""

from __future__ import annotations

import os
from collections.abc import Mapping

from msgspec import Struct, field

from qualitygate.config.documents import Document, PlainDocument, TomlDocument
from qualitygate.config.layers import FileIgnore, Layer, Override
from qualitygate.config.keys import EXTENDING
from qualitygate.config.locate import inside, is_boundary, read_directory, relative, survey
from qualitygate.config.old_files import OldSection, convert, find_old, local_plugins, read_old
from qualitygate.config.reading import COMMAND_LINE, NESTED, OWN_ROOT, PROFILE, RUN, Frame, Role, read_layer
from qualitygate.errors import ConfigError
from qualitygate.inputs import Inputs
from qualitygate.model.nearest import did_you_mean
from qualitygate.model.replacement import replace
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
    def has_own(self) -> bool:
        """Does a file of ours speak, so that old ones do not?"""
        return any(layer.dialect != "flake8" for layer in self.files)

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
    old: OldSection | None = None  #: the old file in force where we start
    way: tuple[str, ...] = ()  #: absolute directories that were searched, nearest first
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
        nothing = self._stack(())
        only = self._only_layer() if found.only else None
        self._stacks[""] = self._stack((only,) if only else ()) if found.only else self._below(nothing, "")
        if found.way:
            from qualitygate.config.unread import unread  # here: not where one file alone is read

            self.notes += unread(found.way, frame.root, tuple(found.documents.values()), found.old, found.inputs)

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
        """Return the layers for a directory, POSIX and relative to the root; one outside it has its own project's.

        Raises:
            ConfigError: a file in it or above is wrong.
        """
        stack = self._stacks.get(directory)
        if stack is None:
            if self._found.only:
                stack = self._stacks[""]
            elif directory.startswith(("../", "/")) or directory == "..":
                stack = self._elsewhere(directory)
            else:
                stack = self._below(self.stack_for(directory.rpartition("/")[0]), directory)
            self._stacks[directory] = stack
        return stack

    def _below(self, above: Stack, directory: str) -> Stack:
        layer = self._own_layer(directory)
        if layer is None:
            return above if above.has_own else self._with_old(above, directory)
        files = () if self._is_own_root(directory, layer.document) else above.files
        if files and not above.has_own:
            old = files[-1].document
            self.notes.append(
                f"not read below {directory}/: {old.name} {old.section}, as {layer.document.name} is there"
            )
            files = ()
        return self._stack((*files, *self._extended(layer)))

    def _with_old(self, above: Stack, directory: str) -> Stack:
        """Let the old section of a directory, where it has one, count alone; nothing of ours is above it."""
        found, root = self._found.old, self._frame.root
        absolute = os.path.normpath(os.path.join(root, directory))
        if found is None or os.path.dirname(found.path) != absolute:
            found = find_old([absolute], root, self.inputs)
            self._note_local_plugins(found)
        return self._stack((self._old_layer(found, directory),)) if found else above

    def _note_local_plugins(self, found: OldSection | None) -> None:
        """Say of a file below the root that it names plugins in vain: which there are is decided once per run."""
        section, own = local_plugins(found) if found else ("", {})
        if found and own:
            self.notes.append(f"{found.name} [{section}]: not run; only what governs the whole run names plugins")

    def _old_layer(self, found: OldSection, base: str) -> Layer:
        document, notes = convert(found, self._frame.keys)
        self.notes += notes
        return self._read(document, RUN, base, "flake8")

    def _extended(self, layer: Layer) -> tuple[Layer, ...]:
        """Put the old file under a layer that the layer names with ``extends``; lists that extend add up."""
        entry = layer.entries.get("extends")
        if entry is None or not entry.value:
            return (layer,)
        name = os.path.normpath(os.path.join(layer.base, str(entry.value))).replace(os.sep, "/")
        found = read_old(os.path.join(self._frame.root, name), name, self.inputs)
        if found is None:
            raise ConfigError(
                f"{entry.source}: extends: expected a file with [flake8], [pycodestyle] or [pep8]: {name}"
            )
        old = self._old_layer(found, os.path.dirname(name))
        both = EXTENDING & old.entries.keys() & layer.entries.keys()
        entries = {**layer.entries, **{key: old.entries[key].plus(layer.entries[key]) for key in both}}
        return (old, replace(layer, entries=entries))

    def _elsewhere(self, directory: str) -> Stack:
        """Return the layers of another project, as its own run has them; what is decided once per run is not."""
        root = self._frame.root
        way = survey(os.path.normpath(os.path.join(root, directory)), self.inputs)
        files: tuple[Layer, ...] = ()
        for above in reversed(tuple(way.documents)):
            document = way.documents[above]
            base = relative(above, root)
            document.name = f"{base}/{os.path.basename(document.name)}"
            files += self._extended(self._read(document, OWN_ROOT, base))
        old = None if files else find_old(way.directories, root, self.inputs)
        return self._stack((self._old_layer(old, relative(os.path.dirname(old.path), root)),) if old else files)

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
            return self._old_layer(found.old, inside(os.path.dirname(found.old.path), self._frame.root))
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
                hint = did_you_mean(name, self._profiles)
                raise ConfigError(f"{source}: profile: no plugin offers {name!r}{hint}; known are: {known}")
            text = self._profiles[name].decode("utf-8")
            document = TomlDocument(f"profile {name}", text, parsed=self.inputs.parsed)
            floor = self._floors[name, base] = self._read(document, PROFILE, base)
        return floor
