"""When a line came to be what it is."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator

#: A file with a long history in a slow place; its lines are then of unknown age.
_TIMEOUT = 60  # seconds
#: Of more lines the whole file is asked about: a command line has an end.
_RANGES = 1000
_UNCOMMITTED = "0" * 40


def line_dates(root: str, path: str, lines: Iterable[int]) -> dict[int, int]:
    """Return when each line was last changed, in seconds since 1970, by its author's clock.

    A line that is not committed is missing, and so is every line where git, the repository or the file's history is.
    One ``git blame`` for these lines of one file; ``path`` is relative to ``root``.
    """
    wanted = sorted(set(lines))
    if not wanted:
        return {}
    ranges = [f"-L{line},{line}" for line in wanted] if len(wanted) <= _RANGES else []
    command = ["git", "-C", root, "blame", "--line-porcelain", *ranges, "--", path]
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=_TIMEOUT, stdin=subprocess.DEVNULL, env=_environment(), check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return {}
    if done.returncode:
        return {}
    found = dict(_dates(done.stdout))
    return {line: found[line] for line in wanted if line in found}


def _dates(porcelain: bytes) -> Iterator[tuple[int, int]]:
    """Read a header per line: hash, old and new line number; then its fields, then the line behind a tab."""
    commit, line = "", 0
    expects_header = True
    for text in porcelain.decode("utf-8", "replace").split("\n"):
        if expects_header:
            commit, _, numbers = text.partition(" ")
            line = int(numbers.split()[1]) if numbers else 0
            expects_header = False
        elif text.startswith("\t"):
            expects_header = True
        elif text.startswith("author-time ") and commit != _UNCOMMITTED:
            yield line, int(text.removeprefix("author-time "))


def _environment() -> dict[str, str]:
    """Ask for messages in English, and for no lock that a reader does not need."""
    return {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
