"""What results depend on that only a run finds out: the files and directories that the project's own plugins read."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping

from qualitygate.cache.digests import of_content, of_listing
from qualitygate.cache.signature import UNSURE, stable_signature


class Dependencies:
    """Their digests, by path from the project's root. What is not there has "", and stays so."""

    def __init__(self, root: str) -> None:
        self.digests: dict[str, str] = {}
        self._root = root
        self._opened = time.time_ns()

    def take(self, digests: Mapping[str, str]) -> bool:
        """Take those of earlier results; False: one of them is another one now, so that nothing of it holds."""
        if any(self._digest(path) != digest for path, digest in digests.items()):
            return False
        self.digests.update(digests)
        return True

    def add(self, paths: Iterable[str]) -> None:
        """Add absolute paths that were read since."""
        for path in paths:
            short = os.path.relpath(path, self._root)
            self.digests[short] = self._digest(short)

    @property
    def paths(self) -> list[str]:
        """The absolute paths."""
        return [os.path.join(self._root, path) for path in self.digests]

    @property
    def are_sure(self) -> bool:
        """Is each what was read? Not where it was written since."""
        files = [path for path in self.paths if os.path.isfile(path)]
        return all(stable_signature(os.stat(path), self._opened) != UNSURE for path in files)

    def _digest(self, path: str) -> str:
        full = os.path.join(self._root, path)
        return (of_listing(full) if os.path.isdir(full) else of_content(full)).hex()
