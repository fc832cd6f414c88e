"""What an executor of this machine is: it starts workers from a specification and maps batches over them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from msgspec import Struct

from qualitygate.api.executor import StartWorker


#: Why a task is lost that no worker survived, wherever that was.
DIED = "its worker process died twice; out of memory, or killed"


def halves(batch: Sequence[Any]) -> tuple[Sequence[Any], Sequence[Any]]:
    """Cut a batch of more than one task in two."""
    middle = len(batch) // 2
    return batch[:middle], batch[middle:]


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
