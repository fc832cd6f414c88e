"""How tasks are grouped."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given, settings as hypothesis_settings, strategies as st

from qualitygate.executors.batching import batches


@dataclass(frozen=True)
class Work:
    """A task of a size, under settings."""

    size: int
    settings: int = 0
    name: int = 0


def sizes(tasks: list[list[Work]]) -> list[list[int]]:
    return [[task.size for task in batch] for batch in tasks]


def test_no_tasks_are_no_batches() -> None:
    assert batches([], workers=2) == []


def test_a_large_task_goes_alone_and_first() -> None:
    tasks = [Work(10), Work(5000), Work(10)]
    assert sizes(batches(tasks, workers=2)) == [[5000], [10], [10]]


def test_small_tasks_share_a_batch_until_it_is_full() -> None:
    tasks = [Work(1)] * 128
    assert sizes(batches(tasks, workers=1))[:15] == [[1] * 8] * 15


def test_the_last_batches_are_short_so_that_no_worker_waits_long_for_another() -> None:
    counts = [len(batch) for batch in batches([Work(1)] * 1600, workers=2)]
    assert counts == [50] * 29 + [37, 28, 21, 16, 12, 9, 6, 5, 4, 3, 3, 3, 3]


def test_tasks_of_unknown_size_share_one_batch() -> None:
    assert sizes(batches([Work(0)] * 5, workers=4)) == [[0] * 5]


_tasks = st.builds(Work, st.integers(0, 100_000), st.integers(0, 3), st.integers(0, 1000))


@given(st.lists(_tasks, max_size=60), st.integers(1, 8))
@hypothesis_settings(max_examples=60, deadline=None)
def test_every_task_is_in_one_batch_of_its_settings_and_the_largest_come_first(tasks: list[Work], workers: int) -> None:
    result = batches(tasks, workers)
    assert sorted(task.name for batch in result for task in batch) == sorted(task.name for task in tasks)
    assert all(len({task.settings for task in batch}) == 1 for batch in result)
    totals = [sum(task.size for task in batch) for batch in result]
    assert totals == sorted(totals, reverse=True)
    assert all(batch == sorted(batch, key=lambda task: -task.size) for batch in result)
