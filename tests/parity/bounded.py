"""Runs a program over files with a time limit: a file in which it hangs costs that much time, and no more."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

#: For one command. Every file of the standard library but one takes autopep8 less.
LIMIT = 60  # seconds
#: How many files a command gets; one by one they are tried again where it does not end in time.
_AT_ONCE = 8


@dataclass(frozen=True)
class Bounded:
    """A program that repairs in place the files it is given behind its other arguments."""

    command: Sequence[str]
    directory: Path
    environment: Mapping[str, str]
    limit: float = LIMIT

    def repair(self, paths: Sequence[str], jobs: int) -> list[str]:
        """Repair files; return those in which the program did not end, which are as they were."""
        groups = [paths[start : start + _AT_ONCE] for start in range(0, len(paths), _AT_ONCE)]
        with ThreadPoolExecutor(jobs) as pool:
            return [path for given_up in pool.map(self._repair, groups) for path in given_up]

    def _repair(self, paths: Sequence[str]) -> list[str]:
        before = {path: (self.directory / path).read_bytes() for path in paths}
        try:
            subprocess.run(
                [*self.command, *paths],
                cwd=self.directory,
                env=self.environment,
                stdout=subprocess.DEVNULL,  # ruff prints what is left
                timeout=self.limit,
            )
        except subprocess.TimeoutExpired:
            for path, data in before.items():
                (self.directory / path).write_bytes(data)
            if len(paths) == 1:
                return list(paths)
            return [given_up for path in paths for given_up in self._repair([path])]
        return []
