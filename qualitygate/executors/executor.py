"""What an executor is: it starts workers from a specification and maps batches over them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from msgspec import Struct


class StartWorker(Protocol):
    """A module-level callable that builds a worker in whatever process it is called."""

    def __call__(self, specification: Any, /) -> BatchWorker:
        """Build the worker."""


class BatchWorker(Protocol):
    """Does the work of one process."""

    def check_batch(self, tasks: Sequence[Any], /) -> Any:
        """Return what was found, as something that can be sent; never None."""


class LostBatch(Struct, frozen=True):
    """A batch that no worker could finish."""

    tasks: Sequence[Any]
    reason: str


class Executor(Protocol):
    """Runs batches somewhere."""

    @property
    def workers(self) -> int:
        """How many processes check at once."""

    @property
    def is_here(self) -> bool:
        """Is the worker in this process? It may use then what is loaded already."""

    def map(
        self, start: StartWorker, specification: object, batches: Sequence[Sequence[Any]]
    ) -> Iterator[Any | LostBatch]:
        """Yield what the worker gave back of each batch, in any order."""
