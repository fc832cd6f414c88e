"""Reads what an answer depends on beside the checked files, and notes that it did: nothing can be forgotten."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

#: Regular or not at all: a FIFO must not block.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class NotRegularError(OSError):
    """Something is there, and it is no regular file."""


class DirectoryEntry(Protocol):
    """One thing in a directory, as ``os.DirEntry`` tells of it."""

    @property
    def name(self) -> str:
        """Its own name."""

    @property
    def path(self) -> str:
        """Absolute."""

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        """Is it a directory?"""

    def is_file(self, *, follow_symlinks: bool = True) -> bool:
        """Is it a regular file?"""

    def is_symlink(self) -> bool:
        """Is it a link?"""

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        """Return what ``stat`` says of it."""


class Variables(Mapping[str, str]):
    """Environment variables, which notes each one that is asked for, set or not."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.asked: set[str] = set()
        self._environ = environ

    def __getitem__(self, name: str) -> str:
        """Return the value of a variable.

        Raises:
            KeyError: it is not set; that is noted too.
        """
        self.asked.add(name)
        return self._environ[name]

    def __iter__(self) -> Iterator[str]:
        raise TypeError("expected variables to be asked for by name: whatever else is set may decide nothing")

    def __len__(self) -> int:
        return len(self._environ)

    def home(self) -> str:
        """Return the user's home directory, as ``os.path.expanduser`` finds it."""
        self.asked.update(_HOME)
        return os.path.expanduser("~")


#: What ``os.path.expanduser`` asks for, on Windows too (ntpath of Python 3.10 to 3.14).
_HOME = ("HOME", "USERPROFILE", "HOMEDRIVE", "HOMEPATH")
#: The variables of this process: what is asked for before a run begins, or where no run is at hand, counts as well.
ENVIRONMENT = Variables(os.environ)


class Inputs:
    """The inputs of one run. Paths are absolute.

    Configuration, ignore files, the baseline and the places where they are not are read through it and in no other
    way, and environment variables through :data:`ENVIRONMENT`; ``tests/meta/test_inputs.py`` sees to that. A
    remembered answer is composed from what it has noted.
    """

    def __init__(self, environment: Variables = ENVIRONMENT) -> None:
        self.environment = environment
        self.contents: set[str] = set()  #: what was read, or looked for and not found
        self.glances: set[str] = set()  #: the same, where only the type or the first bytes decided
        self.listings: set[str] = set()  #: directories whose entries decided
        #: TOML as it was parsed, by its text: loading the parser takes twenty times as long as parsing
        self.parsed: dict[str, dict[str, Any]] = {}

    @property
    def disk(self) -> Inputs:
        """What lies on the disk, whatever is asked about."""
        return self

    def read(self, path: str, *, follow: bool = True) -> bytes:
        """Return the content of a file; ``follow``: or of what a link leads to.

        Raises:
            FileNotFoundError: there is none, or none that may be looked for; that is noted too.
            IsADirectoryError: it is a directory.
            NotRegularError: it is a device, a FIFO, or a link that is not followed.
            OSError: it cannot be read.
        """
        self.contents.add(path)
        if not follow and stat.S_ISLNK(os.lstat(path).st_mode):
            raise NotRegularError(0, "a link")
        try:
            mode = os.stat(path).st_mode
        except PermissionError as error:
            raise FileNotFoundError(error.errno, "its directory may not be searched", path) from error
        _require_regular(mode, path)  # before it is opened: opening a device may do something
        with open(os.open(path, _FLAGS), "rb") as file:
            return file.read()

    def exists(self, path: str) -> bool:
        """Is anything there, be it a link that leads nowhere?"""
        self.contents.add(path)
        return os.path.lexists(path)

    def is_file(self, path: str) -> bool:
        """Is there a regular file, or a link to one?"""
        self.contents.add(path)
        return os.path.isfile(path)

    def is_code(self, path: str) -> bool:
        """Is there a file that Python can run? That is always one on the disk.

        Raises:
            UserError: there is one, and it is not the one that counts.
        """
        return self.is_file(path)

    def for_named(self, path: str) -> Inputs:
        """Return what a file is read through that the command line names."""
        return self

    def mode(self, path: str) -> int:
        """Return the mode of what is there, as ``stat`` has it.

        Raises:
            OSError: nothing is there, or it cannot be looked at.
        """
        self.glances.add(path)
        return os.stat(path).st_mode

    def is_directory(self, path: str) -> bool:
        """Is there a directory, or a link to one?"""
        self.glances.add(path)
        return os.path.isdir(path)

    def head(self, path: str, size: int) -> bytes:
        """Return the first bytes of a file. Does not wait, even if it has become a FIFO meanwhile.

        Raises:
            OSError: it cannot be read.
        """
        self.glances.add(path)
        descriptor = os.open(path, _FLAGS)
        try:
            return os.read(descriptor, size)
        finally:
            os.close(descriptor)

    def entries(self, directory: str) -> Sequence[DirectoryEntry]:
        """Return what is in a directory, and of what type.

        Raises:
            OSError: it cannot be listed.
        """
        self.listings.add(directory)
        with os.scandir(directory) as entries:
            return list(entries)

    def note_type(self, path: str) -> None:
        """Note an entry whose own type the listing does not tell: a link, and where it leads."""
        self.glances.add(path)

    def note(self, path: str) -> None:
        """Note what a plugin has read by itself: the entries of a directory, or a file, there or not."""
        (self.listings if os.path.isdir(path) else self.contents).add(path)

    def leave_to_checking(self, path: str) -> None:
        """Note no longer what a file begins with that is checked itself: all of its content is compared."""
        self.glances.discard(path)


def type_of(mode: int) -> str:
    """Name what is no regular file; ``mode`` is its ``st_mode``."""
    names = ((stat.S_ISFIFO, "FIFO"), (stat.S_ISSOCK, "socket"), (stat.S_ISCHR, "character device"))
    return next((name for is_one, name in names if is_one(mode)), "block device")


def _require_regular(mode: int, path: str) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
    if not stat.S_ISREG(mode):
        raise NotRegularError(0, f"expected a regular file, got a {type_of(mode)}", path)
