from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from tests.unit.files.conftest import Project

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="compares with git, which is not installed")


def test_what_git_ignores_is_not_walked_but_counted(project: Project) -> None:
    project.write(".git/HEAD", "a.py", "build/b.py", "generated.py")
    project.write(".gitignore", text="build/\ngenerated.py\n*.o\n")
    project.write("main.o")

    found = project.find()

    assert found.paths == ["a.py"]
    assert found.skipped == [("build/", "ignored by git"), ("generated.py", "ignored by git")]


def test_outside_a_repository_a_gitignore_is_only_a_file(project: Project) -> None:
    project.write("a.py")
    project.write(".gitignore", text="*.py\n")

    assert project.find().paths == ["a.py"]


def test_gitignore_can_be_switched_off(project: Project) -> None:
    project.write(".git/HEAD", "a.py")
    project.write(".gitignore", text="*.py\n")

    assert project.find(respect_gitignore=False).paths == ["a.py"]
    assert project.find(apply_excludes=False).paths == []


def test_a_file_named_by_the_user_is_found_though_git_ignores_it(project: Project) -> None:
    project.write(".git/HEAD", "a.py", "b.py")
    project.write(".gitignore", text="*.py\n")

    found = project.find(".", "a.py")

    assert found.paths == ["a.py"]
    assert found.skipped == [("b.py", "ignored by git")]


def test_an_ignored_directory_named_by_the_user_is_walked(project: Project) -> None:
    project.write(".git/HEAD", "build/a.py")
    project.write(".gitignore", text="build/\n")

    found = project.find(".", "build")

    assert found.paths == ["build/a.py"]
    assert found.skipped == []


def test_files_above_the_walked_directory_count_up_to_the_repository(project: Project) -> None:
    project.write("repo/.git/HEAD", "repo/app/sub/a.py", "repo/app/sub/b.py", "repo/app/sub/c.py")
    project.write(".gitignore", text="c.py\n")
    project.write("repo/.gitignore", text="/app/sub/a.py\n")
    project.write("repo/app/.gitignore", text="b.py\n")

    assert project.find("repo/app/sub").paths == ["repo/app/sub/c.py"]


def test_a_deeper_gitignore_goes_before_a_higher_one(project: Project) -> None:
    project.write(".git/HEAD", "a.py", "sub/a.py", "sub/b.py")
    project.write(".gitignore", text="a.py\n")
    project.write("sub/.gitignore", text="!a.py\nb.py\n")

    assert project.find().paths == ["sub/a.py"]


def test_the_repositorys_own_exclude_file_counts_too(project: Project) -> None:
    project.write("a.py", "b.py")
    project.write(".git/info/exclude", text="a.py\n")

    assert project.find().paths == ["b.py"]


def test_a_worktree_takes_the_exclude_file_of_its_repository(project: Project) -> None:
    project.write("main/.git/info/exclude", text="a.py\n")
    project.write("main/.git/worktrees/work/commondir", text="../..\n")
    project.write("work/.git", text="gitdir: ../main/.git/worktrees/work\n")
    project.write("work/a.py", "work/b.py")

    assert project.find("work").paths == ["work/b.py"]


def test_a_repository_in_a_repository_has_rules_of_its_own(project: Project) -> None:
    project.write(".git/HEAD", "a.py", "inner/.git/HEAD", "inner/a.py", "inner/b.py")
    project.write(".gitignore", text="a.py\n")
    project.write("inner/.gitignore", text="b.py\n")

    assert project.find().paths == ["inner/a.py"]


def test_a_gitignore_that_is_a_fifo_or_a_link_is_not_read(project: Project) -> None:
    project.write(".git/HEAD", "a.py", "sub/b.py")
    project.write("ignores", text="*.py\n")
    os.mkfifo(project.root / ".gitignore")
    os.symlink("../ignores", project.root / "sub/.gitignore")

    assert project.find().paths == ["a.py", "sub/b.py"]


_names = st.sampled_from(["a", "b", "ab", "a.py", "b.py", "ab.py", ".a.py"])
_tree = st.lists(st.lists(_names, min_size=1, max_size=4).map("/".join), min_size=1, max_size=12)
_segment = st.one_of(
    _names,
    st.sampled_from(["*", "**", "?", "a*", "*.py", "[ab]*", "[!a].py", "a?.py", "***", "a**", "[]a]", "\\a", "[a-"]),
)
_line = st.builds(
    lambda negation, anchor, segments, end: negation + anchor + "/".join(segments) + end,
    st.sampled_from(["", "", "!"]),
    st.sampled_from(["", "", "/"]),
    st.lists(_segment, min_size=1, max_size=3),
    st.sampled_from(["", "", "/", " "]),
)
_ignore_file = st.lists(_line, min_size=1, max_size=5).map("\n".join)


@needs_git
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=_tree, top=_ignore_file, nested=_ignore_file, nested_in=_names, own=_ignore_file)
def test_the_same_files_are_ignored_as_by_git(
    project: Project, files: list[str], top: str, nested: str, nested_in: str, own: str
) -> None:
    with project.another() as repository:
        _git(repository.root, "init", "--quiet", "--template=")
        _write_those_possible(repository, files)
        repository.write(".git/info/exclude", text=own)
        repository.write(".gitignore", text=top)
        if (repository.root / nested_in).is_dir():
            repository.write(f"{nested_in}/.gitignore", text=nested)

        untracked = _git(repository.root, "ls-files", "--others", "--exclude-standard").splitlines()

        expected = sorted(path for path in untracked if path.endswith(".py"))
        assert repository.find(kinds=frozenset({"python"})).paths == expected


def _write_those_possible(repository: Project, files: list[str]) -> None:
    for path in files:
        try:
            repository.write(path)
        except OSError:  # a name that is already a directory, or a file where a directory is needed
            continue


def _git(directory: Path, *arguments: str) -> str:
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(directory.parent),
        "XDG_CONFIG_HOME": str(directory.parent),
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    command = ["git", "-c", "core.quotePath=false", *arguments]
    return subprocess.run(command, cwd=directory, env=environment, check=True, capture_output=True, text=True).stdout
