"""When it pays to start processes, and how many."""

from __future__ import annotations

import os

import pytest

from qualitygate.executors.choose import ExecutorName, available_cores, choose_executor
from qualitygate.executors.process import ProcessExecutor
from qualitygate.executors.serial import SerialExecutor

SMALL, LARGE = 10_000, 100_000_000


@pytest.mark.parametrize(
    ("name", "jobs", "files", "size"),
    [
        pytest.param("serial", 8, 100, LARGE, id="asked for"),
        pytest.param("auto", 1, 100, LARGE, id="one job"),
        pytest.param("auto", 8, 1, LARGE, id="one file"),
        pytest.param("auto", 0, 100, SMALL, id="too little work to start a pool for"),
        pytest.param("auto", 8, 0, 0, id="nothing to do"),
    ],
)
def test_the_work_is_done_here(name: ExecutorName, jobs: int, files: int, size: int) -> None:
    executor = choose_executor(name, jobs, files=files, size=size)
    assert isinstance(executor, SerialExecutor)
    assert executor.workers == 1


@pytest.mark.parametrize(
    ("name", "jobs", "files", "size", "workers"),
    [
        pytest.param("auto", 3, 100, SMALL, 3, id="jobs are obeyed even for little work"),
        pytest.param("auto", 8, 2, LARGE, 2, id="never more workers than files"),
        pytest.param("fork", 2, 100, SMALL, 2, id="fork asked for"),
        pytest.param("spawn", 2, 1, SMALL, 1, id="spawn asked for, also for one file"),
    ],
)
def test_the_work_is_done_in_processes(name: ExecutorName, jobs: int, files: int, size: int, workers: int) -> None:
    executor = choose_executor(name, jobs, files=files, size=size)
    assert isinstance(executor, ProcessExecutor)
    assert executor.workers == workers


def test_without_jobs_there_is_a_worker_per_core_this_process_may_use() -> None:
    executor = choose_executor("fork", 0, files=10_000, size=LARGE)
    assert executor.workers == available_cores()
    assert 1 <= available_cores() <= (os.cpu_count() or 1)
