"""E902: a path that was to be checked and cannot be."""

from __future__ import annotations

from qualitygate.inputs import type_of
from qualitygate.model.finding import Finding
from qualitygate.model.location import Location
from qualitygate.model.severity import Severity


def unreadable(path: str, error: OSError, *, shown: str) -> Finding:
    """Say that a file or directory cannot be read, in flake8's words.

    flake8 7.5, ``FileChecker._make_processor``: ``FileNotFoundError: [Errno 2] No such file or directory: 'x.py'``.
    ``shown`` is the path as the user knows it, which the error's own need not be.
    """
    said = OSError(error.errno, error.strerror, shown)
    return _e902(path, f"{type(error).__name__}: {said}")


def not_a_file(path: str, mode: int) -> Finding:
    """Say that a path names something that would block or never end when read; ``mode`` is its ``st_mode``."""
    return _e902(path, f"not a regular file ({type_of(mode)})")


def _e902(path: str, message: str) -> Finding:
    return Finding("E902", message, Location(path or "."), Severity.ERROR, "files")
