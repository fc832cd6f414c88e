"""Runs batches in worker processes, by fork or by spawn.

Not ``concurrent.futures``: its pool runs threads, and a process that forks while a thread holds a lock leaves a child
that waits for it forever (seen with 3.12.1 when a second pool followed a broken one). Here the parent has one thread,
each worker one pipe, and the parent knows which batch a dead worker had.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Literal

from msgspec import Struct

from qualitygate.api.executor import StartWorker
from qualitygate.executors.executor import DIED, LostBatch, halves
from qualitygate.signals import signals_held_back

_Batch = Sequence[Any]


class _Member(Struct):
    """A worker process, the pipe to it, and what it is doing."""

    process: BaseProcess
    pipe: Connection
    batch: _Batch | None = None


class ProcessExecutor:
    """A crew of workers. They ignore Ctrl-C; the parent ends them, so that nothing outlives the command."""

    is_here = False

    def __init__(self, workers: int, method: Literal["fork", "spawn"]) -> None:
        self.workers = workers
        self._method = method

    def map(
        self, start: StartWorker, specification: object, batches: Sequence[_Batch]
    ) -> Iterator[Any | LostBatch]:
        """Yield the results of each batch as it is done.

        The batch of a worker that dies runs once more in a new worker; when that dies too it is halved, until the task
        is known that does it: that one is given back as lost.
        """
        crew = _Crew(self._method, start, specification)
        try:
            with signals_held_back():
                waiting = deque(batches)
                crew.hire(min(self.workers, len(waiting)))
            yield from _work_off(crew, waiting)
            crew.dismiss()
        except BaseException:
            crew.end()
            raise


class Underway:
    """Batches that a crew of its own works on, while the parent does something else."""

    def __init__(
        self,
        workers: int,
        method: Literal["fork", "spawn"],
        start: StartWorker,
        specification: object,
        batches: Sequence[_Batch],
    ) -> None:
        self._crew = _Crew(method, start, specification)
        self._waiting = deque(batches)
        with signals_held_back():
            self._crew.hire(workers)
        for member in self._crew.idle():
            self._crew.give(member, self._waiting.popleft())

    def answers(self) -> Iterator[Any | LostBatch]:
        """Yield the results of each batch as it is done, as :meth:`ProcessExecutor.map` does."""
        yield from _work_off(self._crew, self._waiting)
        self._crew.dismiss()

    def end(self) -> None:
        """End it."""
        self._crew.end()


def _work_off(crew: _Crew, waiting: deque[_Batch]) -> Iterator[Any | LostBatch]:
    """Give every idle worker a batch, and take what the others have done, until nothing is left."""
    died_once: list[_Batch] = []
    while True:
        for member in crew.idle():
            if waiting:
                crew.give(member, waiting.popleft())
        if not crew.is_busy():
            return
        for member, answer in crew.answers():
            batch, member.batch = member.batch, None
            if answer is not None:
                yield answer
                continue
            assert batch is not None
            if any(batch is other for other in died_once):
                if len(batch) == 1:
                    yield LostBatch(batch, DIED)
                else:
                    waiting.extendleft(halves(batch))
            else:
                died_once.append(batch)
                waiting.appendleft(batch)
            crew.replace(member)


class _Crew:
    """The worker processes of one run."""

    def __init__(self, method: Literal["fork", "spawn"], start: StartWorker, specification: object) -> None:
        self._context = multiprocessing.get_context(method)
        self._method = method
        self._arguments = (start, specification, os.getcwd())
        self._members: list[_Member] = []

    def hire(self, count: int) -> None:
        """Start more workers; signals are to be held back.

        Python drops one that arrives in its own clean-up after a fork ("Exception ignored in"), and a worker that does
        not ignore it yet would print a traceback.
        """
        for _ in range(count):
            ours, theirs = self._context.Pipe()
            process = self._context.Process(  # type: ignore[attr-defined]  # every context has it; typeshed says no
                target=_work, args=(theirs, *self._arguments), daemon=True
            )
            with _standing_in_the_library() if self._method == "spawn" else nullcontext():
                process.start()
            theirs.close()  # the worker holds the only other end: when it dies, ours says so
            self._members.append(_Member(process, ours))

    def idle(self) -> list[_Member]:
        """Return the workers that have nothing to do."""
        return [member for member in self._members if member.batch is None]

    def is_busy(self) -> bool:
        """Is any worker at work?"""
        return any(member.batch is not None for member in self._members)

    def give(self, member: _Member, batch: _Batch) -> None:
        """Hand a batch to an idle worker."""
        member.batch = batch
        with suppress(OSError):  # it has died; answers() finds the closed pipe
            member.pipe.send(batch)

    def answers(self) -> Iterator[tuple[_Member, Any]]:
        """Wait for at least one busy worker; yield each with its results, or with None when it has died.

        Raises:
            Exception: whatever a worker raised.
        """
        busy = {member.pipe: member for member in self._members if member.batch is not None}
        for pipe in wait(list(busy)):
            member = busy[pipe]  # type: ignore[index]  # wait() gives back what it got
            try:
                answer = member.pipe.recv()
            except (EOFError, OSError):  # OSError: it died in the middle of its answer
                yield member, None
                continue
            if isinstance(answer, BaseException):
                raise answer
            yield member, answer

    def replace(self, member: _Member) -> None:
        """Start a new worker for one that has died."""
        self._members.remove(member)
        member.pipe.close()
        member.process.join()
        with signals_held_back():
            self.hire(1)

    def dismiss(self) -> None:
        """Let the workers go home, and wait for them."""
        for member in self._members:
            with suppress(OSError):  # it has died already
                member.pipe.send(None)
        for member in self._members:
            member.process.join()
            member.pipe.close()

    def end(self) -> None:
        """End all workers at once, in the middle of whatever they do."""
        for member in self._members:
            member.process.terminate()
        for member in self._members:
            member.process.join()
            member.pipe.close()


@contextmanager
def _standing_in_the_library() -> Iterator[None]:
    """Start processes in the directory of the standard library.

    A spawned process runs ``python -c``, which imports from where it stands before it gets its import path from us: in
    a checked tree that would be a ``signal.py`` of the tree's. It goes back as soon as it runs our code.
    """
    before = os.getcwd()
    os.chdir(os.path.dirname(os.__file__))
    try:
        yield
    finally:
        os.chdir(before)


def _work(pipe: Connection, start: StartWorker, specification: object, directory: str) -> None:
    """Be a worker: build what checks, then answer batches until told to stop, or until the parent is gone."""
    os.chdir(directory)
    _obey_the_parent_alone()
    parent = multiprocessing.parent_process()
    assert parent is not None
    try:
        worker = start(specification)
        while pipe in wait([pipe, parent.sentinel]) and (batch := pipe.recv()) is not None:
            pipe.send(worker.check_batch(batch))
    except (EOFError, BrokenPipeError, ConnectionResetError, KeyboardInterrupt):
        return  # no more work, or nobody wants it; a worker may take being ended for an interrupt, to end what it began
    except Exception as error:  # it travels to the parent, which raises it
        try:
            pipe.send(error)
        except Exception:  # an error of a plugin may hold what cannot be sent
            pipe.send(RuntimeError(f"{type(error).__name__}: {error}"))


def _obey_the_parent_alone() -> None:
    """Leave Ctrl-C to the parent, and end at once when it says so: what it does itself on these signals is its own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):  # not on Windows
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
