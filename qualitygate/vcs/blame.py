"""When a line came to be what it is."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from qualitygate.errors import RevisionError
from qualitygate.vcs.command import Git
from qualitygate.vcs.hunks import find_hunks

#: Of more lines the whole file is asked about: a command line has an end.
_RANGES = 1000


def line_dates(root: str, path: str, lines: Iterable[int]) -> dict[int, int]:
    """Return when each line was last changed, in seconds since 1970, by its author's clock.

    A line that is not committed is missing, and so is every line where git, the repository or the file's history is.
    ``path`` is relative to ``root``. Git is asked about the last commit only (see ``command.py``); which of its lines
    stands where by now is found out here.
    """
    wanted = sorted(set(lines))
    if not wanted:
        return {}
    try:
        now = _lines(_content(os.path.join(root, path)))
        git = Git(root)
        then = _lines(git.read("cat-file", "blob", f"HEAD:./{path}"))
        if wanted[-1] > len(now):
            return {}
        committed = {line: old for line, old in _committed(then, now) if line in set(wanted)}
        ranges = [f"-L{line},{line}" for line in committed.values()] if len(committed) <= _RANGES else []
        if not committed:
            return {}
        found = dict(_dates(git.read("blame", "--no-textconv", "--line-porcelain", *ranges, "HEAD", "--", path)))
    except (OSError, RevisionError):
        return {}
    return {line: found[old] for line, old in committed.items() if old in found}


def _content(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _lines(data: bytes) -> list[str]:
    """Split at line feeds as git does; how lines end on this disk does not matter."""
    lines = data.decode("utf-8", "surrogateescape").replace("\r\n", "\n").split("\n")
    return lines if lines[-1] else lines[:-1]


def _committed(then: list[str], now: list[str]) -> Iterator[tuple[int, int]]:
    """Yield each line that the commit has, 1-based: its number today, and its number there."""
    old, new = 1, 1
    for hunk in find_hunks(then, now):
        first = hunk.new_start if hunk.added else hunk.new_start + 1
        yield from zip(range(new, first), range(old, old + first - new), strict=True)
        old += first - new + len(hunk.removed)
        new = first + len(hunk.added)
    yield from zip(range(new, len(now) + 1), range(old, old + len(now) + 1 - new), strict=True)


def _dates(porcelain: bytes) -> Iterator[tuple[int, int]]:
    """Read a header per line: hash, old and new line number; then its fields, then the line behind a tab."""
    line = 0
    expects_header = True
    for text in porcelain.decode("utf-8", "replace").split("\n"):
        if expects_header:
            _, _, numbers = text.partition(" ")
            line = int(numbers.split()[1]) if numbers else 0
            expects_header = False
        elif text.startswith("\t"):
            expects_header = True
        elif text.startswith("author-time "):
            yield line, int(text.removeprefix("author-time "))
