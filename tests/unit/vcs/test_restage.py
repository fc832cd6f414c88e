"""New content goes into the index under its lock, whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from qualitygate.vcs import restage
from qualitygate.vcs.git import Repository
from qualitygate.vcs.restage import RestageError

from .conftest import Clone


@pytest.fixture
def repository(clone: Clone) -> Repository:
    """A repository with two staged files."""
    clone.write({"a": "1\n", "b": "2\n"})
    clone.git("add", "-A")
    return Repository(str(clone.root), option="--staged", staged=True)


def left(clone: Clone) -> set[str]:
    """What of git's directory is about the index."""
    return {each for each in os.listdir(clone.root / ".git") if "index" in each}


def test_the_file_is_replaced_and_all_others_stay(clone: Clone, repository: Repository) -> None:
    with repository.restaging("a", b"new\r\n") as prepared:
        assert clone.git("show", ":a") == "1\n"
        prepared.commit()

    assert clone.git_bytes("show", ":a") == b"new\r\n"
    assert clone.git("show", ":b") == "2\n"
    assert left(clone) == {"index"}


def test_what_is_given_up_leaves_everything_as_it_was(clone: Clone, repository: Repository) -> None:
    before = (clone.root / ".git/index").read_bytes()
    with pytest.raises(KeyboardInterrupt):
        with repository.restaging("a", b"new\n"):
            raise KeyboardInterrupt
    assert (clone.root / ".git/index").read_bytes() == before
    assert left(clone) == {"index"}


def test_nobody_else_writes_meanwhile(clone: Clone, repository: Repository) -> None:
    with repository.restaging("a", b"new\n"):
        assert (clone.root / ".git/index.lock").exists()


def test_a_lock_of_somebody_else_is_waited_for_and_stays(
    clone: Clone, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restage, "_PATIENCE", 0)
    (clone.root / ".git/index.lock").write_text("theirs")
    with pytest.raises(RestageError, match=r"another process of git holds .*index\.lock"):
        with repository.restaging("a", b"new\n"):
            pass
    assert (clone.root / ".git/index.lock").read_text() == "theirs"


def test_an_index_that_changed_is_not_written(clone: Clone, repository: Repository) -> None:
    assert repository.work.index.entries["a"]
    clone.write({"a": "other\n"})
    clone.git("add", "a")
    with pytest.raises(RestageError, match="the index changed meanwhile"):
        with repository.restaging("a", b"new\n"):
            pass
    assert clone.git("show", ":a") == "other\n"
    assert left(clone) == {"index"}


def test_the_index_that_a_partial_commit_will_leave_is_written_too(
    clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``git commit PATH`` commits one index and leaves another, which it has locked (builtin/commit.c)."""
    clone.write({"a": "1\n"})
    clone.git("add", "-A")
    folder = Path(clone.root, ".git")
    for name in ("next-index-1.lock", "index.lock"):
        (folder / name).write_bytes((folder / "index").read_bytes())
    monkeypatch.setenv("GIT_INDEX_FILE", str(folder / "next-index-1.lock"))
    repository = Repository(str(clone.root), option="--staged", staged=True)

    with repository.restaging("a", b"new\n") as prepared:
        prepared.commit()

    for name, text in {"next-index-1.lock": "new\n", "index.lock": "new\n", "index": "1\n"}.items():
        monkeypatch.setenv("GIT_INDEX_FILE", str(folder / name))
        assert clone.git("show", ":a") == text
