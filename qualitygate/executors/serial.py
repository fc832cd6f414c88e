"""Runs everything in this process: the reference for all other executors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from qualitygate.api.executor import StartWorker
from qualitygate.executors.executor import LostBatch


class SerialExecutor:
    """One worker, here."""

    workers = 1
    is_here = True

    def map(
        self, start: StartWorker, specification: object, batches: Sequence[Sequence[Any]]
    ) -> Iterator[Any | LostBatch]:
        """Yield the results task by task, so that progress is seen."""
        worker = start(specification)
        for batch in batches:
            for task in batch:
                yield worker.check_batch([task])
