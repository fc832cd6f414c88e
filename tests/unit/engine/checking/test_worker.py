"""What a worker gives back for a file, also for one that cannot be read."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from qualitygate.cache.lessons import Lessons
from qualitygate.engine.checking.batch import BatchReader
from qualitygate.engine.checking.worker import RemoteWorker, Worker, WorkerSpec
from qualitygate.engine.work import Task
from qualitygate.hosting.discovery import PluginRef
from qualitygate.model.failure import Failure
from qualitygate.model.finding import Finding
from qualitygate.model.location import Location
from qualitygate.model.report import CheckedFile, Skip
from qualitygate.model.selection import Selection
from qualitygate.model.settings import Settings
from qualitygate.model.severity import Severity
from qualitygate.model.wire import to_bytes

#: Learns which files there are, and tells them with what it knew.
PUPIL = """
from qualitygate.api import Finding, Location, Severity, hookimpl

class Pupil:
    name, kinds, codes, needs_tree = "pupil", frozenset({"python"}), ("E",), False
    subject = "spelling"
    known, new = [], {}
    def recall(self, lessons):
        self.known = [thing for thing in ("old", "a.py") if lessons.get(thing) == "known"]
    def learned(self):
        new, self.new = self.new, {}
        return new
    def check(self, source):
        self.new[source.path] = "seen after " + ", ".join(self.known)
        return []

@hookimpl
def qualitygate_checkers(settings):
    return [Pupil()]
"""
#: Finds E501 on line 1 of every file; skips generated files, leaves W out of legacy ones, breaks on cursed ones.
PLUGIN = """\
from qualitygate.api import FileExclusion, Finding, Location, Severity, hookimpl

class Checker:
    name, kinds, codes, needs_tree = "acme", frozenset({"python"}), ("E", "W"), False

    def check(self, source):
        for code in ("E501", "W291"):
            yield Finding(code, "text", Location(source.path, 1, 1), Severity.WARNING, self.name)

@hookimpl
def qualitygate_checkers(settings):
    if settings.noqa == "flake8":
        raise ImportError("no module named acme_core")
    return [Checker()]

@hookimpl
def qualitygate_exclude_file(source):
    if "generated" in source.path:
        return FileExclusion("generated", note="by hand, it seems")
    if "legacy" in source.path:
        return FileExclusion("legacy style", codes=("W",))
    if "cursed" in source.path:
        raise ZeroDivisionError("division by zero")
