"""The inputs of ``--staged``: in the repository what the index holds, for that is what a commit would record."""

from __future__ import annotations

import errno
import os
import posixpath
import stat
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cached_property

from msgspec import Struct

from qualitygate.errors import RevisionError
from qualitygate.inputs import Inputs, NotRegularError
from qualitygate.vcs.git import Repository
from qualitygate.vcs.index import LINK, REGULAR, IndexEntry
from qualitygate.vcs.stored import blob_id

_MOST_LINKS = 40  # as Linux follows
_AFTER_SEPARATOR = chr(ord("/") + 1)
_FILE, _DIRECTORY = stat.S_IFREG | 0o644, stat.S_IFDIR | 0o755


class StagedInputs(Inputs):
    """Reads in the repository from its index and nothing else, outside of it and in ``.git`` from the disk.

    What lies on the disk and not in the index is not there: not staged, only announced (``git add -N``), or staged to
    be removed. Code is run from the disk, as Python does; that it is the staged code is looked at and said.
    """

    def __init__(self, start: str, top: str) -> None:
        """``top`` is the directory of the repository, as it is written; "" = there is none at or above ``start``.

        Raises:
            RevisionError: there is no repository, or no git.
        """
        super().__init__()
        self.top = top or start
        self.repository = Repository(self.top, option="--staged", staged=True)
        self._disk = Inputs(self.environment)
        self._absent: set[str] = set()  #: what was asked for, and is not in the index
        self._unlike: dict[str, str] = {}  #: what the disk has other bytes of, and the object of the index
        self._code: set[str] = set()
        self._named: set[str] = set()  #: what the command line names, and only the disk has

    @property
    def disk(self) -> Inputs:
        """What lies on the disk."""
        return self._disk

    def read(self, path: str, *, follow: bool = True) -> bytes:
        """Return the content of a file; what its staged links lead to, if they are followed."""
        self.contents.add(path)
        place, entry = self._find(path, follow=follow)
        if entry is not None:
            if entry.mode == LINK:
                raise NotRegularError(0, "a link")
            return self._content(entry, is_told=follow)  # ignore files are not followed, and decide nothing here
        if place is None:
            return self._disk.read(self._followed(path), follow=follow)
        if self._is_directory(place):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
        raise self._missing(path)

    def exists(self, path: str) -> bool:
        """Is anything staged there, be it a link that leads nowhere?"""
        self.contents.add(path)
        place, entry = self._find(path, follow=False)
        if place is None:
            return self._disk.exists(path)
        if entry is None and not self._is_directory(place):
            self._absent.add(path)
            return False
        return True

    def is_file(self, path: str) -> bool:
        """Is a regular file staged there, or a link to one?"""
        self.contents.add(path)
        place, entry = self._find(path)
        if place is None:
            return self._disk.is_file(self._followed(path))
        if entry is None:
            self._absent.add(path)
        return entry is not None

    def is_code(self, path: str) -> bool:
        """Is the file staged, and on the disk too?

        Raises:
            RevisionError: it is in one of the two places only.
        """
        place, entry = self._find(path)
        on_disk = self._disk.is_file(path)
        if place is None or (entry is None and not on_disk):
            return on_disk
        if entry is None:
            raise RevisionError(f"--staged: {place} is run by the configuration and not in the index; git add it")
        if not on_disk:
            raise RevisionError(
                f"--staged: {place} is run by the configuration, from the disk, and is only in the index; "
                f"git restore {place}"
            )
        self._content(entry, is_told=True)
        self._code.add(entry.path)
        return True

    def for_named(self, path: str) -> Inputs:
        """Return itself, or the disk where a file is not staged: who names it means it."""
        place, entry = self._find(path)
        if place is None or entry is not None or not self._disk.is_file(path):
            return self
        self._named.add(path)
        return self._disk

    def mode(self, path: str) -> int:
        """Return the mode of what is staged."""
        self.glances.add(path)
        place, entry = self._find(path)
        if place is None:
            return self._disk.mode(self._followed(path))
        if entry is None and not self._is_directory(place):
            raise self._missing(path)
        return _DIRECTORY if entry is None else _FILE

    def is_directory(self, path: str) -> bool:
        """Is anything staged below it?"""
        self.glances.add(path)
        place, entry = self._find(path)
        if place is None:
            return self._disk.is_directory(self._followed(path))
        return entry is None and self._is_directory(place)

    def head(self, path: str, size: int) -> bytes:
        """Return the first bytes of a staged file."""
        self.glances.add(path)
        place, entry = self._find(path)
        if place is None:
            return self._disk.head(self._followed(path), size)
        if entry is None:
            raise self._missing(path)
        return self._content(entry)[:size]

    def entries(self, directory: str) -> Sequence[StagedEntry]:
        """Return what a directory has of regular files that are staged and of directories with such files."""
        self.listings.add(directory)
        place, _ = self._find(directory)
        if place is None:
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), directory)
        prefix = f"{place}/" if place else ""
        paths, at = self._paths, bisect_left(self._paths, prefix)
        found = []
        while at < len(paths) and paths[at].startswith(prefix):
            name, below, _ = paths[at][len(prefix) :].partition("/")
            found.append(StagedEntry(name, os.path.join(directory, name), bool(below)))
            at = bisect_left(paths, f"{prefix}{name}{_AFTER_SEPARATOR}", at) if below else at + 1
        return found

    def told(self, root: str, later: Sequence[str], decides: Callable[[str], bool]) -> list[str]:
        """Say where index and disk differ in what was read, and what will be ``later``.

        ``decides``: would this file of the disk decide anything?
        """
        notes = [f"{self._shown(path, root)}: {self._how(path)}" for path in sorted(self._differing())]
        notes += (
            f"{os.path.relpath(path, root)}: not staged, so it does not count; git add it if it should"
            for path in sorted(self._absent.union(path for path in later if not self.exists(path)))
            if os.path.isfile(path) and decides(path)
        )
        named = "read from the disk, as the command line names it and it is not staged"
        return [*notes, *(f"{os.path.relpath(path, root)}: {named}" for path in sorted(self._named))]

    def _differing(self) -> set[str]:
        return self.repository.work.changed(self._unlike) if self._unlike else set()

    def _how(self, path: str) -> str:
        if path in self._code:
            return "its code runs from the disk, and the index has another text"
        is_there = os.path.lexists(os.path.join(self.top, path))
        return f"read as it is staged; the disk has {'another text' if is_there else 'it no more'}"

    def _shown(self, path: str, root: str) -> str:
        return os.path.relpath(os.path.join(self.top, path), root).replace(os.sep, "/")

    @cached_property
    def _paths(self) -> list[str]:
        return sorted(entry.path for entry in self.repository.work.staged())

    @cached_property
    def _links(self) -> dict[str, IndexEntry]:
        return {path: entry for path, entry in self.repository.work.index.entries.items() if entry.mode == LINK}

    def _find(self, path: str, *, follow: bool = True) -> tuple[str | None, IndexEntry | None]:
        """Return the place in the repository, and what the index has there; None: the disk is to be asked.

        Raises:
            RevisionError: the place is not merged.
        """
        place = self._place(self._followed(path, last=follow))
        if place is None:
            return None, None
        index = self.repository.work.index
        if place in index.conflicts:
            raise RevisionError(
                f"--staged: {place}: a merge conflict is not resolved; resolve it and git add the file"
            )
        entry = index.entries.get(place)
        modes = REGULAR if follow else (*REGULAR, LINK)  # a link that was followed leads in a circle
        return place, entry if entry and entry.is_staged and entry.mode in modes else None

    def _place(self, path: str) -> str | None:
        path = os.path.normpath(path)
        if path == self.top:
            return ""
        prefix = os.path.join(self.top, "")
        place = path[len(prefix) :].replace(os.sep, "/") if path.startswith(prefix) else None
        return None if place is None or ".git" in place.split("/") else place

    def _followed(self, path: str, *, last: bool = True) -> str:
        """Return where a path leads by the links that are staged; ``last``: by its last step too."""
        for _ in range(_MOST_LINKS if self._links else 0):
            place = self._place(path)
            parts = place.split("/") if place else []
            for end in range(1, len(parts) + last):
                link = self._links.get("/".join(parts[:end]))
                if link is not None:
                    target = os.fsdecode(self._content(link))
                    path = os.path.normpath(
                        os.path.join(self.top, posixpath.dirname(link.path), target, *parts[end:])
                    )
                    break
            else:
                break
        return path

    def _is_directory(self, place: str) -> bool:
        if not place:
            return True
        at = bisect_left(self._paths, f"{place}/")
        return at < len(self._paths) and self._paths[at].startswith(f"{place}/")

    def _content(self, entry: IndexEntry, *, is_told: bool = False) -> bytes:
        """Return what is staged: from the disk where it has the same bytes, which spares asking git.

        ``is_told``: that the disk has others is worth a word.
        """
        path = os.path.join(self.top, entry.path)
        try:
            data = os.fsencode(os.readlink(path)) if entry.mode == LINK else self._disk.read(path, follow=False)
        except OSError:
            data = None
        if data is not None and blob_id(data, entry.blob) == entry.blob:
            return data
        if is_told:
            self._unlike[entry.path] = entry.blob
        return next(self.repository.blobs([entry.blob]))

    def _missing(self, path: str) -> FileNotFoundError:
        self._absent.add(path)
        return FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)


class StagedEntry(Struct, frozen=True):
    """One thing in a directory of the index: a regular file, or a directory."""

    name: str
    path: str  #: absolute
    is_directory: bool

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        """Is it a directory?"""
        return self.is_directory

    def is_file(self, *, follow_symlinks: bool = True) -> bool:
        """Is it a regular file?"""
        return not self.is_directory

    def is_symlink(self) -> bool:
        """Say that it is no link."""
        return False

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        """Return its mode, and zeros."""
        return os.stat_result((_DIRECTORY if self.is_directory else _FILE, *(0,) * 9))
