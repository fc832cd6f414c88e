"""Who writes to files of the run is noticed, by their content."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from qualitygate.cache.digests import of_content
from qualitygate.engine.project.watched import WatchedFiles
from qualitygate.engine.results import FileResult, Results
from qualitygate.engine.work import Plan, Task
from qualitygate.model.report import CheckedFile
from qualitygate.model.settings import Settings


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project of two files."""
    for name in ("a.py", "b.py"):
        (tmp_path / name).write_text("x = 1\n")
    return tmp_path


def watch(root: Path) -> WatchedFiles:
    tasks = [Task("a.py", "python", 0), Task("b.py", "python", 0), Task("typed.py", "python", 0, b"not on the disk")]
    return WatchedFiles.of(str(root), Plan(tasks, [Settings()]))


def checked(root: Path, *names: str) -> Results:
    """What a run has that checked these files."""
    results = Results()
    for name in names:
        digest = of_content(str(root / name)).hex()
        results.by_path[name] = FileResult(CheckedFile(name, "python", 1), digest=digest)
    return results


def test_while_nobody_writes_nothing_has_changed(root: Path) -> None:
    watched = watch(root)

    assert watched.changed(checked(root)) == []
    assert watched.changes_by("format") == []


def test_a_file_that_was_written_to_has_changed_and_one_that_was_written_the_same_has_not(root: Path) -> None:
    before = checked(root, "a.py", "b.py")
    watched = watch(root)
    (root / "a.py").write_text("x = 2 + 2\n")
    os.utime(root / "b.py", ns=(0, 0))

    assert watched.changed(before) == ["a.py"]
    assert watched.changed(before) == [], "it is told once"


def test_a_file_that_is_gone_or_that_nobody_checked_has_changed(root: Path) -> None:
    before = checked(root, "a.py")
    watched = watch(root)
    (root / "a.py").unlink()
    os.utime(root / "b.py", ns=(0, 0))

    assert watched.changed(before) == ["a.py", "b.py"]


@pytest.mark.parametrize(("names", "count"), [(["a.py"], "1 file"), (["a.py", "b.py"], "2 files")])
def test_who_may_write_is_told_with_the_number_of_files(root: Path, names: list[str], count: str) -> None:
    watched = watch(root)
    for name in names:
        (root / name).write_text("")

    assert watched.changes_by("format") == [
        f"format changed {count}: what is said of them here is about the text before; run again"
    ]
    assert watched.changes_by("format") == []
