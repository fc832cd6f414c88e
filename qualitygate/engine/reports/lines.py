"""Gives reporters the lines that were checked, one file in memory at a time."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from qualitygate.engine.work import Task
from qualitygate.model.report import CheckedFile
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
        source = self.source(path)
        return source.line(number) if source and 1 <= number <= len(source.lines) else None

    def data(self, path: str) -> bytes | None:
        """Return the bytes of a file, or None when it was not checked or cannot be read any more."""
        source = self.source(path)
        return source.data if source else None

    def source(self, path: str) -> Source | None:
        """Return a file as it was checked, or None as :meth:`data` does."""
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


class SavedLines:
    """Reads the sources again, where they still have as many lines as they had."""

    def __init__(self, root: str, files: Sequence[CheckedFile]) -> None:
        inside = [file for file in files if not _leads_outside(file.path)]  # a report may come from anybody
        self._sources = SourceLines(root, {file.path: Task(file.path, file.kind, 0) for file in inside})
        self._counts = {file.path: file.line_count for file in files}
        self._same: dict[str, bool] = {}

    def line(self, path: str, number: int) -> str | None:
        """Return a line, or None when the file is gone or has changed."""
        return self._sources.line(path, number) if self._is_unchanged(path) else None

    def data(self, path: str) -> bytes | None:
        """Return the bytes of a file, or None when it is gone or has changed."""
        return self._sources.data(path) if self._is_unchanged(path) else None

    def _is_unchanged(self, path: str) -> bool:
        if path not in self._same:
            count = self._counts.get(path, 0)
            has_last = not count or self._sources.line(path, count) is not None
            self._same[path] = has_last and self._sources.line(path, count + 1) is None
        return self._same[path]


def _leads_outside(path: str) -> bool:
    return os.path.isabs(path) or ".." in path.split("/")
