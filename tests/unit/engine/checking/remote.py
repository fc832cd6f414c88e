"""An executor that does everything here, at once, and makes the mistakes that it is told to make."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence

from qualitygate.api.executor import Answer, BatchWorker, ExecutorOptions
from qualitygate.errors import ExecutorGoneError

#: Given a number and an honest answer; returns another, or raises.
Mistake = Callable[[int, Answer], Answer]


class FakeExecutor:
    """Has some workers by name; each answers what the real code says."""

    def __init__(self, options: ExecutorOptions, mistake: Mistake, workers: Sequence[str] = ("one", "two")) -> None:
        self.start, self.mistake, self.names, self.all = options.start, mistake, list(workers), list(workers)
        self.waiting: deque[tuple[int, bytes, bytes]] = deque()
        self.given: list[int] = []
        self.is_closed = False
        self._workers: dict[bytes, BatchWorker] = {}

    @property
    def workers(self) -> int:
        return len(self.names)

    def give(self, number: int, specification: bytes, batch: bytes) -> None:
        if not self.names:
            raise ExecutorGoneError("no worker is left")
        self.given.append(number)
        self.waiting.append((number, specification, batch))

    def wait(self, seconds: float) -> Sequence[Answer]:
        number, specification, batch = self.waiting.popleft()
        if specification not in self._workers:
            self._workers[specification] = self.start(specification)
        content = self._workers[specification].check_batch(batch)
        return [self.mistake(
            number, Answer(number, content, (self.names or self.all)[number % len(self.names or self.all)])
        )]

    def leave_out(self, worker: str) -> None:
        if worker in self.names:
            self.names.remove(worker)

    def close(self) -> None:
        self.is_closed = True


def honest(number: int, answer: Answer) -> Answer:
    """Make no mistake."""
    return answer
