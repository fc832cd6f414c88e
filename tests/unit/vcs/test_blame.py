"""The age of a line, from git."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from qualitygate.vcs.blame import line_dates

OLD, NEW = 1_500_000_000, 1_600_000_000


def commit(root: Path, text: str, when: int) -> None:
    """Commit a.py with this text at this time."""
    (root / "a.py").write_text(text)
    environment = {
        **os.environ,
        "GIT_AUTHOR_DATE": f"{when} +0200",
        "GIT_COMMITTER_DATE": f"{when} +0200",
        "GIT_CONFIG_GLOBAL": os.devnull,
    }
    name = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q"], ["add", "a.py"], [*name, "commit", "-q", "-m", "text"]):
        subprocess.run(["git", *command], cwd=root, check=True, env=environment)


def test_a_line_is_as_old_as_its_last_change(tmp_path: Path) -> None:
    commit(tmp_path, "a\nb\nc\n", OLD)
    commit(tmp_path, "a\nB\nc\n", NEW)
    assert line_dates(str(tmp_path), "a.py", [3, 2]) == {2: NEW, 3: OLD}


def test_a_line_that_is_not_committed_has_no_age(tmp_path: Path) -> None:
    commit(tmp_path, "a\nb\n", OLD)
    (tmp_path / "a.py").write_text("a\n\tauthor-time 5\n")
    assert line_dates(str(tmp_path), "a.py", [1, 2]) == {1: OLD}


@pytest.mark.parametrize("lines", [[], [1]], ids=["no lines", "a line"])
def test_without_a_repository_nothing_is_known(tmp_path: Path, lines: list[int]) -> None:
    (tmp_path / "a.py").write_text("a\n")
    assert line_dates(str(tmp_path), "a.py", lines) == {}


def test_a_line_that_is_not_there_makes_the_file_unknown(tmp_path: Path) -> None:
    commit(tmp_path, "a\n", OLD)
    assert line_dates(str(tmp_path), "a.py", [9]) == {}


def test_without_git_nothing_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(tmp_path, "a\n", OLD)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert line_dates(str(tmp_path), "a.py", [1]) == {}
