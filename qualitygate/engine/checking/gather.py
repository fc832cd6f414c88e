"""Collects what is found in a plan's files: from the cache, and from workers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial

from qualitygate.config.tree import SettingsTree
from qualitygate.engine.checking.ahead import foretold
from qualitygate.engine.checking.batch import BatchReader
from qualitygate.engine.checking.worker import RemoteWorker, Worker, WorkerSpec
from qualitygate.engine.earlier_runs import KnownFiles
from qualitygate.engine.given import Given
from qualitygate.engine.request import Progress, no_progress
from qualitygate.engine.results import CheckedBatch, FileResult, Results
from qualitygate.engine.work import Plan, Task
from qualitygate.executors.batching import batches
from qualitygate.executors.choose import choose_executor
from qualitygate.executors.executor import LostBatch
from qualitygate.hosting.host import PluginHost
from qualitygate.model.failure import Failure
from qualitygate.model.replacement import replace

#: Bytes of source from which on reading lessons takes less time than they save, and from which on writing them does.
_WORTH_READING, _WORTH_WRITING = 5_000, 500_000

#: Called with the paths of files whose results are in.
Arrived = Callable[[Collection[str]], None]


def nobody(paths: Collection[str]) -> None:
    """Where nobody waits for them."""


def gather(
    given: Given,
    plan: Plan,
    results: Results,
    *,
    is_base: bool = False,
    is_final_by_file: bool = False,
    arrived: Arrived = nobody,
) -> None:
    """Add what is found in the plan's files to ``results``; ``is_base``: in those of the base revision.

    ``is_final_by_file``: nothing beside a file decides about its judgements.
    """
    known = given.earlier.files(plan, is_base=is_base, is_final_by_file=is_final_by_file)
    progress = no_progress if is_base else given.progress
    results.known = 0
    _gather(given, plan, known.settle(plan.tasks, results), results, known, arrived, progress)
    _gather(given, plan, known.unsettle(results), results, known, arrived, progress)


def _gather(
    given: Given,
    plan: Plan,
    wanted: Sequence[Task],
    results: Results,
    known: KnownFiles,
    arrived: Arrived,
    progress: Progress,
) -> None:
    """Take what is known of these tasks, and have the others done by workers."""
    before, tasks = known.split(wanted)
    results.known += len(before)
    _take(results, before, arrived)
    if not tasks:
        return
    tasks, failures = foretold(given.host, plan.settings, tasks)
    results.other_failures += failures
    size = sum(task.size for task in tasks)
    done = 0
    spec = specification(plan, given.host, given.tree)
    if known.lessons is not None and size >= _WORTH_READING:
        spec = replace(spec, lessons=known.lessons, is_teaching=size >= _WORTH_WRITING)
    results.workers, checked = _checked(given, spec, tasks, size)
    for found in checked:
        if isinstance(found, LostBatch):
            lost = [Failure("worker", task.path, "lost-worker", found.reason) for task in found.tasks]
            results.other_failures += lost
            done += len(lost)
        else:
            known.learn(found)
            results.other_failures += found.failures
            _take(results, found.files, arrived)
            done += len(found.files)
        progress(done, len(tasks))


def _checked(
    given: Given, spec: WorkerSpec, tasks: Sequence[Task], size: int
) -> tuple[int, Iterator[CheckedBatch | LostBatch]]:
    """Return how many workers there are, and what they find, batch by batch."""
    if given.elsewhere is not None:
        return given.elsewhere.workers, given.elsewhere.check(spec, tasks)
    executor = choose_executor(given.request.executor, given.request.jobs, files=len(tasks), size=size)
    here = given.start_here or partial(Worker, host=given.host)
    start, read = (here, None) if executor.is_here else (RemoteWorker.start, BatchReader().read)
    answers = executor.map(start, spec, batches(tasks, executor.workers))
    if read is None:
        return executor.workers, answers
    return executor.workers, (each if isinstance(each, LostBatch) else read(each) for each in answers)


def _take(results: Results, files: Sequence[FileResult], arrived: Arrived) -> None:
    results.collect(files)
    arrived([file.path for file in files])


def specification(plan: Plan, host: PluginHost, tree: SettingsTree) -> WorkerSpec:
    """Return all that a worker needs to know to check files of this plan."""
    return WorkerSpec(tree.root, host.refs, tuple(plan.settings), run_options=host.run_options)
