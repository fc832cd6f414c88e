"""Runs batches in a pool of processes, by fork or by spawn."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, Literal

from qualitygate.executors.executor import BatchWorker, LostBatch, StartWorker

#: The worker of this process, built once by :func:`_initialize`.
_worker: list[BatchWorker] = []

_Batch = Sequence[Any]


class ProcessExecutor:
    """A pool. Workers ignore Ctrl-C; the parent ends them, so that nothing outlives the command."""

    def __init__(self, workers: int, method: Literal["fork", "spawn"]) -> None:
        self.workers = workers
        self._method = method

    def map(
        self, start: StartWorker, specification: object, batches: Sequence[_Batch]
    ) -> Iterator[list[Any] | LostBatch]:
        """Yield the results of each batch as it is done.

        When a worker dies, the batches it took along run once more, each alone in a new pool; one that kills its
        worker again is given back as lost.
        """
        lost: list[_Batch] = []
        yield from self._run(start, specification, batches, self.workers, lost)
        for batch in lost:
            again: list[_Batch] = []
            yield from self._run(start, specification, [batch], 1, again)
            for tasks in again:
                yield LostBatch(tasks, "its worker process died twice; out of memory, or killed")

    def _run(
        self,
        start: StartWorker,
        specification: object,
        batches: Sequence[_Batch],
        workers: int,
        lost: list[_Batch],
    ) -> Iterator[list[Any]]:
        context = multiprocessing.get_context(self._method)
        pool = ProcessPoolExecutor(
            max(1, min(workers, len(batches))), context, initializer=_initialize, initargs=(start, specification)
        )
        try:
            pending: dict[Future[list[Any]], _Batch] = {}
            with _interrupts_held_back():
                for batch in batches:
                    try:
                        pending[pool.submit(_check, batch)] = batch
                    except BrokenProcessPool:  # a worker died while batches were still handed out
                        lost.append(batch)
            while pending:
                done, _ = wait(pending, return_when=FIRST_COMPLETED)
                for future in done:
                    batch = pending.pop(future)
                    try:
                        yield future.result()
                    except BrokenProcessPool:
                        lost.append(batch)
            pool.shutdown()
        except BaseException:
            _end(pool)
            raise


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Let a Ctrl-C wait until the processes have started.

    Python drops one that arrives in its own clean-up after a fork ("Exception ignored in"), and a worker that has not
    come to :func:`_initialize` yet would print a traceback.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end(pool: ProcessPoolExecutor) -> None:
    """End all workers at once, in the middle of whatever they do."""
    for process in multiprocessing.active_children():
        process.terminate()
    pool.shutdown(wait=False, cancel_futures=True)


def _initialize(start: StartWorker, specification: object) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker[:] = [start(specification)]


def _check(batch: _Batch) -> list[Any]:
    return _worker[0].check_batch(batch)
