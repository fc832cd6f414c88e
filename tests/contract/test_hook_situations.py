"""Every way that a commit is made, with every runner of hooks and with git's own hook: what is staged is judged.

A text that must fail is staged while the working tree has one that passes, then the other way round.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .hook_repository import FILES, GIT, Repository
from .hook_repository import repository as begun

BAD, GOOD = b"import json\n", b"x = 4\n"
Put = Callable[[bytes, bytes], object]


def _tried(repository: Repository, put: Put, *words: str, where: Path | None = None, typed: str = "") -> None:
    put(BAD, GOOD)
    said = repository.git("commit", *words, where=where, fails=True, typed=typed)
    assert "'json' imported but unused" in said
    put(GOOD, BAD)
    repository.git("commit", *words, where=where, typed=typed)


def _staged(repository: Repository, name: str = "a.py") -> Put:
    return lambda text, other: repository.stage(name, text, other)


def _committed(repository: Repository, text: bytes) -> None:
    repository.stage("a.py", text, text)
    repository.git("commit", "-qm", "before")


def _from_a_directory_below(repository: Repository) -> None:
    repository.write("app/old.py", GOOD)
    _tried(repository, _staged(repository, "app/a.py"), "-m", "a", where=repository.root / "app")
    assert repository.blob("HEAD", "app/a.py") == GOOD
    assert (repository.root / "app/a.py").read_bytes() == BAD


def _all_that_is_tracked(repository: Repository) -> None:
    _committed(repository, b"x = 1\n")
    _tried(repository, lambda text, _: repository.write("a.py", text), "-am", "a")
    assert (repository.blob("HEAD"), repository.disk) == (GOOD, GOOD)


def _the_last_one_again(repository: Repository) -> None:
    _committed(repository, b"x = 1\n")
    _tried(repository, _staged(repository), "--amend", "--no-edit")
    assert (repository.blob("HEAD"), repository.disk) == (GOOD, BAD)
    assert repository.git("rev-list", "--count", "HEAD") == "2\n"


def _hunk_by_hunk(repository: Repository) -> None:
    middle = b"#\n" * 20
    _committed(repository, middle)

    def put(text: bytes, other: bytes) -> None:
        repository.write("a.py", text + middle + other)

    _tried(repository, put, "-pm", "the first hunk", typed="y\nn\n")
    assert (repository.blob("HEAD"), repository.disk) == (GOOD + middle, GOOD + middle + BAD)


def _in_another_worktree(repository: Repository) -> None:
    repository.git("worktree", "add", "-q", "../other")
    other = repository.at(repository.root.parent / "other")
    _tried(other, _staged(other), "-m", "a")
    assert (other.blob("HEAD"), other.disk) == (GOOD, BAD)


def _diverged(repository: Repository) -> None:
    _committed(repository, b"x = 1\n")
    repository.git("checkout", "-qb", "other")
    _committed(repository, b"x = 2\n")
    repository.git("checkout", "-q", "main")
    _committed(repository, b"x = 3\n")


def _while_a_merge_is_resolved(repository: Repository) -> None:
    _diverged(repository)
    repository.git("merge", "other", fails=True)
    _tried(repository, _staged(repository), "-m", "merged")
    assert (repository.blob("HEAD"), repository.disk) == (GOOD, BAD)
    assert len(repository.git("rev-list", "--parents", "-1", "HEAD").split()) == 3


def _while_a_rebase_goes_on(repository: Repository) -> None:
    _diverged(repository)
    repository.git("rebase", "other", fails=True)
    _tried(repository, _staged(repository), "-m", "resolved")
    repository.write("a.py", GOOD)
    repository.git("rebase", "--continue")
    assert repository.git("log", "-2", "--format=%s") == "resolved\nbefore\n"


def _with_a_submodule(repository: Repository) -> None:
    repository.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(repository.root / ".git"), "inner")
    inner = repository.at(repository.root / "inner")
    inner.stage("a.py", BAD, BAD)
    _tried(repository, _staged(repository), "-m", "a")
    assert (repository.blob("HEAD"), repository.disk, inner.blob(""), inner.disk) == (GOOD, BAD, BAD, BAD)


def _beside_what_is_only_announced(repository: Repository) -> None:
    repository.write("new.py", BAD)
    repository.git("add", "-N", "new.py")
    if repository.runner == "lefthook":  # 2.2: "git stash create", with which it puts the rest aside, refuses
        repository.stage("a.py", GOOD, BAD)
        assert "Failed to save unstaged changes" in repository.git("commit", "-m", "a", fails=True)
        assert (repository.blob(""), repository.disk) == (GOOD, BAD)
        _tried(repository, lambda text, _: repository.stage("a.py", text, text), "-m", "a")
    else:
        _tried(repository, _staged(repository), "-m", "a")
        assert (repository.blob("HEAD"), repository.disk) == (GOOD, BAD)
    assert (repository.root / "new.py").read_bytes() == BAD


def _where_git_converts_line_ends(repository: Repository) -> None:
    repository.git("config", "core.autocrlf", "true")
    windows = [text.replace(b"\n", b"\r\n") for text in (BAD, GOOD)]
    turned = dict(zip((BAD, GOOD), windows))
    _tried(repository, lambda text, other: repository.stage("a.py", turned[text], turned[other]), "-m", "a")
    assert (repository.blob("HEAD"), repository.disk) == (GOOD, turned[BAD])


def _where_git_writes_ids(repository: Repository) -> None:
    repository.stage(".gitattributes", b"*.py ident\n", b"*.py ident\n")
    mark, written = b"# $Id$\n", b"# $Id: 012 $\n"
    _tried(repository, lambda text, other: repository.stage("a.py", written + text, written + other), "-m", "a")
    assert repository.blob("HEAD") == mark + GOOD
    assert repository.disk.partition(b"\n")[2] == BAD


SITUATIONS = (
    _from_a_directory_below,
    _all_that_is_tracked,
    _the_last_one_again,
    _hunk_by_hunk,
    _in_another_worktree,
    _while_a_merge_is_resolved,
    _while_a_rebase_goes_on,
    _with_a_submodule,
    _beside_what_is_only_announced,
    _where_git_converts_line_ends,
    _where_git_writes_ids,
)


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda each: each.__name__.strip("_"))
@pytest.mark.parametrize("runner", [GIT, *FILES])
def test_what_is_staged_is_judged_and_the_rest_survives(
    tmp_path: Path, runner: str, situation: Callable[[Repository], None]
) -> None:
    situation(begun(tmp_path, runner, "qualitygate"))
