"""What ``--new`` compares with: never a tree with itself, and every repository inside with its own past."""

from __future__ import annotations

from pathlib import Path

import pytest

from .repositories import VIEWS, Work, old_work


@pytest.fixture
def work(tmp_path: Path) -> Work:
    """A repository whose main branch has findings, on a branch that has no change yet."""
    (tmp_path / "work").mkdir()
    work = old_work(tmp_path / "work")
    work.git("checkout", "-q", "main")
    return work


def push_two_commits(work: Work) -> None:
    """Main gets a commit with a finding, then one without."""
    for name, text in {"bad.py": "import json\n", "good.py": "x = 1\n"}.items():
        work.write({name: text})
        work.git("add", "-A")
        work.git("commit", "-qm", name)


def test_a8_after_a_push_to_main_the_last_commit_is_judged(work: Work) -> None:
    work.write({"bad.py": "import json\n"})
    work.git("add", "-A")
    work.git("commit", "-qm", "bad")
    done = work.run("--new", "--format", "auto")
    assert done.code == 1
    assert "1:1  F401" in done.out
    assert "main (" in done.out
    assert ") is HEAD itself and nothing here differs from it: its parent is compared with instead\n" in done.out
    assert "compared with HEAD~1 (" in done.out


def test_a8_a_push_of_several_commits_is_judged_by_the_revision_before_it(work: Work) -> None:
    push_two_commits(work)
    assert work.run("--new").code == 0
    assert work.run("--new=HEAD~2").code == 1


def test_a8_a_named_revision_that_is_head_itself_is_no_pass(work: Work) -> None:
    push_two_commits(work)
    done = work.run("--new=main")
    assert done.code == 2
    assert done.err.startswith("qualitygate: --new=main: main (")
    assert "so there is nothing to compare; name what was there before: --new=HEAD~1\n" in done.err


@pytest.mark.parametrize("revision", ["", "=HEAD", "=main"])
def test_a8_what_is_not_committed_is_compared_with_head_and_that_is_said(work: Work, revision: str) -> None:
    work.write({"bad.py": "import json\n"})
    done = work.run(f"--new{revision}")
    assert done.code == 1
    if revision != "=HEAD":
        assert "is HEAD itself: only what is not committed can be new\n" in done.out


def test_a8_a_first_commit_has_nothing_to_be_compared_with(work: Work) -> None:
    done = work.run("--new")
    assert done.code == 2
    assert done.err.endswith("nor is its parent here; check all of it, without --new\n")


def test_a8_a_shallow_clone_of_main_says_how_to_get_the_parent(work: Work, tmp_path: Path) -> None:
    push_two_commits(work)
    work.git("clone", "-q", "--depth=1", "-b", "main", work.root.as_uri(), str(tmp_path / "copy"))
    done = Work(tmp_path / "copy").run("--new")
    assert done.code == 2
    assert "this is a shallow clone; run: git fetch --unshallow origin" in done.err


def test_a8_zeros_for_a_branch_s_first_push_mean_the_main_branch(work: Work) -> None:
    work.git("checkout", "-qb", "other")
    work.write({"bad.py": "import json\n"})
    work.git("add", "-A")
    work.git("commit", "-qm", "bad")
    done = work.run(f"--new={'0' * 40}")
    assert done.code == 1
    assert "compared with main (" in done.out


def test_a8_a_commit_without_a_staged_change_is_not_stopped(work: Work) -> None:
    done = work.run("--new", "--staged")
    assert done.code == 0
    assert "is HEAD itself: only what is staged can be new\n" in done.out


def inner(work: Work, path: str) -> Work:
    """A repository inside, with findings that are committed."""
    clone = Work(work.root / path)
    clone.root.mkdir(parents=True)
    clone.git("init", "-q", "-b", "main")
    clone.write({"views.py": VIEWS})
    clone.git("add", "-A")
    clone.git("commit", "-qm", "old")
    return clone


def test_d6_an_unchanged_submodule_is_known(work: Work) -> None:
    inner(work, "lib/sub")
    work.git("add", "-A")
    work.git("commit", "-qm", "sub")
    work.write({"more.py": "x = 1\n"})
    done = work.run("--new=main")
    assert done.code == 0
    assert "lib/sub is a repository of its own: compared with " in done.out


def test_d6_what_a_submodule_gained_since_the_base_is_new_committed_or_not(work: Work) -> None:
    clone = inner(work, "sub")
    work.git("add", "-A")
    work.git("commit", "-qm", "sub")
    clone.write({"a.py": "import json\n"})
    clone.git("add", "-A")
    clone.git("commit", "-qm", "more")
    clone.write({"b.py": "import json\n"})
    assert work.new("--new=main") == [("sub/a.py", 1, "F401"), ("sub/b.py", 1, "F401")]


def test_d6_a_submodule_that_the_work_adds_is_new(work: Work) -> None:
    inner(work, "sub")
    work.git("add", "-A")
    assert "sub/views.py" in {path for path, _, _ in work.new("--new=main")}


def test_d6_a_nested_clone_is_compared_with_its_own_last_commit(work: Work) -> None:
    clone = inner(work, "vendor/clone")
    clone.write({"b.py": "import json\n"})
    assert work.new("--new=main") == [("vendor/clone/b.py", 1, "F401")]


def test_d6_another_worktree_of_the_repository_is_compared_with_the_same_revision(work: Work) -> None:
    work.git("worktree", "add", "-q", "trees/other", "-b", "other")
    work.write({"trees/other/app/bad.py": "import json\n"})
    assert work.new("--new=main") == [("trees/other/app/bad.py", 1, "F401")]


def test_d6_a_submodule_without_the_commit_of_the_base_names_the_cure(work: Work) -> None:
    clone = inner(work, "sub")
    work.git("add", "-A")
    work.git("commit", "-qm", "sub")
    for path in (clone.root / ".git/objects").glob("??/*"):
        path.unlink()
    done = work.run("--new=main")
    assert done.code == 2
    assert "the submodule sub lacks the commit to compare with; run: git -C sub fetch origin " in done.err


def test_d6_a_directory_that_only_looks_like_a_repository_belongs_to_the_outer_one(work: Work) -> None:
    work.write({"app/.git": "gitdir: /nowhere\n", "more.py": "x = 1\n"})
    assert work.new("--new=main") == []
