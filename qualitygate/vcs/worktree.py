"""The working tree held against what git has, without asking git to look at it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import NamedTuple

from qualitygate.vcs.command import Git
from qualitygate.vcs.index import REGULAR, Index, IndexEntry, begin_index, read_index
from qualitygate.vcs.objects import read_blobs
from qualitygate.vcs.stored import NO_CONVERSION, Conversion, blob_id, checked_out, conversions, stored


class OnDisk(NamedTuple):
    """A file of the working tree."""

    path: str
    data: bytes
    stored: bytes | None  #: as git would store it; None where that is not known, or it would refuse
    encoding: str  #: of the data, where it is stored as UTF-8; "" = it is stored in its own
    filter: str  #: the name of a program that we do not run


class WorkTree:
    """The files below git's directory, and the index."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self.filtered: dict[str, str] = {}  #: files of which only a filter knows what git would store, and its name
        self._conversions: Mapping[str, Conversion] = {}  #: of files that are not what was compared, byte for byte
        begin_index(git)

    @cached_property
    def index(self) -> Index:
        """What is staged.

        Raises:
            RevisionError: git cannot read it.
        """
        return read_index(self._git)

    def changed(self, blobs: Mapping[str, str]) -> set[str]:
        """Return the files of which git would not store these objects, by path, those that are gone among them.

        Raises:
            RevisionError: git cannot read its index or an object of it.
        """
        uncertain = {path: blob for path, blob in blobs.items() if not self._is_seen(path, blob)}
        contents = {path: data for path in uncertain if (data := self._read(path)) is not None}
        others = {path for path, data in contents.items() if blob_id(data, uncertain[path]) != uncertain[path]}
        self._conversions = known = conversions(self._git, others)
        converted = {path for path in others if path in known and self._stores(path, contents[path], blobs, known)}
        return (uncertain.keys() - contents.keys()) | (others - converted)

    def as_on_disk(self, path: str, data: bytes) -> bytes:
        """Return stored content of a file that has changed in the encoding that the file has."""
        return checked_out(data, self._conversions[path]) if path in self._conversions else data

    def on_disk(self, paths: Sequence[str]) -> Iterator[OnDisk]:
        """Yield what the disk has of staged files, in order; what cannot be read is empty, and not to be stored."""
        known = conversions(self._git, paths)
        for path in paths:
            conversion, data = known.get(path, NO_CONVERSION), self._read(path)
            kept = None if data is None else stored(data, conversion, partial(self._indexed, path))
            yield OnDisk(path, data or b"", kept, conversion.encoding, conversion.filter)

    def staged(self) -> Iterator[IndexEntry]:
        """Yield the regular files whose content would be committed."""
        for entry in self.index.entries.values():
            if entry.mode in REGULAR and entry.is_staged and not entry.is_left_out:
                yield entry

    def unlike_disk(self, entries: Iterable[IndexEntry]) -> set[str]:
        """Return the paths whose bytes on the disk are not those of the index, be it for a conversion alone."""
        entries = list(entries)
        converted = conversions(self._git, [entry.path for entry in entries])
        unlike = set()
        for entry in entries:
            status = self._status(entry.path)
            if entry.path not in converted and status is not None and entry.was_seen_as(status, self.index.written):
                continue
            data = self._read(entry.path)
            if data is None or blob_id(data, entry.blob) != entry.blob:
                unlike.add(entry.path)
        return unlike

    def _is_seen(self, path: str, blob: str) -> bool:
        """Does the index vouch for it?"""
        entry = self.index.entries.get(path)
        if entry is None or entry.blob != blob:
            return False
        status = self._status(path)
        if status is None:
            return entry.is_left_out
        return entry.was_seen_as(status, self.index.written)

    def _stores(
        self, path: str, data: bytes, blobs: Mapping[str, str], known: Mapping[str, Conversion]
    ) -> bool:
        if name := known[path].filter:
            self.filtered[path] = name
        content = stored(data, known[path], lambda: self._indexed(path))
        return content is not None and blob_id(content, blobs[path]) == blobs[path]

    def _indexed(self, path: str) -> bytes:
        entry = self.index.entries.get(path)
        return next(read_blobs(self._git, [entry.blob])) if entry else b""

    def _status(self, path: str) -> os.stat_result | None:
        try:
            return os.lstat(f"{self._git.directory}/{path}")  # os.path.join takes half as long again
        except OSError:
            return None

    def _read(self, path: str) -> bytes | None:
        """Return the content of a regular file; None where there is none."""
        whole = os.path.join(self._git.directory, path)
        try:
            if not os.path.isfile(whole) or os.path.islink(whole):
                return None
            with open(whole, "rb") as file:
                return file.read()
        except OSError:
            return None
