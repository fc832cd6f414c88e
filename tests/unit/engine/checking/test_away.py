"""Whatever workers elsewhere do, each file has one result, and none that a worker of ours would not give."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qualitygate.api.executor import Answer, ExecutorOptions, OfferedExecutor
from qualitygate.engine.checking.away import Away
from qualitygate.engine.checking.worker import Worker, WorkerSpec
from qualitygate.engine.results import CheckedBatch
from qualitygate.engine.work import Task
from qualitygate.errors import ExecutorGoneError
from qualitygate.executors.executor import LostBatch
from qualitygate.hosting.discovery import find_plugins
from qualitygate.hosting.host import PluginHost
from qualitygate.inputs import Inputs
from qualitygate.model.settings import PluginPolicy, Settings

from .remote import FakeExecutor, Mistake, honest

TEXT = "import os\n"


class Elsewhere:
    """A project of eight files, and workers that make a mistake."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.tasks = [Task(f"m{n}.py", "python", 0, 400_000) for n in range(8)]
        for task in self.tasks:
            (root / task.path).write_text(TEXT)
        self.host = PluginHost(find_plugins(PluginPolicy(disabled=()), str(root), Inputs()), str(root))
        options = tuple(sorted(_defaults(self.host).items()))
        self.spec = WorkerSpec(str(root), self.host.refs, (Settings(options=options),))
        self.told: list[str] = []
        self.executor: FakeExecutor | None = None

    def check(self, mistake: Mistake, *, patience: float = 600.0) -> tuple[list[str], list[str]]:
        """Return the paths that have a result, and those that are lost, sorted."""

        def create(options: ExecutorOptions) -> FakeExecutor:
            self.executor = FakeExecutor(options, mistake)
            return self.executor

        away = Away("fake", "dask", OfferedExecutor(create), "", 2, self.host, self.told.append, patience)
        found: list[str] = []
        lost: list[str] = []
        for batch in away.check(self.spec, self.tasks):
            if isinstance(batch, LostBatch):
                lost += [task.path for task in batch.tasks]
            else:
                assert [len(result.findings) for result in batch.files] == [1] * len(batch.files)
                found += [result.path for result in batch.files]
        return sorted(found), sorted(lost)


def _defaults(host: PluginHost) -> dict[str, object]:
    from qualitygate.hosting import ask

    return {option.key: option.default for option in ask.options(host)}


@pytest.fixture
def elsewhere(tmp_path: Path) -> Elsewhere:
    return Elsewhere(tmp_path)


ALL = [f"m{n}.py" for n in range(8)]


def test_the_results_are_those_of_a_worker_of_ours(elsewhere: Elsewhere) -> None:
    found: list[CheckedBatch] = []
    away = Away(
        "fake", "dask", OfferedExecutor(lambda options: FakeExecutor(options, honest)), "", 2, elsewhere.host, print
    )
    for batch in away.check(elsewhere.spec, elsewhere.tasks):
        assert isinstance(batch, CheckedBatch)
        found.append(batch)
    here = Worker.start(elsewhere.spec).check_batch(elsewhere.tasks)

    assert {result.path: (result.findings, result.digest) for batch in found for result in batch.files} == {
        result.path: (result.findings, result.digest) for result in here.files
    }


def test_a_file_that_kills_its_workers_is_lost_and_no_other(elsewhere: Elsewhere) -> None:
    def dies(number: int, answer: Answer) -> Answer:
        assert elsewhere.executor is not None
        return Answer(number, None) if b"m3.py" in (answer.content or b"") else answer

    assert elsewhere.check(dies) == ([path for path in ALL if path != "m3.py"], ["m3.py"])
    assert elsewhere.told == []


def test_a_file_that_was_only_near_is_tried_again_alone(elsewhere: Elsewhere) -> None:
    def all_die(number: int, answer: Answer) -> Answer:
        return Answer(number, None) if number <= 8 else answer

    found, lost = elsewhere.check(all_die)

    assert found == ALL
    assert lost == []


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        pytest.param(lambda data: data[:-20], "damaged", id="cut short"),
        pytest.param(lambda data: b"+" + bytes(16) + data[17:], "another environment", id="another environment"),
        pytest.param(lambda data: data.replace(b"m1.py", b"m2.py"), "other files", id="another file"),
        pytest.param(lambda data: b"rubbish", "another environment", id="rubbish"),
    ],
)
def test_a_worker_that_lies_is_left_out_and_the_others_do_its_work(
    elsewhere: Elsewhere, spoil: Callable[[bytes], bytes], said: str
) -> None:
    def lies(number: int, answer: Answer) -> Answer:
        if answer.worker != "one" or (b"m1.py" not in (answer.content or b"") and said == "other files"):
            return answer
        return Answer(number, spoil(answer.content or b""), "one")

    assert elsewhere.check(lies) == (ALL, [])
    assert all(said in text and "the worker one is left out" in text for text in elsewhere.told)


def test_a_run_without_a_worker_that_is_like_us_ends_with_their_names(elsewhere: Elsewhere) -> None:
    def other(number: int, answer: Answer) -> Answer:
        return Answer(number, b'-{"environment":{"Python":"3.9"}}', answer.worker)

    with pytest.raises(ExecutorGoneError, match="no worker can do it as it would be done here: one: .*Python is 3.9"):
        elsewhere.check(other)
    assert elsewhere.executor is not None and elsewhere.executor.is_closed


def test_what_is_left_when_the_executor_is_gone_is_checked_here(elsewhere: Elsewhere) -> None:
    def goes(number: int, answer: Answer) -> Answer:
        if number == 2:
            raise ExecutorGoneError("its scheduler is gone")
        return answer

    assert elsewhere.check(goes) == (ALL, [])
    assert elsewhere.told == ["fake: its scheduler is gone; the other 7 files are checked here"]


def test_nobody_waits_for_ever(elsewhere: Elsewhere) -> None:
    def silent(number: int, answer: Answer) -> Answer:
        return Answer(-1, None, answer.worker, "of another run")

    class Silent(FakeExecutor):
        def wait(self, seconds: float) -> list[Answer]:
            return []

    away = Away(
        "fake", "dask", OfferedExecutor(lambda options: Silent(options, silent)), "", 2, elsewhere.host,
        elsewhere.told.append, 0.0,
    )  # fmt: skip
    batches = list(away.check(elsewhere.spec, elsewhere.tasks))

    assert sum(len(batch.files) for batch in batches if isinstance(batch, CheckedBatch)) == 8
    assert elsewhere.told == ["fake: nothing has come for 0 seconds; the other 8 files are checked here"]


def test_a_file_that_cannot_be_read_is_said_to_be_unreadable_by_a_worker_of_ours(elsewhere: Elsewhere) -> None:
    (elsewhere.root / "m5.py").unlink()

    assert elsewhere.check(honest) == (ALL, [])
    assert elsewhere.told == []
