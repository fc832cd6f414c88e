"""Counts what is done for a text, so that a test can say that twice the findings take twice the work."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

#: Findings of the smaller text: a look at everything for each of them is most of the work by then.
FEW = 250
#: What twice as many may take. With a look at everything for each it is nearly four times as much.
AT_MOST = 2.5


def growth(work: Callable[[int], object]) -> float:
    """Return how much more is done for twice as many findings; ``work`` is told their number."""
    return _steps(lambda: work(2 * FEW)) / _steps(lambda: work(FEW))


def _steps(work: Callable[[], object]) -> int:
    """Count the lines of our own code that run; those of pycodestyle and pyflakes are not ours."""
    count = 0

    def line(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return line

    def call(frame: FrameType, event: str, argument: Any) -> Any:
        return line if frame.f_globals.get("__name__", "").startswith("qualitygate") else None

    before = sys.gettrace()
    sys.settrace(call)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
