"""Directories of git's own are told from those that have files to check."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from qualitygate.vcs.directories import without_files


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A bare repository."""
    subprocess.run(["git", "init", "-q", "--bare", "bare.git"], cwd=tmp_path, check=True)
    return tmp_path / "bare.git"


def test_a_bare_repository_is_cured_by_a_clone(bare: Path) -> None:
    for start in (bare, bare / "refs" / "heads"):
        assert without_files(str(start)).startswith(
            f"{bare} is a bare repository, in which there are no files; run it in a clone (git clone {bare})"
        )


def test_the_directory_beside_the_files_is_cured_by_going_to_them(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", "tree"], cwd=tmp_path, check=True)
    tree = tmp_path / "tree"

    assert without_files(str(tree / ".git" / "hooks")).endswith(f"run it where the files are: cd {tree}")
    assert without_files(str(tree)) == ""


def test_a_working_tree_inside_of_its_bare_repository_has_files(bare: Path) -> None:
    (bare / "main" / "app").mkdir(parents=True)
    (bare / "main" / ".git").write_text("gitdir: ../worktrees/main\n")

    assert without_files(str(bare / "main" / "app")) == ""


def test_any_other_directory_may_have_files(tmp_path: Path) -> None:
    assert without_files(str(tmp_path)) == ""
