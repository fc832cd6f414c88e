"""Puts new content in the place of a file's old one, or of none: at any moment there is the one or the other, whole."""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import suppress

from qualitygate.files.destination import leads_outside
from qualitygate.signals import signals_held_back

#: A name that nobody checks, and that does not grow with the file's own.
_PREFIX, _SUFFIX = ".qualitygate-", ".tmp"


class ChangedError(Exception):
    """The file is not what it was any more."""


class LinkedError(Exception):
    """Links of the file keep it from being replaced: hard ones, or one that leads out of the project."""


def refuse_links(path: str, root: str) -> None:
    """Find out early that a file is not to be replaced.

    Raises:
        LinkedError: it has several hard links, of which a new file could take the place of one only; or it lies below
            ``root`` and is in truth a file elsewhere, which nobody named.
        OSError: it is not there.
    """
    if target := leads_outside(path, root):
        raise LinkedError(f"a link leads out of the project, to {target}; name that file itself")
    count = os.stat(path).st_nlink
    if count > 1:
        raise LinkedError(f"the file has {count} hard links, and only one of them would get the new text")


def replace_content(path: str, before: bytes, after: bytes, *, root: str) -> None:
    """Write ``after`` in the place of ``before``; keep mode, extended attributes and, where we may, the owner.

    A link stays, its target is replaced. Ctrl-C and SIGTERM wait until the file is the new one or the old one and no
    temporary file is left.

    Raises:
        ChangedError: the file does not hold ``before``.
        LinkedError: as :func:`refuse_links`.
        OSError: it is read-only, or its directory, or the disk is full; the file is as it was.
    """
    refuse_links(path, root)
    target = os.path.realpath(path)
    status = _read_same(target, before)
    _require_writable(target, status)
    with signals_held_back():
        descriptor, temporary = _make_temporary(os.path.dirname(target))
        try:
            with open(descriptor, "wb") as file:
                file.write(after)
                file.flush()
                _copy_status(target, status, descriptor, temporary)
                os.fsync(descriptor)
            if _identity(os.stat(target)) != _identity(status):
                raise ChangedError
            os.replace(temporary, target)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)
            raise


def create(path: str, content: bytes) -> None:
    """Make a file that is not there: it appears whole, or not at all.

    Raises:
        FileExistsError: it is there.
        OSError: it cannot be made.
    """
    with signals_held_back():
        descriptor, temporary = _make_temporary(os.path.dirname(os.path.abspath(path)))
        try:
            with open(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(descriptor)
            os.chmod(temporary, 0o666 & ~_umask())
            os.link(temporary, path)  # unlike a rename it takes no file's place
        finally:
            with suppress(OSError):
                os.unlink(temporary)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _make_temporary(directory: str) -> tuple[int, str]:
    from tempfile import mkstemp  # here: it loads random

    try:
        return mkstemp(prefix=_PREFIX, suffix=_SUFFIX, dir=directory)
    except PermissionError as error:
        raise PermissionError(errno.EACCES, "no new file may be made in its directory", directory) from error


def _read_same(target: str, before: bytes) -> os.stat_result:
    """Return the status of a file that holds ``before``."""
    with open(target, "rb") as file:
        status = os.fstat(file.fileno())
        if file.read(len(before) + 1) != before:
            raise ChangedError
    return status


def _require_writable(target: str, status: os.stat_result) -> None:
    """Obey what a rename would not: it asks for the directory's permission only, and root for none."""
    if not status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not _may_write(target):
        raise PermissionError(errno.EACCES, "the file is read-only", target)


def _may_write(target: str) -> bool:
    return os.access(target, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _identity(status: os.stat_result) -> tuple[int, ...]:
    return (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def _copy_status(target: str, status: os.stat_result, descriptor: int, temporary: str) -> None:
    """Give the new file the owner, attributes and mode of the old one; times are its own."""
    mode = stat.S_IMODE(status.st_mode)
    if hasattr(os, "fchown"):
        try:
            os.fchown(descriptor, status.st_uid, status.st_gid)
        except OSError:  # somebody else's file that we may write: it becomes ours, and runs as nobody else
            mode &= ~(stat.S_ISUID | stat.S_ISGID)
    _copy_attributes(target, temporary)
    os.chmod(temporary, mode)


def _copy_attributes(target: str, temporary: str) -> None:
    """Copy what the file system and our rights let us: access lists, labels, a user's own attributes."""
    if sys.platform != "linux":  # Python has no such functions elsewhere
        return
    with suppress(OSError):
        for name in os.listxattr(target):
            with suppress(OSError):
                os.setxattr(temporary, name, os.getxattr(target, name))
