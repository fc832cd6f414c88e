"""E902 says what flake8 says, about the path as the user knows it."""

from __future__ import annotations

import errno
import os
import stat

import pytest

from qualitygate.files.problems import not_a_file, unreadable
from qualitygate.model.location import Location
from qualitygate.model.severity import Severity


def test_the_error_names_the_path_as_the_user_knows_it() -> None:
    error = FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), "/elsewhere/x.py")
    found = unreadable("app/x.py", error, shown="x.py")
    assert found.message == "FileNotFoundError: [Errno 2] No such file or directory: 'x.py'"
    assert (found.code, found.severity, found.location) == ("E902", Severity.ERROR, Location("app/x.py"))


def test_the_root_itself_is_a_dot() -> None:
    assert unreadable("", PermissionError(errno.EACCES, "Permission denied"), shown=".").location == Location(".")


@pytest.mark.parametrize(
    ("mode", "name"),
    [
        (stat.S_IFIFO, "FIFO"),
        (stat.S_IFSOCK, "socket"),
        (stat.S_IFCHR, "character device"),
        (stat.S_IFBLK, "block device"),
    ],
)
def test_what_would_block_is_named(mode: int, name: str) -> None:
    assert not_a_file("x", mode | 0o600).message == f"not a regular file ({name})"
