"""Whatever happens to a project between two runs, the second says what a run without a cache says."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .cached import Said, answered_by, own_cache, run_in, settle

#: Same length, different findings.
CONTENTS = (b"import os\nx = 1\n", b"import re\nx = 1\n", b"x = 1 \nimport a\n", b"x = (1,  2);  \n#\n")
CONFIGURATIONS = (b"[tool.qualitygate]\n", b"[tool.qualitygate]\nignore = ['F']\n")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a few files, and a cache of its own."""
    own_cache(monkeypatch, tmp_path / "cache")
    root = tmp_path / "project"
    (root / ".git" / "info").mkdir(parents=True)
    (root / "sub" / "deep").mkdir(parents=True)
    for name in ("a.py", "b.py", "sub/c.py", "sub/deep/d.py"):
        (root / name).write_bytes(CONTENTS[0])
    (root / "pyproject.toml").write_text("[tool.qualitygate]\n")
    return root


def both(project: Path, *arguments: str) -> tuple[Said, Said]:
    """Run with the cache and without."""
    return run_in(project, *arguments), run_in(project, *arguments, "--no-cache")


def remember(project: Path) -> None:
    """Run until the answer is remembered."""
    settle()
    run_in(project)
    run_in(project)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _keep_time(path: Path, change: Callable[[], object]) -> None:
    before = path.stat()
    change()
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _edit_with_the_time_restored(root: Path) -> None:
    _keep_time(root / "a.py", lambda: _write(root / "a.py", CONTENTS[1]))


def _replace_by_rename_with_the_time_restored(root: Path) -> None:
    before = (root / "a.py").stat()
    _write(root / "new", CONTENTS[1])
    os.utime(root / "new", ns=(before.st_atime_ns, before.st_mtime_ns))
    os.replace(root / "new", root / "a.py")


def _swap_two_files(root: Path) -> None:
    _write(root / "b.py", CONTENTS[2])
    os.rename(root / "a.py", root / "x")
    os.rename(root / "b.py", root / "a.py")
    os.rename(root / "x", root / "b.py")


def _write_through_a_hard_link(root: Path) -> None:
    other = root.parent / "other"
    os.link(root / "a.py", other)
    _keep_time(root / "a.py", lambda: other.write_bytes(CONTENTS[1]))


def _point_a_link_elsewhere(root: Path) -> None:
    for name, content in (("one", CONTENTS[0]), ("two", CONTENTS[1])):
        _write(root.parent / name / "e.py", content)
    (root.parent / "now").symlink_to("one")
    (root / "e.py").symlink_to(root.parent / "now" / "e.py")
    remember(root)
    (root.parent / "now").unlink()
    (root.parent / "now").symlink_to("two")


def _remove_a_directory(root: Path) -> None:
    shutil.rmtree(root / "sub" / "deep")


def _lose_a_file_and_gain_another(root: Path) -> None:
    (root / "a.py").rename(root / "z.py")


CHANGES = [
    _edit_with_the_time_restored,
    _replace_by_rename_with_the_time_restored,
    _swap_two_files,
    _write_through_a_hard_link,
    _point_a_link_elsewhere,
    _remove_a_directory,
    _lose_a_file_and_gain_another,
]


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: links")
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__.strip("_").replace("_", "-"))
def test_a_change_is_seen(project: Path, change: Callable[[Path], None]) -> None:
    remember(project)
    assert answered_by(run_in(project, "--profile")) == "the run's memory"
    change(project)
    before = run_in(project, "--no-cache")

    assert answered_by(run_in(project, "--profile")) != "the run's memory"
    assert run_in(project) == before
    assert run_in(project) == before


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: links")
@pytest.mark.parametrize("change", ["ignore file becomes a link", "dangling .git appears"])
def test_a7_a_change_above_the_directory_that_is_checked_is_seen(project: Path, change: str) -> None:
    _write(project / ".gitignore", b"deep/\n")
    settle()
    for _ in range(2):
        run_in(project, "sub")
    assert answered_by(run_in(project, "sub", "--profile")) == "the run's memory"
    if change == "ignore file becomes a link":
        (project / ".gitignore").rename(project.parent / "ignore")
        (project / ".gitignore").symlink_to("../ignore")
    else:
        (project / "sub" / "pyproject.toml").write_text("[tool.qualitygate]\n")
        settle()
        for _ in range(2):
            run_in(project, "sub")
        (project / "sub" / ".git").symlink_to("nowhere")

    assert answered_by(run_in(project, "sub", "--profile")) != "the run's memory"
    assert run_in(project, "sub") == run_in(project, "sub", "--no-cache")


