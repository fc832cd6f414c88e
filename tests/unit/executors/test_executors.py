"""Whatever runs the batches, the results are the same, and a dead worker takes nothing else with it."""

from __future__ import annotations

import multiprocessing
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from qualitygate.executors.executor import Executor, LostBatch
from qualitygate.executors.process import ProcessExecutor, Underway
from qualitygate.executors.serial import SerialExecutor

from .fakes import FakeWorker, InterruptedWorker, InterruptingBatches, SlowBatches

METHODS = ["spawn"] if sys.platform == "win32" else ["fork", "spawn"]
needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: POSIX signals")
BATCHES = [["a", "b"], ["c"], ["d", "e", "f"], ["g"]]


def pool(method: Any = METHODS[0], workers: int = 2) -> ProcessExecutor:
    return ProcessExecutor(workers, method)


def run(executor: Executor, batches: Sequence[Sequence[str]], traces: Path) -> tuple[list[Any], list[LostBatch]]:
    """Return the results of all batches, sorted, and the batches that were lost."""
    results, lost = [], []
    for answer in executor.map(FakeWorker.start, str(traces), batches):
        if isinstance(answer, LostBatch):
            lost.append(answer)
        else:
            results += answer
    return sorted(results), lost


@pytest.mark.parametrize("executor", [SerialExecutor(), *map(pool, METHODS)], ids=["serial", *METHODS])
def test_every_task_is_done_once_wherever_it_runs(executor: Executor, tmp_path: Path) -> None:
    expected = ["did a", "did b", "did c", "did d", "did e", "did f", "did g"]
    assert run(executor, BATCHES, tmp_path) == (expected, [])


@pytest.mark.parametrize("executor", [SerialExecutor(), pool()], ids=["serial", "process"])
def test_a_process_starts_its_worker_once(executor: Executor, tmp_path: Path) -> None:
    run(executor, BATCHES, tmp_path)
    starts = [trace.read_text() for trace in tmp_path.glob("started-*")]
    assert set(starts) == {"x"}
    assert len(starts) <= executor.workers


@pytest.mark.parametrize("executor", [SerialExecutor(), pool()], ids=["serial", "process"])
def test_no_batches_give_no_results(executor: Executor, tmp_path: Path) -> None:
    assert run(executor, [], tmp_path) == ([], [])


def test_the_serial_executor_gives_results_task_by_task(tmp_path: Path) -> None:
    answers = SerialExecutor().map(FakeWorker.start, str(tmp_path), [["a", "b"]])
    assert list(answers) == [["did a"], ["did b"]]


@needs_signals
@pytest.mark.parametrize("method", METHODS)
def test_a_task_that_kills_its_worker_is_lost_and_no_other_of_its_batch(method: str, tmp_path: Path) -> None:
    results, (lost,) = run(pool(method), [["a"], ["b", "d", "die", "e", "f"], ["c"]], tmp_path)
    assert results == ["did a", "did b", "did c", "did d", "did e", "did f"]
    assert lost.tasks == ["die"]
    assert "died twice" in lost.reason


@needs_signals
def test_a_batch_whose_worker_died_once_is_run_again(tmp_path: Path) -> None:
    results, lost = run(pool(), [["a"], ["die once", "b"], ["c"]], tmp_path)
    assert results == ["did a", "did b", "did c", "did die once"]
    assert lost == []


@needs_signals
def test_a_worker_that_dies_while_batches_are_handed_out_takes_none_with_it(tmp_path: Path) -> None:
    results, (lost,) = run(pool(), SlowBatches([["die"], ["a"], ["b"]]), tmp_path)
    assert results == ["did a", "did b"]
    assert lost.tasks == ["die"]


@needs_signals
def test_a_batch_whose_worker_died_in_the_middle_of_its_answer_is_run_again(tmp_path: Path) -> None:
    answers = pool().map(FakeWorker.start, str(tmp_path), [["a"], ["die once while sending"]])
    assert next(answers) == ["did a"]
    time.sleep(1)  # the long answer does not fit into the pipe; its writer is killed while it waits
    assert list(answers) == [["x" * 10_000_000]]


def test_an_exception_of_a_worker_reaches_the_caller(tmp_path: Path) -> None:
    with pytest.raises(ArithmeticError, match="wrong sum"):
        run(pool(), [["a"], ["raise"]], tmp_path)


def test_workers_ignore_ctrl_c_which_is_the_parents_to_obey(tmp_path: Path) -> None:
    assert run(pool(), [["is Ctrl-C ignored?"]], tmp_path) == ([True], [])


@needs_signals
def test_ctrl_c_while_workers_start_waits_until_they_have(tmp_path: Path) -> None:
    batches = InterruptingBatches([["sleep"], ["sleep"]])
    with pytest.raises(KeyboardInterrupt):
        run(pool(), batches, tmp_path)
    assert batches.all_handed_out
    assert _ended(multiprocessing.active_children())


def test_workers_end_at_once_when_nobody_wants_their_results(tmp_path: Path) -> None:
    answers = pool().map(FakeWorker.start, str(tmp_path), [["a"], ["sleep"], ["sleep"]])
    assert next(answers) == ["did a"]
    answers.close()  # type: ignore[attr-defined]
    assert _ended(multiprocessing.active_children())


def _ended(processes: Sequence[multiprocessing.process.BaseProcess]) -> bool:
    for process in processes:
        process.join(10)
    return not any(process.is_alive() for process in processes)


@needs_signals
@pytest.mark.parametrize("method", METHODS)
def test_a_worker_that_takes_its_end_for_an_interrupt_goes_without_a_word(
    method: Any, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    underway = Underway(1, method, InterruptedWorker.start, str(tmp_path), [["a"]])
    next(underway.answers())

    underway.end()

    assert capfd.readouterr().err == ""
