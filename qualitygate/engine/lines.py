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
        self._source: Source | None = None

    def line(self, path: str, number: int) -> str | None:
        """Return a line without its line break, or None when there is no such file or line any more."""
        source = self._read(path)
        return source.line(number) if source and 1 <= number <= len(source.lines) else None

    def data(self, path: str) -> bytes | None:
        """Return the bytes of a file, or None when it was not checked or cannot be read any more."""
        source = self._read(path)
        return source.data if source else None

    def _read(self, path: str) -> Source | None:
        if path != self._path:
            self._source = self._decode(path)
            self._path = path
        return self._source

    def _decode(self, path: str) -> Source | None:
        task = self._tasks.get(path)
        if task is None:
            return None
        data = task.data
        if data is None:
            try:
                with open(os.path.join(self._root, path), "rb") as file:
                    data = file.read()
            except OSError:
                return None
        return Source(path, data, task.kind)
