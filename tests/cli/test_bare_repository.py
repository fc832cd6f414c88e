"""A bare repository has no files: whoever asks about them there is told so, and what to do, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Project
from .repositories import Work


@pytest.fixture
def bare(tmp_path: Path) -> Project:
    """A bare repository with a commit that has a finding."""
    work = Work(tmp_path / "work")
    work.root.mkdir()
    work.git("init", "-q", "-b", "main")
    work.write({"a.py": "import os\n"})
    work.git("add", "-A")
    work.git("commit", "-qm", "one")
    work.git("clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    return Project(tmp_path / "bare.git")


@pytest.mark.parametrize(
    "words",
    ["", "--staged", "--staged --fix", "--new", "--new=HEAD", "--new --allow-empty", "install-hook", "adopt",
     "adopt --hook --ci github --baseline", "audit", "baseline accept --reason=x",
     "baseline check"],
)  # fmt: skip
def test_it_is_exit_2_and_names_the_cure(bare: Project, words: str) -> None:
    there = sorted(bare.root.rglob("*"))

    done = bare.run(*words.split())

    assert (done.code, done.out) == (2, "")
    assert f"{bare.root} is a bare repository" in done.err
    assert f"run it in a clone (git clone {bare.root})" in done.err
    assert sorted(bare.root.rglob("*")) == there


@pytest.mark.parametrize("words", ["install-hook", "adopt --hook"])
def test_git_s_own_directory_is_told_from_the_files_beside_it(bare: Project, words: str) -> None:
    work = Project(bare.root.parent / "work" / ".git")

    done = work.run(*words.split())

    assert done.code == 2
    assert f"{work.root} is git's own directory; run it where the files are: cd {work.root.parent}" in done.err
