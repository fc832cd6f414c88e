"""The files of a run while project checkers run: who only reads changes none of them."""

from __future__ import annotations

import os

from msgspec import Struct

from qualitygate.cache.digests import of_content
from qualitygate.engine.results import Results
from qualitygate.engine.work import Plan

_Sign = tuple[int, int, int]


class WatchedFiles(Struct):
    """What ``stat`` said of them last."""

    root: str
    signs: dict[str, _Sign | None]

    @classmethod
    def of(cls, root: str, plan: Plan) -> WatchedFiles:
        """Look at the files of a plan that lie on the disk."""
        return cls(root, {task.path: _sign(root, task.path) for task in plan.tasks if task.data is None})

    def changed(self, results: Results) -> list[str]:
        """Return the files with another content than was checked."""
        found = []
        for path in self._moved():
            result = results.by_path.get(path)
            if result is None or result.digest != of_content(os.path.join(self.root, path)).hex():
                found.append(path)
        return found

    def changes_by(self, name: str) -> list[str]:
        """Say how many files have changed since they were looked at last."""
        count = len(self._moved())
        files = "1 file" if count == 1 else f"{count:,} files"
        return [
            f"{name} changed {files}: what is said of them here is about the text before; run again"
        ] if count else []

    def _moved(self) -> list[str]:
        moved = []
        for path, before in self.signs.items():
            now = _sign(self.root, path)
            if now != before:
                moved.append(path)
                self.signs[path] = now
        return sorted(moved)


def _sign(root: str, path: str) -> _Sign | None:
    try:
        status = os.stat(os.path.join(root, path))
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
