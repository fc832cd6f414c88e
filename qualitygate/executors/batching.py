"""Groups tasks so that workers end at about the same time: by settings, largest first."""

from __future__ import annotations

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

#: Batches per worker: many enough that the last ones are short, few enough that sending them costs nothing.
_BATCHES_PER_WORKER = 16


def batches(tasks: Sequence[_Task], workers: int) -> list[list[_Task]]:
    """Return all tasks in batches, the largest tasks in the first ones."""
    total = sum(task.size for task in tasks)
    limit = max(1, total // (workers * _BATCHES_PER_WORKER))
    result: list[list[_Task]] = []
    filled = 0
    for task in sorted(tasks, key=lambda task: (task.settings, -task.size)):
        if not result or filled >= limit or result[-1][0].settings != task.settings:
            result.append([])
            filled = 0
        result[-1].append(task)
        filled += task.size
    return sorted(result, key=lambda batch: -sum(task.size for task in batch))
