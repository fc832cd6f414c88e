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
        timing, stats = outcome.timing, outcome.report.stats
        steps = [("start", self._before), *timing.steps, ("report", time.perf_counter() - self._ran)]
        lines = ["stages, in seconds:", *_table(steps)]
        lines.append(f"checkers, in seconds of all workers ({stats.workers}):")
        lines += _table(sorted(stats.seconds_by_checker, key=lambda row: -row[1]))
        lines.append(f"answered by: {_who(timing.known)}")
        lines.append(f"cache: {timing.known:,} files known, {timing.checked:,} checked")
        if any(timing.base):
            lines.append(f"base revision: {timing.base[0]:,} files known, {timing.base[1]:,} checked")
        slowest = sorted(timing.by_file.items(), key=lambda row: -row[1])[:_SLOWEST]
        if timing.checked and slowest:
            lines += ["slowest files, in seconds:", *_table(slowest)]
        tell("\n".join(lines))


def _who(known: int) -> str:
    """Say which level of the cache answered; of an answer that the run's memory gives, ``replay`` says so."""
    return f"results of {known:,} file{'' if known == 1 else 's'}" if known else "nothing"


def _table(rows: list[tuple[str, float]]) -> list[str]:
    return [f"  {seconds:8.3f}  {name}" for name, seconds in rows]
