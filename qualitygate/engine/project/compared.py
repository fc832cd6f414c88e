"""A copy of the tree that a run is compared with, for those who can only look at a whole tree on the disk."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator

from msgspec import Struct

from qualitygate.engine.newcode.base import BasePlan
from qualitygate.vcs.git import Repository

#: Files whose content is asked for at once.
_AT_ONCE = 500


class Compared(Struct, frozen=True):
    """The copy. It is gone when this is."""

    directory: tempfile.TemporaryDirectory[str]
    paths: frozenset[str]  #: what is in it

    @property
    def root(self) -> str:
        """Where it lies, absolute."""
        return os.path.realpath(self.directory.name)


def copied(base: BasePlan, root: str, configuration: Iterable[str]) -> Compared:
    """Write the base revision's regular files to a temporary directory.

    ``configuration``, absolute paths in the root, is taken from today, so
    that a change of settings causes nothing. Links are left out: they may lead anywhere.

    Raises:
        RevisionError: git cannot give a file.
        OSError: there is no room for them.
    """
    directory = tempfile.TemporaryDirectory(prefix="qualitygate-base-")
    there = os.path.realpath(directory.name)
    repository = Repository(root)
    files, _ = repository.files(base.base)
    for path in files.keys() & base.unchanged:
        shutil.copyfile(os.path.join(root, path), _place(there, path), follow_symlinks=False)
    for path, data in _old(repository, {path: blob for path, blob in files.items() if path not in base.unchanged}):
        with open(_place(there, path), "wb") as file:
            file.write(data)
    for absolute in configuration:
        path = os.path.relpath(absolute, root)
        if os.path.isfile(absolute) and not path.startswith(os.pardir):
            shutil.copyfile(absolute, _place(there, path))
    return Compared(directory, frozenset(files))


def _old(repository: Repository, blobs: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    paths = sorted(blobs)
    for start in range(0, len(paths), _AT_ONCE):
        some = paths[start : start + _AT_ONCE]
        contents = repository.blobs([blobs[path] for path in some])
        for path, data in zip(some, contents, strict=True):
            yield path, repository.work.as_on_disk(path, data)


def _place(directory: str, path: str) -> str:
    target = os.path.join(directory, path)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    return target
