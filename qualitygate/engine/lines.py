"""Gives reporters the lines that were checked, one file in memory at a time."""

from __future__ import annotations

import os
from collections.abc import Mapping

from qualitygate.engine.worker import Task
from qualitygate.source.source import Source


class SourceLines:
    """Reads sources again, decoded as they were for the checkers."""

    def __init__(self, root: str, tasks: Mapping[str, Task]) -> None:
        self._root = root
        self._tasks = tasks
        self._path = ""
        self._lines: list[str] = []

    def line(self, path: str, number: int) -> str | None:
        """Return a line without its line break, or None when there is no such file or line any more."""
        if path != self._path:
            self._lines = self._read(path)
            self._path = path
        return self._lines[number - 1].rstrip("\n") if 1 <= number <= len(self._lines) else None

    def _read(self, path: str) -> list[str]:
        task = self._tasks.get(path)
        if task is None:
            return []
        data = task.data
        if data is None:
            try:
                with open(os.path.join(self._root, path), "rb") as file:
                    data = file.read()
            except OSError:
                return []
        return Source(path, data, task.kind).lines
