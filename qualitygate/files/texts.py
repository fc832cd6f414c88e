"""The texts of a tree, for looking up who uses what; not what is checked."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator

_LARGEST = 1_000_000  #: bytes; generated files are longer
_USUAL = 2_000  #: bytes of a file, for what a number of files comes to


class TooManyError(Exception):
    """There is more to look at than somebody who waits has time for."""


def read_texts(root: str, endings: Collection[str], *, most: int | None = None) -> dict[str, str]:
    """Return every text below ``root`` whose name ends so, by POSIX path; hidden and installed ones are left out.

    What cannot be read is left out too, links are not followed.

    Raises:
        TooManyError: more than ``most`` files and directories lie there, whatever their names, or as much text as that.
    """
    texts: dict[str, str] = {}
    left = None if most is None else [most]
    size = 0
    for path in _files(root, "", tuple(endings), left):
        try:
            with open(os.path.join(root, path), "rb") as file:
                data = file.read(_LARGEST + 1)
        except OSError:
            continue
        if len(data) <= _LARGEST:
            texts[path] = data.decode("utf-8", "replace")
            size += len(data)
        if most is not None and size > most * _USUAL:
            raise TooManyError
    return texts


def _files(root: str, directory: str, endings: tuple[str, ...], left: list[int] | None) -> Iterator[str]:
    try:
        entries = sorted(os.scandir(os.path.join(root, directory)), key=lambda entry: entry.name)
    except OSError:
        return
    if left is not None:
        left[0] -= len(entries)
        if left[0] < 0:
            raise TooManyError
    if any(entry.name == "pyvenv.cfg" for entry in entries):
        return
    for entry in entries:
        path = f"{directory}/{entry.name}" if directory else entry.name
        if entry.is_dir(follow_symlinks=False):
            if not entry.name.startswith(".") and entry.name not in ("node_modules", "site-packages", "__pycache__"):
                yield from _files(root, path, endings, left)
        elif entry.name.endswith(endings) and entry.is_file(follow_symlinks=False):
            yield path
