"""The reference executor: here, in order, task by task."""

from __future__ import annotations

from collections.abc import Sequence

from qualitygate.executors.serial import SerialExecutor


class _Worker:
    """Says what it was started with, and what it is given at once."""

    def __init__(self, specification: object) -> None:
        self._specification = specification

    def check_batch(self, tasks: Sequence[str]) -> tuple[object, list[str]]:
        return self._specification, list(tasks)


def test_results_come_task_by_task_so_that_progress_is_seen() -> None:
    results = SerialExecutor().map(_Worker, "how", [["a", "b"], ["c"]])

    assert next(iter(results)) == ("how", ["a"])
    assert list(results) == [("how", ["b"]), ("how", ["c"])]


def test_there_is_one_worker_and_it_is_this_process() -> None:
    started: list[object] = []

    def start(specification: object) -> _Worker:
        started.append(specification)
        return _Worker(specification)

    list(SerialExecutor().map(start, "how", [["a"], ["b"], ["c"]]))

    assert started == ["how"]
