"""What came with a checkout is not believed, and nothing is removed that is not ours."""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path

import pytest

from .cached import answered_by, own_cache, run_and_ask, run_in, settle

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: permissions")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with two findings, and a cache of its own."""
    own_cache(monkeypatch, tmp_path / "cache")
    root = tmp_path / "project"
    (root / ".git").mkdir(parents=True)
    (root / "a.py").write_text("import os\nprint(nothing)\n")
    return root


def test_a3_a_cache_that_came_with_the_checkout_is_not_believed(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "qualitygate.toml").write_text('cache-dir = ".qualitygate_cache"\n')
    monkeypatch.setenv("QUALITYGATE_CACHE_KEY", "the secret of an attacker")
    (project / "a.py").write_text("")
    settle()
    run_in(project)
    (project / "a.py").write_text("import os\nprint(nothing)\n")
    clone = tmp_path / "clone"
    shutil.copytree(project, clone)
    monkeypatch.setenv("QUALITYGATE_CACHE_KEY", "the secret of the victim")

    said = run_in(clone, "--profile")

    assert answered_by(said) == "nothing"
    assert (said.code, said.out) == (1, run_in(clone, "--no-cache").out)
    assert "is damaged, or was written by another version or with another secret" in said.err


def test_a3_a_cache_that_the_same_key_signed_elsewhere_is_of_use(project: Path, tmp_path: Path) -> None:
    run_in(project, "--cache-dir=.qualitygate_cache")
    clone = tmp_path / "clone"
    shutil.copytree(project, clone)

    assert answered_by(run_in(clone, "--cache-dir=.qualitygate_cache", "--profile")) == "results of 1 file"


def test_a3_a_cache_below_a_directory_that_others_may_write_to_is_not_used(project: Path, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)

    said, who = run_and_ask(project, f"--cache-dir={shared / 'below' / 'cache'}")

    assert said.err == (
        f"qualitygate: note: the cache in {shared}/below/cache is not used: others may write to {shared}\n"
    )
    assert (os.listdir(shared), who) == ([], "nothing")


def test_a3_without_a_secret_there_is_no_cache_and_a_note_says_why(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUALITYGATE_CACHE_KEY", "short")
    settle()
    for _ in range(3):
        said = run_in(project, "--profile")

    assert answered_by(said) == "nothing"
    assert "is not used: QUALITYGATE_CACHE_KEY: expected at least 16 characters, got 5" in said.err
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize("name", ["notes.tmp", "data.results", "old.run", f"{'a' * 32}.run"])
def test_b1_foreign_files_in_a_cache_directory_stay(project: Path, tmp_path: Path, name: str) -> None:
    directory = tmp_path / "mine"
    directory.mkdir(mode=0o700)
    (directory / name).write_text("exam")
    os.utime(directory / name, times=(time.time() - 60 * 86_400,) * 2)

    run_in(project, f"--cache-dir={directory}")
    assert run_in(project, "cache", "clear", f"--cache-dir={directory}").code == 0

    assert (directory / name).read_text() == "exam"


@pytest.mark.parametrize("written", ["../victim", ".", "", "/tmp/victim", "link"])
def test_b1_a_configured_directory_lies_inside_the_project_or_the_users(
    project: Path, tmp_path: Path, written: str
) -> None:
    (tmp_path / "victim").mkdir(mode=0o700)
    (project / "link").symlink_to("../victim")
    (project / "qualitygate.toml").write_text(f"cache-dir = '{written}'\n")

    said = run_in(project)

    if not written:  # the user's
        assert said.code == 1
        return
    assert said.code == 2
    assert said.err == (
        "qualitygate: qualitygate.toml:1: cache-dir: expected a directory of its own inside the project or inside "
        f"{tmp_path}/cache, got {written!r}; for any other one run with --cache-dir DIR\n"
    )
    assert run_in(project, "cache", "clear").code == 2


def test_b1_nothing_is_cleared_from_a_directory_that_is_not_used(project: Path, tmp_path: Path) -> None:
    run_in(project)
    (tmp_path / "cache").chmod(0o777)

    said = run_in(project, "cache", "clear")

    assert (said.code, said.out) == (3, "")
    assert f"nothing was removed from {tmp_path}/cache, which is not used: others may write to it" in said.err
    assert list((tmp_path / "cache").glob("*.results"))


@pytest.mark.parametrize("suffix", [".run", ".results"])
def test_e9_a_fifo_in_the_place_of_a_cache_file_is_passed_over_at_once(
    project: Path, tmp_path: Path, suffix: str
) -> None:
    settle()
    run_in(project)
    (file,) = (tmp_path / "cache").glob(f"*{suffix}")
    file.unlink()
    os.mkfifo(file)
    (project / "b.py").write_text("x = 1\n")

    said, who = run_and_ask(project)

    assert (said.code, said.out) == (1, run_in(project, "--no-cache").out)
    assert who == ("results of 1 file" if suffix == ".run" else "nothing")
    assert f"{file} is not a regular file" in said.err


@pytest.mark.parametrize("by", ["command line", "configuration"])
def test_f2_where_the_cache_directory_is_gone_everything_is_forgotten(project: Path, tmp_path: Path, by: str) -> None:
    directory = project / ".qualitygate_cache"
    arguments = [f"--cache-dir={directory}"] if by == "command line" else []
    if by == "configuration":
        (project / "qualitygate.toml").write_text('cache-dir = ".qualitygate_cache"\n')
    settle()
    run_in(project, *arguments)
    run_in(project, *arguments)
    assert answered_by(run_in(project, "--profile", *arguments)) == "the run's memory"
    assert len(list(directory.glob("*.run"))) == 1

    shutil.rmtree(directory)

    assert answered_by(run_in(project, "--profile", *arguments)) == "nothing"
    assert not list((tmp_path / "cache").glob("*.r*"))


def test_f2_a_project_that_moves_its_cache_has_one_memory(project: Path, tmp_path: Path) -> None:
    settle()
    run_in(project)
    for text in ('cache-dir = ".kept"\n', "", 'cache-dir = ".kept"\n'):
        (project / "qualitygate.toml").write_text(text)
        settle()
        for _ in range(3):
            run_in(project)
        assert answered_by(run_in(project, "--profile")) == "the run's memory"
