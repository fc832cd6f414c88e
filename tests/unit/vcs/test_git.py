"""What git is asked, and what cures what it cannot answer."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from qualitygate.errors import RevisionError
from qualitygate.vcs.git import Base, Repository

from .conftest import Clone


def base(clone: Clone, revision: str = "HEAD") -> Base:
    """Resolve a revision of the clone."""
    return Repository(str(clone.root)).base(revision)


def changes(clone: Clone, revision: str = "HEAD") -> list[tuple[str, str]]:
    """Old and new paths of what differs from a revision."""
    repository = Repository(str(clone.root))
    at = repository.base(revision)
    return sorted((each.old_path, each.path) for each in repository.changes(at, repository.files(at)[0]))


def test_changes_are_those_of_the_working_tree_committed_staged_or_not(clone: Clone) -> None:
    clone.commit({"a": "1\n", "b": "2\n", "c": "a\nb\nc\nd\n", "same": ""})
    clone.git("mv", "c", "d e")
    clone.git("rm", "-q", "b")
    clone.write({"a": "3\n", "untracked": ""})
    assert changes(clone) == [("a", "a"), ("b", ""), ("c", "d e")]


def test_paths_are_those_below_the_project_root(clone: Clone) -> None:
    clone.commit({"outside": "", "inside/a": "1\n"})
    clone.write({"outside": "2\n", "inside/a": "2\n"})
    repository = Repository(str(clone.root / "inside"))
    head = repository.base("HEAD")
    files, _ = repository.files(head)
    assert list(files) == ["a"]
    assert [each.path for each in repository.changes(head, files)] == ["a"]


def test_old_content_is_read_without_a_checkout(clone: Clone) -> None:
    clone.commit({"a": "one\n", "empty": "", "b": "no end"})
    clone.write({"a": "two\n", "b": "x", "empty": "x"})
    repository = Repository(str(clone.root))
    files, _ = repository.files(repository.base("HEAD"))
    ids = [files[path] for path in ("a", "b", "empty", "a")]
    assert list(repository.blobs(ids)) == [b"one\n", b"no end", b"", b"one\n"]


def test_a_commit_that_was_replaced_is_compared_with_as_it_was(clone: Clone) -> None:
    clone.commit({"a": "one\n"})
    clone.commit({"a": "two\n"})
    clone.git("replace", "HEAD~1", "HEAD")
    assert changes(clone, "HEAD~1") == [("a", "a")]


def test_a_link_has_no_content_to_check(clone: Clone) -> None:
    (clone.root / "link").symlink_to("nowhere")
    clone.commit({"a": ""})
    (clone.root / "link").unlink()
    repository = Repository(str(clone.root))
    head = repository.base("HEAD")
    files, _ = repository.files(head)
    assert list(files) == ["a"]
    assert repository.changes(head, files) == []


def test_the_base_is_where_the_work_left_the_main_branch(clone: Clone) -> None:
    clone.commit({"a": ""})
    left = clone.git("rev-parse", "HEAD").strip()
    clone.git("checkout", "-qb", "work")
    clone.commit({"b": ""})
    clone.git("checkout", "-q", "main")
    clone.commit({"c": ""})
    clone.git("checkout", "-q", "work")
    assert base(clone, "") == Base(left, "main")


def test_the_remote_says_which_branch_is_the_main_one(clone: Clone, tmp_path: Path) -> None:
    clone.git("checkout", "-qb", "trunk")
    clone.commit({"a": ""})
    copy = Clone(tmp_path / "copy")
    clone.git("clone", "-q", str(clone.root), str(copy.root))
    assert base(copy, "").name == "origin/trunk"


def test_a_hook_s_environment_does_not_move_the_repository(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    clone.commit({"inside/a": "1\n"})
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_PREFIX", "inside/")
    repository = Repository(str(clone.root / "inside"))
    assert list(repository.files(repository.base("HEAD"))[0]) == ["a"]


@pytest.fixture
def shallow(clone: Clone, tmp_path: Path) -> Clone:
    """A clone of the last commit of a branch alone, as CI makes it."""
    clone.commit({"a": "1\n"})
    clone.git("checkout", "-qb", "work")
    clone.commit({"a": "2\n"})
    clone.git("checkout", "-q", "main")
    copy = Clone(tmp_path / "shallow")
    clone.git("clone", "-q", "--depth=1", "--single-branch", "-b", "work", clone.root.as_uri(), str(copy.root))
    copy.git("checkout", "-q", "--detach")
    copy.git("update-ref", "-d", "refs/remotes/origin/HEAD")
    return copy


def cured(clone: Clone, revision: str) -> Base:
    """Run the command that the error names, then ask again."""
    with pytest.raises(RevisionError) as caught:
        base(clone, revision)
    _, found, command = str(caught.value).partition("run: git ")
    assert found, caught.value
    clone.git(*command.replace("'", "").split())
    return base(clone, revision)


@pytest.mark.parametrize("revision", ["", "HEAD~1", "main", "origin/main"])
def test_what_a_shallow_clone_lacks_is_cured_by_the_command_in_the_message(
    shallow: Clone, clone: Clone, revision: str
) -> None:
    assert cured(shallow, revision).commit == clone.git("rev-parse", "main").strip()


def test_a_commit_that_is_elsewhere_is_cured_by_the_command_in_the_message(shallow: Clone, clone: Clone) -> None:
    commit = clone.git("rev-parse", "main").strip()
    clone.git("config", "uploadpack.allowAnySHA1InWant", "true")
    assert cured(shallow, commit).commit == commit


def test_a_repository_without_a_commit_says_so(clone: Clone) -> None:
    with pytest.raises(RevisionError, match="there is no commit to compare with yet; run: git add -A && git commit"):
        base(clone, "")


def test_a_misspelt_branch_is_guessed(clone: Clone) -> None:
    clone.commit({})
    with pytest.raises(RevisionError, match="git knows no such revision here; did you mean --new=main?"):
        base(clone, "mian")


def test_a_revision_is_never_taken_for_an_option(clone: Clone) -> None:
    clone.commit({})
    with pytest.raises(RevisionError, match="git knows no such revision"):
        base(clone, "--output=x")


def test_histories_without_a_common_commit_say_so(clone: Clone) -> None:
    clone.commit({"a": "main\n"})
    clone.git("checkout", "-q", "--orphan", "work")
    clone.commit({"a": "work\n"})
    with pytest.raises(RevisionError, match="HEAD and main have no common commit here; name a revision: --new=REV"):
        base(clone, "")


def test_no_repository_says_what_to_do_instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(RevisionError, match="this is no git repository; .*qualitygate baseline accept"):
        Repository(str(tmp_path))


def test_no_git_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RevisionError, match="git, which is not installed; run: apt-get install git"):
        Repository(str(tmp_path))


def test_an_object_that_is_missing_is_named(clone: Clone) -> None:
    clone.commit({})
    with pytest.raises(RevisionError, match="git cannot read the object 1111"):
        list(Repository(str(clone.root)).blobs(["1" * 40]))


def test_a_path_of_bytes_that_are_no_text_survives(clone: Clone) -> None:
    path = os.fsdecode(b"caf\xe9.py")
    (clone.root / path).write_text("")
    clone.commit({})
    repository = Repository(str(clone.root))
    assert list(repository.files(repository.base("HEAD"))[0]) == [path]
