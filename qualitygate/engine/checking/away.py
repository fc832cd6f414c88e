"""Has a plan's files checked by workers elsewhere: batches there, answers back, and what nobody does is done here."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence

from msgspec import Struct, field

from qualitygate.api.executor import Answer, ExecutorOptions, OfferedExecutor, RemoteExecutor
from qualitygate.engine.checking.away_worker import AwayWorker, environment_for
from qualitygate.engine.checking.batch import BatchReader
from qualitygate.engine.checking.parcel import AwaySpec, Parcel, Refusal, pack, read_answer
from qualitygate.engine.checking.worker import RemoteWorker, WorkerSpec
from qualitygate.engine.results import CheckedBatch
from qualitygate.engine.work import Task
from qualitygate.errors import ExecutorGoneError
from qualitygate.executors.batching import batches
from qualitygate.executors.choose import available_cores, choose_executor
from qualitygate.executors.executor import DIED, LostBatch, halves
from qualitygate.hosting import ask
from qualitygate.hosting.host import PluginHost
from qualitygate.model.replacement import replace
from qualitygate.model.wire import to_bytes

#: Bytes of source in one batch: few enough that a dead worker costs little, and sending them nothing.
_BATCH = 1_000_000
#: Batches that each worker has been given: one that it works on, and one so that it need not wait.
_AHEAD = 2
#: Seconds without any answer after which nobody waits any longer. Checkers that are not ours may take a minute of
#: processor time for each file.
_PATIENCE = 600.0
#: Seconds after which an executor that waits lets us look at the clock.
_GLANCE = 5.0

Checked = CheckedBatch | LostBatch


class Away(Struct):
    """The workers of one executor, for all that one run has checked. They are asked for when there is something."""

    name: str  #: of the executor
    plugin: str
    offered: OfferedExecutor
    address: str
    jobs: int  #: 0 = one for each core
    host: PluginHost
    tell: Callable[[str], None]  #: told what the user should know, in one line
    patience: float = _PATIENCE
    _executor: RemoteExecutor | None = None
    _is_gone: bool = False
    _environment: tuple[str, dict[str, str]] = ("", {})  #: digest, and parts
    _refused: dict[str, str] = field(default_factory=dict)  #: why, by worker
    _is_believed: bool = False  #: any answer was

    @property
    def workers(self) -> int:
        """How many check at once."""
        return self._open().workers if not self._is_gone else self._jobs

    @property
    def _jobs(self) -> int:
        return self.jobs or available_cores()

    def check(self, spec: WorkerSpec, tasks: Sequence[Task]) -> Iterator[Checked]:
        """Yield what is found in the files, in any order.

        Raises:
            UsageError: the executor cannot be had as it was asked for.
            ExecutorGoneError: it cannot be had, or from the beginning no worker could do it as we would.
        """
        left = list(tasks)
        if not self._is_gone:
            left = yield from self._check_away(spec, tasks)
        if left:
            # no fork: the executor may have left threads behind
            here = choose_executor("spawn", self._jobs, files=len(left), size=sum(task.size for task in left))
            reader = BatchReader()
            for batch in here.map(RemoteWorker.start, spec, batches(left, here.workers)):
                yield batch if isinstance(batch, LostBatch) else reader.read(batch)

    def close(self) -> None:
        """Let the workers go; what they still do is not wanted any more."""
        executor, self._executor, self._is_gone = self._executor, None, True
        if executor is not None:
            executor.close()

    def _open(self) -> RemoteExecutor:
        if self._executor is None:
            found = environment_for(self.host.refs)
            self._environment = found.digest, dict(found.parts)
            options = ExecutorOptions(self.address, self._jobs, AwayWorker.start)
            try:
                self._executor = ask.create_executor(self.host, self.plugin, self.offered, options)
            except ExecutorGoneError as error:
                raise ExecutorGoneError(f"--executor {self.name}: {error}") from None
        return self._executor

    def _check_away(self, spec: WorkerSpec, tasks: Sequence[Task]) -> Generator[Checked, None, list[Task]]:
        """Yield what workers elsewhere find; return the tasks that are left for this machine."""
        executor = self._open()
        there = replace(spec, root="", lessons="", is_teaching=False)
        specification = to_bytes(AwaySpec(there, self._environment[0]))
        work = _Work(spec, deque(batches(tasks, executor.workers, at_most=_BATCH)))
        heard, reader = time.monotonic(), BatchReader()
        try:
            while work.is_left:
                for number, content in work.due(executor.workers):
                    executor.give(number, specification, content)
                if not work.sent:
                    continue
                answers = executor.wait(_GLANCE)
                now = time.monotonic()
                if not answers and now - heard > self.patience:
                    raise ExecutorGoneError(f"nothing has come for {self.patience:.0f} seconds")
                heard = now if answers else heard
                for answer in answers:
                    yield from self._take(answer, work, executor, reader)
        except ExecutorGoneError as error:
            return self._gone(error, work)
        return work.unreadable

    def _take(
        self, answer: Answer, work: _Work, executor: RemoteExecutor, reader: BatchReader
    ) -> Iterator[Checked]:
        parcel = work.sent.pop(answer.number, None)
        if parcel is None:
            return
        if answer.content is None and not answer.problem:
            yield from work.died(parcel)
            return
        said: CheckedBatch | Refusal = Refusal(answer.problem)
        if answer.content is not None:
            said = read_answer(answer.content, parcel, self._environment[0], reader)
        if isinstance(said, Refusal):
            work.again(parcel)
            self._refuse(answer.worker, said)
            executor.leave_out(answer.worker)
        elif said.also_read:
            work.again(parcel)
            raise ExecutorGoneError(f"a plugin reads {said.also_read[0]}, and workers have no checkout")
        else:
            self._is_believed = True
            yield said

    def _refuse(self, worker: str, refusal: Refusal) -> None:
        if worker not in self._refused:
            why = refusal.problem or _difference(refusal.environment, self._environment[1])
            self._refused[worker] = why
            self.tell(f"{self.name}: the worker {worker} is left out: {why}")

    def _gone(self, error: ExecutorGoneError, work: _Work) -> list[Task]:
        self.close()
        left = work.rest()
        if self._refused and not self._is_believed:
            said = "; ".join(f"{worker}: {why}" for worker, why in sorted(self._refused.items()))
            raise ExecutorGoneError(f"--executor {self.name}: no worker can do it as it would be done here: {said}")
        self.tell(f"{self.name}: {error}; the other {len(left)} files are checked here")
        return left


class _Work(Struct):
    """The batches of one plan: which wait, which are away, which are suspected."""

    spec: WorkerSpec
    waiting: deque[Sequence[Task]]
    sent: dict[int, Parcel] = field(default_factory=dict)
    suspects: deque[Task] = field(default_factory=deque)  #: files on which a worker died
    unreadable: list[Task] = field(default_factory=list)
    _number: int = 0
    _alone: Parcel | None = None  #: one suspect that was sent while nothing else was away

    @property
    def is_left(self) -> bool:
        """Is there anything to do?"""
        return bool(self.waiting or self.sent or self.suspects)

    def due(self, workers: int) -> Iterator[tuple[int, bytes]]:
        """Yield what is to be given now, packed only when it is asked for: the sources of a project are large.

        A suspect is tried again when nothing else is away, so that nothing else can be blamed for it, nor it for that.
        """
        while self.waiting and len(self.sent) < workers * _AHEAD:
            yield from self._packed(self.waiting.popleft())
        if self.suspects and not self.waiting and not self.sent:
            yield from self._packed([self.suspects.popleft()])
            self._alone = self.sent.get(self._number)

    def _packed(self, tasks: Sequence[Task]) -> Iterator[tuple[int, bytes]]:
        parcel = pack(tasks, self.spec.settings, self.spec.root)
        self.unreadable += parcel.unreadable
        if parcel.tasks:
            self._number += 1
            self.sent[self._number] = parcel
            content, parcel.content = parcel.content, b""
            yield self._number, content

    def died(self, parcel: Parcel) -> Iterator[LostBatch]:
        """Take note that the workers that had a batch are dead: halve it, until the file is known that does it."""
        if len(parcel.tasks) > 1:
            self.waiting.extendleft(halves(parcel.tasks))
        elif parcel is not self._alone:
            self.suspects += parcel.tasks
        else:
            yield LostBatch(parcel.tasks, DIED)

    def again(self, parcel: Parcel) -> None:
        """Have a batch done by another worker."""
        self.waiting.appendleft(parcel.tasks)

    def rest(self) -> list[Task]:
        """Return all that is not done."""
        away = [task for parcel in self.sent.values() for task in parcel.tasks]
        return [*away, *(task for batch in self.waiting for task in batch), *self.suspects, *self.unreadable]


def _difference(there: object, here: dict[str, str]) -> str:
    assert isinstance(there, dict)
    names = sorted(name for name in {*there, *here} if there.get(name) != here.get(name))
    said = []
    for name in names[:3]:
        if name not in there or name not in here:
            said.append(f"{name} is only {'here' if name in here else 'there'}")
        elif len(here[name]) < 64 and len(there[name]) < 64:
            said.append(f"{name} is {there[name]} there and {here[name]} here")
        else:
            said.append(f"{name} is another one there than here")
    more = f", and {len(names) - 3} more" if len(names) > 3 else ""
    return f"another environment: {', '.join(said)}{more}; install there what is installed here"
