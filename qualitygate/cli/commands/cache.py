"""``qualitygate cache info|clear``: what earlier runs left, and how to be rid of it."""

from __future__ import annotations

import argparse
import os

from qualitygate.cache import place
from qualitygate.cache.bounds import CacheFile, cache_files, remove
from qualitygate.cache.packs import Keys
from qualitygate.cache.secret import VARIABLE
from qualitygate.cli.cache_session import results_directory
from qualitygate.cli.setup import set_up
from qualitygate.errors import ReportError, UsageError
from qualitygate.inputs import ENVIRONMENT


def command(arguments: argparse.Namespace) -> int:
    """Show or remove what is in the cache directories; nothing is lost but time."""
    if arguments.action == "read-key":
        print(_read_key())
        return 0
    for directory in _directories(arguments):
        files = cache_files(directory)
        if arguments.action == "clear":
            _clear(directory, files)
        else:
            _show(directory, files)
    return 0


def _read_key() -> str:
    keys = Keys.of(ENVIRONMENT)
    if keys is None:
        raise UsageError(f"{VARIABLE} is not set; the key that only reads follows from it")
    return keys.reading.hex()


def _directories(arguments: argparse.Namespace) -> list[str]:
    """Return the one that was named, or the configured one and the user's, which says where the others are."""
    if arguments.cache_dir:
        return [os.path.abspath(arguments.cache_dir)]
    configured = results_directory(None, set_up(arguments))
    return list(dict.fromkeys((configured, place.user_directory())))


def _show(directory: str, files: list[CacheFile]) -> None:
    print(f"directory: {directory}")
    if problem := place.distrust(directory):
        print(f"not used: {problem}")
    for what, suffix in (("results of files", ".results"), ("answers of whole runs", ".run")):
        chosen = [file for file in files if file.path.endswith(suffix)]
        print(f"{what}: {_amount(chosen)}")


def _clear(directory: str, files: list[CacheFile]) -> None:
    if problem := place.distrust(directory):
        raise ReportError(f"nothing was removed from {directory}, which is not used: {problem}")
    left = [file for file in files if not remove(file)]
    if left:
        raise ReportError(f"{_amount(left)} in {directory} could not be removed")
    print(f"removed {_amount(files)} from {directory}")


def _amount(files: list[CacheFile]) -> str:
    size = sum(file.size for file in files)
    return f"{len(files)} file{'' if len(files) == 1 else 's'}, {size / 1_000_000:.1f} MB"
