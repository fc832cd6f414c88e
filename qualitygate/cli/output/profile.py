"""``--profile``: where the time went, on standard error."""

from __future__ import annotations

import time

from qualitygate.cli.output.streams import tell
from qualitygate.engine.run import Outcome

#: Files that are named.
_SLOWEST = 10


class Profile:
    """Times what the run itself cannot know: the start before it and the reports after it."""

    def __init__(self, *, enabled: bool, started: int) -> None:
        self._enabled = enabled
        self._before = (time.time_ns() - started) / 1e9
        self._ran = time.perf_counter()

    def lap(self) -> None:
        """Note that the run is over, and the reports begin."""
        self._ran = time.perf_counter()

    def show(self, outcome: Outcome) -> None:
        """Print stages, checkers, the cache's part and the slowest files."""
        if not self._enabled:
            return
        trace, stats = outcome.trace, outcome.report.stats
        stages = [("start", self._before), *trace.stages, ("report", time.perf_counter() - self._ran)]
        lines = ["stages, in seconds:", *_table(stages)]
        lines.append(f"checkers, in seconds of all workers ({stats.workers}):")
        lines += _table(sorted(stats.seconds_by_checker, key=lambda row: -row[1]))
        checked = len(trace.plan.tasks) - trace.hits
        lines.append(f"cache: {trace.hits:,} files known, {checked:,} checked")
        if outcome.trace.base[1]:
            hits, files = outcome.trace.base
            lines.append(f"base revision: {hits:,} files known, {files - hits:,} checked")
        slowest = sorted(trace.by_file.items(), key=lambda row: -row[1])[:_SLOWEST]
        if checked and slowest:
            lines += ["slowest files, in seconds:", *_table(slowest)]
        tell("\n".join(lines))


def _table(rows: list[tuple[str, float]]) -> list[str]:
    return [f"  {seconds:8.3f}  {name}" for name, seconds in rows]
