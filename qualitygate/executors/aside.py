"""Work that goes on beside other work: begun now, asked for later, and ended with whoever wanted it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from qualitygate.executors.choose import ExecutorName, available_cores, method_of
from qualitygate.api.executor import StartWorker
from qualitygate.executors.executor import LostBatch


class Aside(Protocol):
    """Some batches that are worked on."""

    def answers(self) -> Iterator[Any | LostBatch]:
        """Wait for and yield what the workers give back of each batch, in any order."""

    def end(self) -> None:
        """End what still runs."""


def begin(
    name: ExecutorName, jobs: int, start: StartWorker, specification: object, batches: Sequence[Sequence[Any]]
) -> Aside:
    """Begin to work on the batches, each in a process of its own, as many at once as there are cores.

    ``serial`` leaves all of it until the answers are asked for.
    """
    if name == "serial" or not batches:
        return _Later(start, specification, batches)
    from qualitygate.executors.process import Underway  # here: serial runs start no process

    return Underway(min(jobs or available_cores(), len(batches)), method_of(name), start, specification, batches)


class _Later:
    """Does all of it here, one after the other."""

    def __init__(self, start: StartWorker, specification: object, batches: Sequence[Sequence[Any]]) -> None:
        self._work = start, specification, batches

    def answers(self) -> Iterator[Any | LostBatch]:
        """Do the work."""
        start, specification, batches = self._work
        for batch in batches:
            yield start(specification).check_batch(batch)

    def end(self) -> None:
        """Nothing runs: an interrupt has ended it."""