"""
SETTINGS = (
    Settings(Selection(select=("E", "W"), ignore=()), max_file_size=1000),
    Settings(Selection(select=("E", "W"), ignore=()), noqa="flake8"),
    Settings(Selection(select=("W",), ignore=())),
)


@pytest.fixture
def worker(tmp_path: Path) -> Worker:
    (tmp_path / "acme.py").write_text(PLUGIN)
    plugin = PluginRef("acme", path=str(tmp_path / "acme.py"), distribution="acme.py")
    return Worker.start(WorkerSpec(str(tmp_path), (plugin,), SETTINGS))


def check(
    worker: Worker, path: str, data: bytes | None = b"x = 1\ny = 2\n", settings: int = 0
) -> tuple[Skip | None, Sequence[Finding], Sequence[Failure]]:
    """Return skip, findings and failures of one file."""
    result = worker.check_task(Task(path, "python", settings, data=data))
    return result.skipped, result.findings, result.failures


def test_a_result_names_path_kind_and_number_of_lines(worker: Worker) -> None:
    result = worker.check_task(Task("a.py", "python", 0, data=b"x = 1\ny = 2\n"))
    assert (result.checked, result.skipped) == (CheckedFile("a.py", "python", 2), None)


def test_a_checker_that_does_not_come_with_the_core_is_not_trusted_to_come_to_an_end(worker: Worker) -> None:
    assert {named.seconds for named in worker._checkers_for(0)[0]} == {60.0}


def test_there_is_one_result_per_task_in_order(worker: Worker) -> None:
    tasks = [Task(path, "python", 0, data=b"") for path in ("b.py", "a.py", "c.py")]
    assert [result.path for result in worker.check_batch(tasks).files] == ["b.py", "a.py", "c.py"]


@pytest.mark.parametrize("path", ["a.py", "generated.py", "cursed.py", "gone.py", "caf\udce9.py"])
def test_a_worker_elsewhere_gives_back_the_same(worker: Worker, path: str) -> None:
    task = Task(path, "python", 0, data=None if path == "gone.py" else b"x = 1  # noqa: W291\n")
    here, there = worker.check_batch([task]), BatchReader().read(RemoteWorker(worker).check_batch([task]))
    for result in (*here.files, *there.files):
        result.seconds = ()
    assert to_bytes(there) == to_bytes(here)


def test_text_that_findings_have_in_common_is_kept_once(worker: Worker) -> None:
    read = BatchReader().read(RemoteWorker(worker).check_batch([Task("a.py", "python", 0, data=b"x = 1\n")] * 2))
    first, second = (result.findings[0] for result in read.files)
    assert first.message is second.message and first.code is second.code and first.checker is second.checker
    assert first.location.path is read.files[0].path


def test_findings_are_those_of_the_checkers(worker: Worker) -> None:
    assert [(each.code, each.context) for each in check(worker, "a.py")[1]] == [("E501", "x = 1"), ("W291", "x = 1")]


def test_a_file_is_read_from_the_disk_when_no_content_is_given(worker: Worker, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("on_disk = 1\n")
    assert check(worker, "a.py", None)[1][0].context == "on_disk = 1"


def test_what_checkers_learn_comes_with_the_batch(tmp_path: Path) -> None:
    (tmp_path / "pupil.py").write_text(PUPIL)
    prefix = str(tmp_path / "cache" / "environment")
    earlier = Lessons(prefix)
    earlier.add([("spelling", {"old": "known"})])
    earlier.save()
    plugin = PluginRef("pupil", path=str(tmp_path / "pupil.py"))
    worker = Worker.start(WorkerSpec(str(tmp_path), (plugin,), SETTINGS[:1], prefix, is_teaching=True))

    batch = worker.check_batch([Task(path, "python", 0, data=b"") for path in ("a.py", "b.py")])

    assert batch.lessons == [("spelling", {"a.py": "seen after old", "b.py": "seen after old"})]


@pytest.mark.parametrize(
    ("method", "runs"), [("recall", False), ("learned", True)], ids=["cannot take lessons", "cannot give lessons"]
)
def test_a_learner_that_crashes_is_a_failure_and_the_others_run(tmp_path: Path, method: str, runs: bool) -> None:
    broken = PUPIL.replace(f"def {method}(self", f"def {method}(self, *, needed")
    broken = broken.replace(
        "return []\n\n@", 'return [Finding("E501", "text", Location(source.path, 1, 1), Severity.ERROR, "pupil")]\n\n@'
    )
    (tmp_path / "broken.py").write_text(broken)
    (tmp_path / "acme.py").write_text(PLUGIN)
    refs = tuple(PluginRef(name, path=str(tmp_path / f"{name}.py")) for name in ("acme", "broken"))
    prefix = str(tmp_path / "cache" / "environment")
    worker = Worker.start(WorkerSpec(str(tmp_path), refs, SETTINGS[:1], prefix, is_teaching=True))

    batch = worker.check_batch([Task("a.py", "python", 0, data=b"x = 1\n")])

    (failure,) = [*batch.failures, *batch.files[0].failures]
    assert failure.kind == "crash" and f"failed in {method}: TypeError" in failure.message
    ran = {finding.checker for finding in batch.files[0].findings}
    assert ran == ({"acme", "pupil"} if runs else {"acme"})


def test_an_excluded_file_is_skipped_with_its_reason(worker: Worker) -> None:
    assert check(worker, "generated.py") == (Skip("generated.py", "generated", "by hand, it seems"), [], [])


def test_a_file_excluded_in_part_keeps_its_other_codes(worker: Worker) -> None:
    skipped, findings, _ = check(worker, "legacy.py")
    assert (skipped, [each.code for each in findings]) == (None, ["E501"])


def test_an_exclusion_that_raises_is_a_failure_and_the_file_is_checked_in_full(worker: Worker) -> None:
    _, findings, (failure,) = check(worker, "cursed.py")
    assert (failure.kind, failure.path) == ("crash", "cursed.py")
    assert "'acme'" in failure.message and "division by zero" in failure.message
    assert [each.code for each in findings] == ["E501", "W291"]


def test_a_plugin_that_cannot_make_its_checkers_is_a_failure_of_the_whole_run(worker: Worker) -> None:
    _, findings, (failure,) = check(worker, "a.py", settings=1)
    assert (failure.checker, failure.path, failure.kind) == ("acme", "", "crash")
    assert "failed in qualitygate_checkers: ImportError: no module named acme_core" in failure.message
    assert findings == []


def test_a_missing_file_is_e902_with_flake8s_text(worker: Worker) -> None:
    text = "FileNotFoundError: [Errno 2] No such file or directory: 'gone.py'"
    assert check(worker, "gone.py", None)[1] == [Finding("E902", text, Location("gone.py"), Severity.ERROR, "files")]


def test_a_file_larger_than_allowed_is_e902_and_says_so(worker: Worker, tmp_path: Path) -> None:
    (tmp_path / "large.py").write_bytes(b"#" * 1001)
    (found,) = check(worker, "large.py", None)[1]
    assert (found.code, found.message) == ("E902", "1,001 bytes are more than max-file-size (1,000): 'large.py'")


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: named pipes")
def test_a_named_pipe_is_e902_and_does_not_block(worker: Worker, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.py")
    (found,) = check(worker, "pipe.py", None)[1]
    assert (found.code, found.message) == ("E902", "not a regular file: 'pipe.py'")


def test_an_unreadable_file_is_not_reported_when_e902_is_not_selected(worker: Worker) -> None:
    assert check(worker, "gone.py", None, settings=2)[1] == []
