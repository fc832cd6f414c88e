"""What a forerunner says spares checkers work, is believed of the file it looked at, and never decides a finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualitygate.engine.checking.ahead import foretold
from qualitygate.engine.checking.worker import Worker, WorkerSpec
from qualitygate.engine.work import Task
from qualitygate.hosting.discovery import PluginRef
from qualitygate.model.replacement import replace
from qualitygate.model.selection import Selection
from qualitygate.model.settings import Settings

PLUGIN = """\
from qualitygate.api import Finding, Foretold, Location, Severity, hookimpl

class Checker:
    kinds, needs_tree = frozenset({"python"}), False

    def __init__(self, code):
        self.name, self.codes = code.lower(), (code,)

    def check(self, source):
        return [Finding(code, "text", Location(source.path, 1, 1), Severity.WARNING, self.name) for code in self.codes]

class Forerunner:
    name = "quick"

    def version(self):
        return ""

    def look(self, root, paths):
        if "broken.py" in paths:
            raise OSError("no")
        return Foretold({path: "clean" for path in paths if path.startswith("clean")})

    def absent(self, source, said):
        if b"cursed" in source.data:
            raise ValueError("cursed")
        return ("E501", "E999")

@hookimpl
def qualitygate_checkers(settings):
    return [Checker(code) for code in ("E501", "F401") if settings.selection.is_selected(code)]

@hookimpl
def qualitygate_forerunners(settings):
    return [Forerunner()]
"""


@pytest.fixture
def worker(tmp_path: Path) -> Worker:
    """A worker with the plugin, in a directory with two files."""
    (tmp_path / "acme.py").write_text(PLUGIN)
    for name in ("clean.py", "dirty.py", "broken.py"):
        (tmp_path / name).write_text("x = (\n")
    return Worker.start(
        WorkerSpec(
            str(tmp_path), (PluginRef("acme", path=str(tmp_path / "acme.py")),),
            (Settings(Selection(select=("E", "F"))),)
        )
    )


def _codes(worker: Worker, task: Task) -> list[str]:
    return [finding.code for finding in worker.check_task(task).findings]


def _foretold(worker: Worker, *paths: str) -> list[Task]:
    return foretold(worker.host, worker.spec.settings, [Task(path, "python", 0) for path in paths])[0]


def test_who_could_find_only_what_is_absent_is_not_asked(worker: Worker) -> None:
    clean, dirty = _foretold(worker, "clean.py", "dirty.py")

    assert _codes(worker, clean) == ["F401"]
    assert _codes(worker, dirty) == ["E999", "E501", "F401"]


def test_a_file_that_has_changed_since_is_looked_at(worker: Worker, tmp_path: Path) -> None:
    (clean,) = _foretold(worker, "clean.py")
    (tmp_path / "clean.py").write_text("xyz = (\n")

    assert _codes(worker, clean) == ["E999", "E501", "F401"]


def test_a_text_that_is_not_on_the_disk_is_not_foretold(worker: Worker) -> None:
    task = Task("clean.py", "python", 0, data=b"x = 1\n")

    assert foretold(worker.host, worker.spec.settings, [task]) == ([task], [])


def test_one_that_cannot_say_decides_nothing(worker: Worker, tmp_path: Path) -> None:
    (tmp_path / "clean.py").write_text("cursed = (\n")
    (clean,) = _foretold(worker, "clean.py")

    assert _codes(worker, clean) == ["E999", "E501", "F401"]


def test_one_that_raises_is_a_failure_and_everything_is_checked(worker: Worker) -> None:
    tasks, failures = foretold(worker.host, worker.spec.settings, [Task("broken.py", "python", 0)])

    assert [(failure.checker, failure.kind) for failure in failures] == [("quick", "crash")]
    assert _codes(worker, tasks[0]) == ["E999", "E501", "F401"]


def test_where_ignored_codes_are_looked_for_nothing_is_spared(worker: Worker) -> None:
    (settings,) = worker.spec.settings
    selection = replace(settings.selection, extend_select=("QG905",))
    spec = replace(worker.spec, settings=(replace(settings, selection=selection),))
    (clean,) = _foretold(worker, "clean.py")

    assert "E501" in _codes(Worker(spec, worker.host), clean)
