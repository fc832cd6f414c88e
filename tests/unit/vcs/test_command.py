"""Git is asked in an environment and with a configuration in which it runs nothing of the repository's."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualitygate.errors import RevisionError
from qualitygate.vcs.command import Git, as_text

from .conftest import Clone


@pytest.fixture
def git(clone: Clone) -> Iterator[Git]:
    """Git in a repository with one commit."""
    clone.commit({"a.py": "x = 1\n"})
    yield Git(str(clone.root))


def test_an_answer_is_what_git_prints(git: Git) -> None:
    assert git.read("rev-parse", "--abbrev-ref", "HEAD") == b"main\n"
    assert git.fields("ls-files", "-z") == ["a.py"]


def test_what_git_reads_is_handed_to_it(git: Git) -> None:
    assert git.read("hash-object", "--stdin", data=b"") == b"e69de29bb2d1d6434b8b29ae775ad8c2e48c5391\n"


def test_a_question_that_was_begun_is_answered_once_and_then_asked_anew(git: Git, clone: Clone) -> None:
    git.begin("ls-files", "-z")
    assert git.fields("ls-files", "-z") == ["a.py"]
    clone.commit({"b.py": ""})

    assert git.fields("ls-files", "-z") == ["a.py", "b.py"]


def test_what_failed_is_said_with_who_asked(clone: Clone) -> None:
    git = Git(str(clone.root), asker="--staged")

    assert git.ask("rev-parse", "nothing").returncode == 128
    with pytest.raises(RevisionError, match=r"^--staged: git rev-parse failed: fatal: .*nothing"):
        git.read("rev-parse", "nothing")


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: scripts")
def test_no_program_that_the_repository_names_is_started(git: Git, clone: Clone, tmp_path: Path) -> None:
    script = tmp_path / "script"
    script.write_text(f"#!/bin/sh\ntouch {tmp_path / 'started'}\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    for key in ("core.fsmonitor", "core.pager", "diff.external", "core.sshCommand", "core.askPass"):
        clone.git("config", key, str(script))

    git.read("ls-files", "--stage", "-z")
    git.read("diff", "--cached")
    git.ask("ls-remote", "ssh://localhost/nothing")
    assert not (tmp_path / "started").exists()
    clone.git("status")
    assert (tmp_path / "started").exists()  # it does start where git is asked in another way


def test_variables_of_git_do_not_move_the_repository(clone: Clone, tmp_path: Path) -> None:
    clone.commit({"a.py": ""})
    moved = {**os.environ, "GIT_DIR": str(tmp_path / "elsewhere"), "GIT_WORK_TREE": str(tmp_path)}

    assert Git(str(clone.root), environ=moved).fields("ls-files", "-z") == ["a.py"]


def test_the_index_of_a_hook_counts_and_one_of_another_repository_does_not(clone: Clone, tmp_path: Path) -> None:
    clone.commit({"a.py": ""})
    index = clone.root / ".git" / "index"
    (clone.root / ".git" / "other").write_bytes(index.read_bytes())
    clone.commit({"b.py": ""})
    other = Clone(tmp_path / "other")
    other.root.mkdir()
    other.git("init", "-q")
    other.commit({"c.py": ""})

    def files(path: Path) -> list[str]:
        git = Git(str(clone.root), environ={**os.environ, "GIT_INDEX_FILE": str(path)})
        return git.fields("ls-files", "-z")

    assert files(clone.root / ".git" / "other") == ["a.py"]
    assert files(other.root / ".git" / "index") == ["a.py", "b.py"]


def test_which_directories_are_safe_is_all_that_is_handed_on_of_configuration_in_variables(git: Git) -> None:
    variables = {
        **{"GIT_CONFIG_COUNT": "2", "GIT_CONFIG_KEY_0": "alias.x", "GIT_CONFIG_VALUE_0": "!false"},
        **{"GIT_CONFIG_KEY_1": "safe.directory", "GIT_CONFIG_VALUE_1": "*"},
    }
    asked = Git(git.directory, environ={**os.environ, **variables})

    assert asked.read("config", "--get-all", "safe.directory").splitlines()[-1] == b"*"
    assert asked.ask("config", "--get", "alias.x").returncode == 1


def test_a_git_that_lies_in_the_checked_tree_is_not_started(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    (clone.root / "git").write_text("#!/bin/sh\necho mine\n")
    (clone.root / "git").chmod(0o755)
    monkeypatch.chdir(clone.root)
    monkeypatch.setenv("PATH", os.pathsep.join((".", "")))

    with pytest.raises(RevisionError, match="needs git, which is not installed"):
        Git(str(clone.root)).read("version")


def test_what_git_says_to_people_is_read_whatever_bytes_it_is() -> None:
    assert as_text(b"fatal: \xff") == "fatal: \ufffd"
