"""Puts new content of a file into the index, as git itself does it: under its lock, and whole or not at all.

Git is told what to store; it looks at no file of the working tree, so that no filter of the repository's runs.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from msgspec import Struct

from qualitygate.vcs.command import Git
from qualitygate.vcs.index import IndexEntry

#: What ``git commit PATH`` calls the index that becomes the commit; ``index.lock`` is what stands there afterwards.
_PARTIAL, _LOCK = "next-index-", ".lock"
_PATIENCE = 2.0  # seconds; editors and prompts ask for the status all the time
_PAUSE = 0.05


class RestageError(OSError):
    """The index was not changed; the message says why, as the end of a sentence."""


class Restaging(Struct):
    """A change of one file that is prepared. The lock is held until it is made or given up."""

    prepared: dict[str, str]  #: index files, and what will stand in their place

    def commit(self) -> None:
        """Make it.

        Raises:
            OSError: it cannot be made; the index is as it was.
        """
        for file, new in self.prepared.items():
            os.replace(new, file)


@contextmanager
def restaging(git: Git, entry: IndexEntry, content: bytes) -> Iterator[Restaging]:
    """Store ``content`` and prepare an index that has it in the place of ``entry``.

    Raises:
        RestageError: another process is changing the index, or has changed it.
        OSError: a file cannot be made.
        RevisionError: git cannot store it.
    """
    index = _index_file(git)
    blob = git.read("hash-object", "-w", "--stdin", "--no-filters", data=content).decode().strip()
    place = os.fsencode(os.fsdecode(git.read("rev-parse", "--show-prefix")).rstrip("\n") + entry.path)
    line = b"%s %s 0\t%s\0" % (entry.mode.encode(), blob.encode(), place)
    restaged, locks = Restaging({}), []
    try:
        for file in (index, *_others(index)):
            locks.append(_lock(file))
            if _has(git.with_index(file), entry):
                restaged.prepared[file] = _prepared(git, file, line)
            elif file == index:
                raise RestageError("the index changed meanwhile; run again")
        yield restaged
    finally:
        for leftover in (*restaged.prepared.values(), *locks):
            with suppress(OSError):
                os.unlink(leftover)


def _index_file(git: Git) -> str:
    return os.path.join(git.directory, os.fsdecode(git.read("rev-parse", "--git-path", "index")).rstrip("\n"))


def _others(index: str) -> list[str]:
    """Return the index that ``git commit PATH`` will leave, beside the one that it commits (builtin/commit.c)."""
    directory, name = os.path.split(index)
    left = os.path.join(directory, "index.lock")
    is_partial = name.startswith(_PARTIAL) and name.endswith(_LOCK)
    return [left] if is_partial and os.path.exists(left) else []


def _lock(file: str) -> str:
    lock = file + _LOCK
    for is_last in _attempts():
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
            return lock
        except FileExistsError:
            if is_last:
                raise RestageError(
                    f"another process of git holds {lock}; run again, or remove that file if none is at work"
                ) from None
    raise AssertionError


def _attempts() -> Iterator[bool]:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        yield False
        time.sleep(_PAUSE)
    yield True


def _has(git: Git, entry: IndexEntry) -> bool:
    """Does the index still have what was judged?"""
    found = git.fields("ls-files", "--stage", "-z", "--", entry.path)
    return found == [f"{entry.mode} {entry.blob} {entry.stage}\t{entry.path}"]


def _prepared(git: Git, file: str, line: bytes) -> str:
    """Return a copy of an index beside it, with the line in it."""
    new = f"{file}.qualitygate"
    with open(file, "rb") as before, open(new, "wb") as copy:
        copy.write(before.read())
    try:
        git.with_index(new).read("update-index", "-z", "--index-info", data=line)
    except BaseException:
        with suppress(OSError):
            os.unlink(new)
        raise
    return new
