"""Where something is written: to a stream that is open already, to a device, or into a file that is replaced whole.

Imports next to nothing, as the answer of an earlier run is written without loading more.
"""

from __future__ import annotations

import os
import stat

#: Names of this process's own streams. Opened anew, one that is redirected into a file would empty that file.
_STREAMS = {"/dev/stdin": 0, "/dev/stdout": 1, "/dev/stderr": 2}
_MOST_LINKS = 40  # as Linux follows


def descriptor_of(file: str) -> int | None:
    """Return the open descriptor that a path names, also through links: 1 for ``/dev/stdout`` and ``/dev/fd/1``."""
    path = os.path.abspath(file)
    for _ in range(_MOST_LINKS):
        if path in _STREAMS:
            return _STREAMS[path]
        directory, name = os.path.split(path)
        directory = os.path.realpath(directory)
        if name.isdecimal() and directory in ("/dev/fd", f"/proc/{os.getpid()}/fd"):
            return int(name)
        try:
            path = os.path.normpath(os.path.join(directory, os.readlink(os.path.join(directory, name))))
        except OSError:
            return None
    return None


def is_replaced(file: str) -> bool:
    """May a file of this name be put in the place of what is there: nothing, or a regular file that is no stream?"""
    if descriptor_of(file) is not None:
        return False
    try:
        return stat.S_ISREG(os.stat(file).st_mode)
    except OSError:
        return True  # whether one can be made is found out by making it


def open_stream(file: str) -> int:
    """Return a descriptor to write to, for what is not replaced; what is there stays.

    Raises:
        OSError: it cannot be written to.
    """
    descriptor = descriptor_of(file)
    return os.open(file, os.O_WRONLY | os.O_APPEND) if descriptor is None else os.dup(descriptor)


def leads_outside(path: str, root: str) -> str:
    """Return what a path below ``root`` stands for when links lead out of ``root``; "" when they do not.

    A path that is not below ``root`` was named as what it is.
    """
    absolute, real = os.path.abspath(path), os.path.realpath(path)
    if not _is_below(absolute, os.path.abspath(root)) or descriptor_of(path) is not None:
        return ""
    return "" if _is_below(real, os.path.realpath(root)) else real


def _is_below(path: str, root: str) -> bool:
    return path == root or path.startswith(os.path.join(root, ""))
