"""Keeps caches small: all limits of what is kept; what is old or too much goes, and only what is ours."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable
from contextlib import suppress

from msgspec import Struct

from qualitygate.cache.place import distrust
from qualitygate.cache.sealed import is_ours

#: The names that we write: results, balances and answers of a project in an environment, lessons of an environment,
#: memories of runs and where they are, and any of them under the name that it has while it is written.
_NAME = (
    r"(?:[0-9a-f]{16}-[0-9a-f]{32}\.(?:results|balances|answers)|[0-9a-f]{32}-[0-9a-f]{16}\.lessons"
    r"|[0-9a-f]{32}\.(?:run|where))(?:\.\d+-\d+\.tmp)?"
)
_TEMPORARY = ".tmp"
_DAY = 86_400  # seconds
#: What no run has used for so long is forgotten: a file, and in a file of results a path.
DAYS = 30
#: A temporary file lives for less than a second; what is older was left by a run that was killed.
_TEMPORARY_AGE = 3_600  # seconds
_SIZE = 256_000_000  # bytes in one directory
#: Contents of one path whose results are kept: switching between branches costs nothing.
CONTENTS = 4
#: Things in a file of lessons; beyond that it is begun anew. Code of 5 million lines stays below.
LESSONS = 400_000
#: A file of lessons, of several hundred kilobytes, is not written again for less: a hundredth of what it holds.
LESSONS_SHARE = 0.01
#: More judgements than this take longer to read from a memory than results to be judged again.
JUDGEMENTS = 3_000
#: A longer report is made anew every time.
REPORT = 20_000_000  # characters


class CacheFile(Struct, frozen=True):
    """A file in a cache directory."""

    path: str
    size: int  #: bytes
    age: float  #: seconds


def cache_files(directory: str) -> list[CacheFile]:
    """Return our files in a directory, the youngest first: what is called like one of ours and begins like one."""
    now = time.time()
    found = []
    with suppress(OSError), os.scandir(directory) as entries:
        for entry in entries:
            if re.fullmatch(_NAME, entry.name) and entry.is_file(follow_symlinks=False) and is_ours(entry.path):
                with suppress(FileNotFoundError):
                    status = entry.stat()
                    found.append(CacheFile(entry.path, status.st_size, now - status.st_mtime))
    return sorted(found, key=lambda file: file.age)


def prune(directories: Iterable[str], *, spared: str = "") -> None:
    """Remove what is too old, and the oldest files of a directory that holds too much; nothing where none is used.

    ``spared`` is the file of the project that a run was about: it stays, however large. A project of many million lines
    would have no cache otherwise, and nobody would say so.
    """
    for directory in directories:
        if distrust(directory):
            continue
        total = 0
        for file in cache_files(directory):
            total += file.size
            oldest = _TEMPORARY_AGE if file.path.endswith(_TEMPORARY) else DAYS * _DAY
            if file.age > oldest or (total > _SIZE and file.path != spared):
                remove(file)


def remove(file: CacheFile) -> bool:
    """Remove one file; say whether it is gone."""
    with suppress(FileNotFoundError):
        try:
            os.unlink(file.path)
        except OSError:
            return False
    return True