def test_an_edit_right_after_the_run_that_read_the_file_is_seen(project: Path) -> None:
    for number in range(20):  # no waiting: the clock of the file system may not have ticked
        content = CONTENTS[number % 2]
        _write(project / "a.py", content)
        said = run_in(project, "--format=flake8", "a.py", "--profile")
        assert answered_by(said) != "the run's memory"
        assert said.out == f"a.py:1:1: F401 '{content[7:9].decode()}' imported but unused\n"


def test_a_named_file_that_is_gone_is_reported_as_without_a_cache(project: Path) -> None:
    settle()
    run_in(project, "a.py", "b.py")
    run_in(project, "a.py", "b.py")
    (project / "a.py").unlink()

    cached, plain = both(project, "a.py", "b.py")

    assert cached == plain
    assert answered_by(run_in(project, "a.py", "b.py", "--profile")) == "results of 1 file"


def test_switching_branches_back_and_forth_gives_each_its_own_findings(project: Path) -> None:
    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=one")
        subprocess.run(["git", *identity, *arguments], cwd=project, check=True, capture_output=True)

    shutil.rmtree(project / ".git")
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "one")
    git("checkout", "-qb", "two")
    _write(project / "a.py", CONTENTS[1])
    git("commit", "-qam", "two")
    expected = {"two": run_in(project, "--no-cache")}
    git("checkout", "-q", "one")
    expected["one"] = run_in(project, "--no-cache")
    assert expected["one"] != expected["two"]

    for branch in ("two", "one", "two", "one"):
        git("checkout", "-q", branch)
        said = run_in(project, "--profile")
        assert (said.code, said.out) == (expected[branch].code, expected[branch].out)
        assert answered_by(said) != "the run's memory"
    git("checkout", "-q", "two")
    assert answered_by(run_in(project, "--profile")) == "results of 4 files"


def _act(random: random.Random, root: Path) -> None:
    """Do something to the project at random."""
    files = sorted(path for path in root.rglob("*.py") if path.is_file())
    path = random.choice(files) if files else root / "a.py"
    content = random.choice(CONTENTS)
    names = ("n.py", "sub/m.py", "new/k.py", "script")
    actions: list[Callable[[], object]] = [
        lambda: _write(path, content),
        lambda: _keep_time(path, lambda: _write(path, content)) if files else None,
        lambda: _write(root / random.choice(names), content),
        lambda: path.unlink(missing_ok=True),
        lambda: path.rename(path.with_name("r.py")) if files else None,
        lambda: _write(root / ".gitignore", random.choice((b"", b"sub\n", b"*.py\n!a.py\n"))),
        lambda: _write(root / "pyproject.toml", random.choice(CONFIGURATIONS)),
        lambda: _write(root / "sub" / "pyproject.toml", b"[tool.qualitygate]\nextend-ignore = ['W']\n"),
        lambda: shutil.rmtree(root / "new", ignore_errors=True),
        lambda: os.utime(path) if files else None,
        settle,
    ]
    random.choice(actions)()


@pytest.mark.parametrize("seed", range(3), ids=("ants", "bees", "cows"))
def test_after_anything_at_random_a_run_says_what_it_says_without_a_cache(project: Path, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(25):
        for _ in range(chance.choice((0, 1, 1, 2))):
            _act(chance, project)
        arguments = ("--allow-empty", *chance.choice(((), (), ("--select=F",), ("--format=json",))))
        cached, plain = both(project, *arguments)
        if "--format=json" in arguments:
            assert (cached.code, _findings(cached)) == (plain.code, _findings(plain))
        else:
            assert cached == plain


def _findings(said: Said) -> object:
    import json

    report = json.loads(said.out)
    return {key: value for key, value in report.items() if key != "stats"}
