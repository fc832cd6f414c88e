"""Work beside other work."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from qualitygate.executors.aside import begin
from qualitygate.executors.choose import ExecutorName


class Worker:
    """Says what it was given, and by which specification."""

    def __init__(self, specification: str) -> None:
        self._specification = specification

    def check_batch(self, batch: Sequence[str]) -> str:
        """Say it."""
        return f"{self._specification}: {'+'.join(batch)}"


@pytest.mark.parametrize("name", ["serial", "fork", "spawn"])
def test_the_answer_of_each_batch_is_there_in_the_end(name: ExecutorName) -> None:
    aside = begin(name, 2, Worker, "said", [["a"], ["b", "c"], ["d"]])

    assert sorted(aside.answers()) == ["said: a", "said: b+c", "said: d"]


@pytest.mark.parametrize("name", ["serial", "fork"])
def test_without_work_nothing_is_answered(name: ExecutorName) -> None:
    aside = begin(name, 2, Worker, "said", [])

    assert [*aside.answers()] == []
    aside.end()


def test_serial_work_is_not_done_before_it_is_asked_for() -> None:
    started = []

    def start(specification: str) -> Worker:
        started.append(specification)
        return Worker(specification)

    aside = begin("serial", 2, start, "said", [["a"]])
    assert started == []
    assert [*aside.answers()] == ["said: a"]
    assert started == ["said"]


def test_what_was_begun_can_be_ended_without_its_answers() -> None:
    aside = begin("fork", 1, Worker, "said", [["a"], ["b"]])

    aside.end()
