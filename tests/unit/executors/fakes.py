"""Workers that do as their tasks say. In a module of their own, so that a spawned process can import it."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn


@dataclass
class FakeWorker:
    """Answers each task with what it is asked for; ``specification`` is a directory for traces."""

    specification: str
    answered: int = field(default=0)

    @classmethod
    def start(cls, specification: str) -> FakeWorker:
        """Build the worker, and leave a trace of it."""
        with open(Path(specification, f"started-{os.getpid()}"), "a") as trace:
            trace.write("x")
        return cls(specification)

    def check_batch(self, tasks: Sequence[str]) -> list[Any]:
        """Answer every task."""
        return [self._answer(task) for task in tasks]

    def _answer(self, task: str) -> Any:
        if task == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if task == "die once" and not Path(self.specification, "died").exists():
            Path(self.specification, "died").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if task == "die once while sending":
            if not Path(self.specification, "died").exists():
                Path(self.specification, "died").touch()
                time.sleep(0.2)  # the others answer first
                threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGKILL)).start()
            return "x" * 10_000_000
        if task == "raise":
            raise ArithmeticError("wrong sum")
        if task == "sleep":
            time.sleep(60)
        if task == "is Ctrl-C ignored?":
            return signal.getsignal(signal.SIGINT) is signal.SIG_IGN
        return f"did {task}"


class SlowBatches(list[Sequence[str]]):
    """Batches of which all but the first take a while to come."""

    def __iter__(self) -> Iterator[Sequence[str]]:
        """Yield the first batch, wait for what it does to the pool, and go on."""
        batches = super().__iter__()
        yield next(batches)
        time.sleep(0.5)
        yield from batches


class InterruptingBatches(list[Sequence[str]]):
    """Batches in the middle of which somebody presses Ctrl-C."""

    all_handed_out = False

    def __iter__(self) -> Iterator[Sequence[str]]:
        """Yield the first batch, interrupt this thread, and go on."""
        batches = super().__iter__()
        yield next(batches)
        signal.raise_signal(signal.SIGINT)
        yield from batches
        self.all_handed_out = True


class InterruptedWorker(FakeWorker):
    """Takes being ended for an interrupt, as workers do that have programs to end."""

    @classmethod
    def start(cls, specification: str) -> FakeWorker:
        """Start, and hear the signal."""
        signal.signal(signal.SIGTERM, _interrupt)
        return FakeWorker.start(specification)


def _interrupt(number: int, _: object) -> NoReturn:
    raise KeyboardInterrupt(number)
