"""``qualitygate cache info|clear``: what earlier runs left, and how to be rid of it."""

from __future__ import annotations

import argparse
import os

from qualitygate.cache import place
from qualitygate.cache.bounds import CacheFile, cache_files, remove
from qualitygate.errors import ReportError


def command(arguments: argparse.Namespace) -> int:
    """Show or remove what is in the cache directory; nothing is lost but time."""
    directory = os.path.abspath(arguments.cache_dir) if arguments.cache_dir else place.user_directory()
    files = cache_files(directory)
    if arguments.action == "clear":
        return _clear(directory, files)
    print(f"directory: {directory}")
    if problem := place.distrust(directory):
        print(f"not used: {problem}")
    for what, suffix in (("results of files", ".results"), ("answers of whole runs", ".run")):
        chosen = [file for file in files if file.path.endswith(suffix)]
        print(f"{what}: {_amount(chosen)}")
    return 0


def _clear(directory: str, files: list[CacheFile]) -> int:
    left = [file for file in files if not remove(file)]
    if left:
        raise ReportError(f"{_amount(left)} in {directory} could not be removed")
    print(f"removed {_amount(files)} from {directory}")
    return 0


def _amount(files: list[CacheFile]) -> str:
    size = sum(file.size for file in files)
    return f"{len(files)} file{'' if len(files) == 1 else 's'}, {size / 1_000_000:.1f} MB"
