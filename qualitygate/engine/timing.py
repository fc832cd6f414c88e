"""How long the steps of a run took, and how many files it had to check: what ``--profile`` prints."""

from __future__ import annotations

import time
from collections.abc import Mapping

from msgspec import Struct, field

from qualitygate.engine.results import Results


class Timing(Struct):
    """Times in seconds; the steps in their order."""

    steps: list[tuple[str, float]] = field(default_factory=list)
    known: int = 0  #: files whose results were known
    checked: int = 0  #: the others
    base: tuple[int, int] = (0, 0)  #: the same two of the base revision
    by_file: Mapping[str, float] = field(default_factory=dict)  #: of the files that were checked
    _started: float = field(default_factory=time.perf_counter)
    _latest: float = field(default_factory=time.perf_counter)

    def lap(self, step: str) -> None:
        """Note that a step is done."""
        now = time.perf_counter()
        self.steps.append((step, now - self._latest))
        self._latest = now

    def count(self, results: Results, old: Results, *, files: int, old_files: int) -> None:
        """Count what had to be checked, in the tree and in the base revision."""
        self.known, self.checked = results.known, files - results.known
        self.base = old.known, old_files - old.known
        self.by_file = results.seconds_by_file

    @property
    def seconds(self) -> float:
        """How long the run has taken so far."""
        return time.perf_counter() - self._started
