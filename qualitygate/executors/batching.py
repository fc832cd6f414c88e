"""Groups tasks so that workers end at about the same time: by settings, largest first."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Protocol, TypeVar


class Sized(Protocol):
    """A task that knows its size and its settings."""

    @property
    def size(self) -> int:
        """In bytes."""

    @property
    def settings(self) -> int:
        """Index of its settings; one batch holds one."""


_Task = TypeVar("_Task", bound=Sized)

#: Batches per worker: few enough that sending them costs nothing.
_BATCHES_PER_WORKER = 16
#: Towards the end a batch is this part of what each worker still has to do, so that none waits long for the last one.
_LAST_PARTS = 2
#: But no smaller than this part of the others.
_SMALLEST_PART = 16


def batches(tasks: Sequence[_Task], workers: int, *, at_most: int = sys.maxsize) -> list[list[_Task]]:
    """Return all tasks in batches, the largest tasks in the first ones; only a single task has more bytes than
    ``at_most``.
    """
    left = sum(task.size for task in tasks)
    usual = limit = max(1, min(at_most, left // (workers * _BATCHES_PER_WORKER)))
    result: list[list[_Task]] = []
    filled = 0
    for task in sorted(tasks, key=lambda task: (task.settings, -task.size)):
        if (
            not result
            or filled >= limit
            or filled + task.size > at_most
            or result[-1][0].settings != task.settings
        ):
            result.append([])
            filled = 0
            limit = max(1, usual // _SMALLEST_PART, min(usual, left // (workers * _LAST_PARTS)))
        result[-1].append(task)
        filled += task.size
        left -= task.size
    return sorted(result, key=lambda batch: -sum(task.size for task in batch))
