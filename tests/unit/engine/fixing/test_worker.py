"""One file repaired in a worker: what it is given, what it gives back."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualitygate.engine.checking.worker import WorkerSpec
from qualitygate.engine.fixing.rounds import FixPolicy
from qualitygate.engine.fixing.worker import FixSpec, FixTask, FixWorker
from qualitygate.engine.work import Task
from qualitygate.hosting.discovery import PluginRef
from qualitygate.model.finding import Finding
from qualitygate.model.fix import Edit, Fix
from qualitygate.model.location import Location
from qualitygate.model.repair import RepairedFile
from qualitygate.model.selection import Selection
from qualitygate.model.settings import Settings
from qualitygate.model.severity import Applicability, Severity
from qualitygate.source.source import Source
from tests.cli import fixers

OLD, NEW = b"x =  1\n", b"x = 1\n"
FOUND = Finding(
    "ACM100",
    "wrong",
    Location("a.py", 1, 4),
    Severity.WARNING,
    "acme",
    fix=Fix("Write it so", (Edit(1, 4, 1, 6, " "),), Applicability.SAFE),
)


@pytest.fixture
def worker(tmp_path: Path) -> FixWorker:
    """A worker with a plugin that wants single blanks."""
    plugin = tmp_path / "plugin.py"
    plugin.write_text(fixers.files(("ACM100", "style", "  +", " "))["fixers.py"])
    (tmp_path / "a.py").write_bytes(OLD)
    settings = Settings(Selection(select=("ACM",), ignore=()))
    refs = (PluginRef("acme", path=str(plugin)),)
    return FixWorker.start(FixSpec(WorkerSpec(str(tmp_path), refs, (settings,)), FixPolicy(Applicability.SAFE)))


def test_findings_of_the_same_text_are_taken_as_they_are(worker: FixWorker) -> None:
    task = FixTask(Task("a.py", "python", 0), (FOUND,), Source("a.py", OLD).digest)

    (fixed,) = worker.check_batch([task])

    assert (fixed.change, fixed.refusals, fixed.failures) == (RepairedFile("a.py", OLD, NEW), [], [])
    assert fixed.result is not None
    assert (fixed.result.path, fixed.result.digest) == ("a.py", Source("a.py", NEW).digest)


def test_without_a_digest_the_text_is_checked_first(worker: FixWorker) -> None:
    (fixed,) = worker.check_batch([FixTask(Task("a.py", "python", 0))])
    assert fixed.change == RepairedFile("a.py", OLD, NEW)


def test_a_text_of_another_digest_is_a_failure(worker: FixWorker) -> None:
    task = FixTask(Task("a.py", "python", 0), (FOUND,), Source("a.py", b"other").digest)

    (fixed,) = worker.check_batch([task])

    assert (fixed.change.before, fixed.change.after, fixed.result) == (b"", b"", None)
    assert [(each.checker, each.path, each.kind) for each in fixed.failures] == [("fix", "a.py", "changed")]


def test_nothing_is_written(worker: FixWorker, tmp_path: Path) -> None:
    worker.check_batch([FixTask(Task("a.py", "python", 0))])
    assert (tmp_path / "a.py").read_bytes() == OLD
