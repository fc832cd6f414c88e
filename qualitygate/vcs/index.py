"""What the index holds, and whether a file on the disk is still as it was when git last looked."""

from __future__ import annotations

import os
import re
import stat
from typing import NamedTuple

from qualitygate.vcs.command import Git

#: How ``git ls-files --stage --debug -z`` writes an entry (measured: 2.25 to 2.47 write the same).
_ENTRY = (
    rb"(?P<mode>\d{6}) (?P<blob>[0-9a-f]+) (?P<stage>\d)\t(?P<path>[^\0]*)\0"
    rb"  ctime: (\d+):(\d+)\n  mtime: (\d+):(\d+)\n  dev: \d+\tino: (\d+)\n  uid: \d+\tgid: \d+\n"
    rb"  size: (\d+)\tflags: ([0-9a-f]+)\n"
)
_INTENT_TO_ADD, _SKIP_WORKTREE = 0x20000000, 0x40000000
REGULAR, LINK, GITLINK = ("100644", "100755"), "120000", "160000"
_SECOND = 1_000_000_000  # ns


class IndexEntry(NamedTuple):  # a repository has tens of thousands
    """One path of the index, relative to the project root."""

    path: str
    mode: str  #: as git writes it: "100644"
    blob: str  #: the object's id
    stage: int  #: 0; anything else is one side of a conflict
    seen: tuple[int, int, int, int]  #: what git saw on the disk: ns of change, ns of modification, inode, size
    flags: int

    @property
    def is_staged(self) -> bool:
        """Is there content to commit? ``git add -N`` only announces it."""
        return not self.flags & _INTENT_TO_ADD

    @property
    def is_left_out(self) -> bool:
        """Does a sparse checkout leave it out of the working tree?"""
        return bool(self.flags & _SKIP_WORKTREE)

    def was_seen_as(self, status: os.stat_result, written: int) -> bool:
        """Did git see the file as it is now? What is not older than the index (``written``, ns) may have changed since.

        Git keeps 32 bits of size and inode.
        """
        changed, modified, inode, size = self.seen
        return (
            stat.S_ISREG(status.st_mode)
            and size == status.st_size & 0xFFFFFFFF
            and modified == status.st_mtime_ns
            and max(modified, changed) < written
            and (os.name == "nt" or (changed == status.st_ctime_ns and inode == status.st_ino & 0xFFFFFFFF))
        )


class Index(NamedTuple):
    """The index: its entries, and when it was written (ns since 1970)."""

    entries: dict[str, IndexEntry]
    conflicts: tuple[str, ...]  #: paths that are not merged
    written: int


def begin_index(git: Git) -> None:
    """Let git begin to read the index."""
    git.begin(*_QUESTION)


def read_index(git: Git) -> Index:
    """Read what the index has below git's directory.

    Raises:
        RevisionError: git cannot read it.
    """
    file = os.fsdecode(git.read("rev-parse", "--git-path", "index")).rstrip("\n")
    try:
        written = os.stat(os.path.join(git.directory, file)).st_mtime_ns
    except OSError:
        written = 0  # nothing was ever staged
    entries: dict[str, IndexEntry] = {}
    conflicts: dict[str, IndexEntry] = {}
    for match in re.finditer(_ENTRY, git.read(*_QUESTION)):
        mode, blob, stage, path, *numbers, flags = match.groups()
        changed, changed_ns, modified, modified_ns, inode, size = map(int, numbers)
        seen = changed * _SECOND + changed_ns, modified * _SECOND + modified_ns, inode, size
        name = os.fsdecode(path)
        entry = IndexEntry(name, mode.decode(), blob.decode(), int(stage), seen, int(flags, 16))
        (conflicts if entry.stage else entries)[name] = entry
    return Index(entries, tuple(conflicts), written)


_QUESTION = ("ls-files", "--stage", "--debug", "-z")
