"""What an executor of a plugin is: it has the work of a run done by workers that share no disk and no memory with it.

What travels is bytes. What is in them, what an answer must be to be believed, how a batch is halved whose worker died,
and who does what is left when no worker is, is the core's business: an executor carries bytes there and back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from msgspec import Struct


class StartWorker(Protocol):
    """A module-level callable that builds a worker in whatever process it is called."""

    def __call__(self, specification: Any, /) -> BatchWorker:
        """Build the worker."""


class BatchWorker(Protocol):
    """Does the work of one process, one batch at a time."""

    def check_batch(self, tasks: Any, /) -> Any:
        """Return what was found, as something that can be sent; never None."""


class Answer(Struct, frozen=True):
    """What came of one batch."""

    number: int  #: as it was given
    content: bytes | None  #: what ``check_batch`` returned; None: there is nothing
    worker: str = ""  #: who says it, as its people call it: "tcp://10.0.0.7:40131"
    problem: str = ""  #: why there is nothing, in one line; "" = its worker died, once more where it was tried again


class RemoteExecutor(Protocol):
    """Runs batches elsewhere, for one run. Used by one thread."""

    @property
    def workers(self) -> int:
        """How many work at once, by now; at least 1."""

    def give(self, number: int, specification: bytes, batch: bytes) -> None:
        """Begin to have a batch done, and return at once.

        A worker process calls the :class:`ExecutorOptions`' ``start(specification)`` when it meets a specification for
        the first time, keeps what it gets, and calls ``check_batch(batch)`` of it, in one thread at a time. The same
        batch may be done twice.

        Raises:
            ExecutorGoneError: nobody will. Its message is the rest of "dask: …"; what is left is then done here.
        """

    def wait(self, seconds: float) -> Sequence[Answer]:
        """Wait for at least one answer, but no longer; return those that are there, each given number once.

        A batch whose worker died goes to another one; the one whose next worker dies too is answered with nothing.

        Raises:
            ExecutorGoneError: nothing more will come.
        """

    def leave_out(self, worker: str) -> None:
        """Give nothing more to this worker."""

    def close(self) -> None:
        """Take back what was given and is not done, and end what was begun. Called once, after an interrupt too."""


class ExecutorOptions(Struct, frozen=True):
    """What an executor is made for."""

    address: str  #: what the command line says behind ``--executor NAME=``; "" = nothing
    jobs: int  #: worker processes that are wanted where the executor starts some; at least 1
    start: StartWorker  #: what workers call: a function of an installed module, by that name on every machine


class OfferedExecutor(Struct, frozen=True):
    """An executor by its name."""

    #: Raises ``UsageError`` where the address is none, or something is not installed, and ``ExecutorGoneError`` where
    #: nobody answers there. May be slow: it is called when there is something to check.
    create: Callable[[ExecutorOptions], RemoteExecutor]
    help: str = ""  #: what its address is, in a few words
