"""When repairs go wrong: bad fixers, bad disks, other writers, and somebody who has had enough."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.cli import fixers
from tests.cli.conftest import Project
from tests.cli.kills import is_old_or_new, many_files

SPACES = ("ACM100", "style", "  +", " ")
WRONG, RIGHT = b"x =  1\n", b"x = 1\n"


def write(project: Project, *fixes: tuple[str, str, str, str], also: str = "pass", text: bytes = WRONG) -> None:
    project.write(fixers.files(*fixes, also=also))
    project.write({"a.py": text})


def content(project: Project) -> bytes:
    return (project.root / "a.py").read_bytes()


def names(project: Project) -> list[str]:
    return sorted(path.name for path in project.root.iterdir() if path.name not in (".git", "__pycache__"))


def test_a_fix_that_does_not_parse_is_reported_and_the_others_are_made(project: Project) -> None:
    write(project, SPACES, ("ACM200", "bug", "bad", "("), text=WRONG + b"bad\n")

    done = project.run("--fix")

    assert (done.code, content(project)) == (3, RIGHT + b"bad\n")
    text = "acme failed on a.py (bad-fix): the fix of ACM200 (line 2) was not made: the result does not parse\n"
    assert text in done.out
    assert "not fixed: ACM200 1 in a.py: the result does not parse\n" in done.out


def test_a_fix_of_style_that_changes_the_program_is_reported(project: Project) -> None:
    write(project, SPACES, ("ACM200", "style", "2", "3"), text=WRONG + b"y = 2\n")

    done = project.run("--fix")

    assert (done.code, content(project)) == (3, RIGHT + b"y = 2\n")
    assert "it changes the program, which a safe fix of style may not" in done.out


def test_the_same_fix_of_another_category_is_made(project: Project) -> None:
    write(project, ("ACM200", "bug", "2", "3"), text=b"y = 2\n")

    assert (project.run("--fix").code, content(project)) == (0, b"y = 3\n")


def test_fixes_that_undo_each_other_are_named(project: Project) -> None:
    write(project, SPACES, ("ACM200", "bug", "one", "two"), ("ACM201", "bug", "two", "one"), text=WRONG + b"one\n")

    done = project.run("--fix")

    assert done.code == 3
    assert content(project).startswith(RIGHT)
    assert "fix failed on a.py (circular): the fixes of ACM200 and ACM201 undo each other" in done.out


def test_a_fix_that_finds_no_end_is_not_made(project: Project) -> None:
    write(project, SPACES, ("ACM200", "bug", "one", "one one"), text=WRONG + b"[one]\n".replace(b"one", b"'one'"))

    done = project.run("--fix")

    assert (done.code, content(project)) == (3, RIGHT + b"['one']\n")
    assert "(endless)" in done.out


def test_overlapping_fixes_are_made_one_after_the_other(project: Project) -> None:
    write(project, ("ACM200", "bug", "abc", "xbc"), ("ACM201", "bug", "bcd", "bcy"), text=b"abcd\n")

    assert (project.run("--fix").code, content(project)) == (0, b"xbcy\n")


def test_a_character_that_the_encoding_lacks_is_refused(project: Project) -> None:
    text = b"# coding: latin-1\n# euro\n"
    write(project, ("ACM200", "wording", "euro", "€"), text=text)

    done = project.run("--fix")

    assert (done.code, content(project)) == (1, text)
    assert "U+20AC cannot be written in the file's encoding, iso-8859-1" in done.out


def test_a_result_on_which_a_checker_fails_is_not_written(project: Project) -> None:
    write(project, SPACES, also="assert '  ' in source.text, 'never seen'")

    done = project.run("--fix", "--format=json")

    assert (done.code, content(project)) == (3, WRONG)
    assert [finding["disposition"] for finding in done.report["findings"]] == ["open"]
    assert "AssertionError: never seen" in done.report["failures"][0]["message"]
    assert done.report["repair"]["refused"][0]["reason"] == "a checker fails on the result"


def test_a_file_on_which_a_checker_failed_is_not_repaired(project: Project) -> None:
    write(project, text=b"# see Github\n", also="raise ValueError('boom')")
    configuration = fixers.CONFIGURATION.replace('"ACM"', '"ACM", "QG"')
    project.write({"qualitygate.toml": configuration + '[spelling]\nnames = ["GitHub"]\n'})

    done = project.run("--fix")

    assert (done.code, content(project)) == (3, b"# see Github\n")
    assert "not fixed: QG201 1 in a.py: a checker failed on this file" in done.out


def test_a_file_that_changed_before_it_was_written_is_left_alone(project: Project) -> None:
    other = b"x =  1\nsomebody = 'else'\n"
    write(project, SPACES, also=f"'  ' in source.text or Path(source.path).write_bytes({other!r})")

    done = project.run("--fix")

    assert (done.code, content(project)) == (3, other)
    assert "fix failed on a.py (changed): the file changed while it was being repaired" in done.out
    assert names(project) == ["a.py", "fixers.py", "qualitygate.toml"]


def test_a_file_that_changed_between_check_and_repair_is_left_alone(project: Project) -> None:
    other = b"y =  1\n"
    write(project, SPACES, also=f"Path(source.path).write_bytes({other!r})")

    done = project.run("--fix")

    assert (done.code, content(project)) == (3, other)
    assert "(changed)" in done.out


def test_a_file_that_goes_away_is_reported(project: Project) -> None:
    write(project, SPACES, also="os.unlink(source.path)")

    done = project.run("--fix")

    assert done.code == 3
    assert "fix failed on a.py (unreadable): it cannot be read any more: No such file or directory" in done.out


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: POSIX permissions")
def test_a_read_only_file_is_incomplete_and_its_findings_stay_open(project: Project) -> None:
    write(project, SPACES)
    project.write({"b.py": WRONG})
    (project.root / "a.py").chmod(0o444)

    done = project.run("--fix", "--format=json")

    assert (done.code, content(project)) == (3, WRONG)
    assert (project.root / "b.py").read_bytes() == RIGHT
    assert [(each["path"], each["disposition"]) for each in done.report["findings"]] == [
        ("a.py", "open"),
        ("b.py", "fixed"),
    ]
    assert done.report["failures"][0]["message"] == (
        "the repaired text was not written: the file is read-only; the file is as it was"
    )


@contextmanager
def small_disk(directory: Path, options: str) -> Iterator[None]:
    """Mount a disk in memory."""
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(directory)]
    if sys.platform != "linux" or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("needs another platform: Linux, and the right to mount a disk in memory")
    try:
        yield
    finally:
        subprocess.run(["umount", str(directory)], check=True)


def test_a_full_disk_leaves_every_file_as_it_was(project: Project) -> None:
    write(project, SPACES)
    disk = project.root / "disk"
    disk.mkdir()
    with small_disk(disk, "size=64k"):
        for name in ("b.py", "c.py"):
            (disk / name).write_bytes(WRONG * 2000)  # 14 kB, four pages each
        (disk / "filler").write_bytes(b"x" * 24_000)
        with pytest.raises(OSError, match="No space left"):
            (disk / "more").write_bytes(b"x" * 24_000)

        done = project.run("--fix")

        assert done.code == 3
        assert "not written: No space left on device; the file is as it was" in done.out
        assert content(project) == RIGHT
        assert {(disk / name).read_bytes() for name in ("b.py", "c.py")} == {WRONG * 2000}
        assert sorted(os.listdir(disk)) == ["b.py", "c.py", "filler", "more"]


def test_a_read_only_disk_leaves_every_file_as_it_was(project: Project) -> None:
    write(project, SPACES)
    disk = project.root / "disk"
    disk.mkdir()
    with small_disk(disk, "size=64k"):
        (disk / "b.py").write_bytes(WRONG)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)

        done = project.run("--fix")

        assert (done.code, content(project)) == (3, RIGHT)
        assert "b.py (not-written): the repaired text was not written: " in done.out
        assert (disk / "b.py").read_bytes() == WRONG


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: POSIX signals")
def test_ctrl_c_leaves_whole_files_and_no_temporary_ones(project: Project) -> None:
    many_files(project.root, 300)
    process = subprocess.Popen(
        [sys.executable, "-m", "qualitygate", "--fix", "--jobs=2", "--executor=fork"],
        cwd=project.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    first = project.root / "pkg"
    deadline = time.monotonic() + 60
    while is_old_or_new(first).new < 5 and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)

    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=30)

    state = is_old_or_new(first)
    assert (process.returncode, err.decode()) == (130, "qualitygate: interrupted\n")
    assert (state.old + state.new, state.other, state.temporary) == (300, [], [])
    assert state.old > 0


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: POSIX signals")
def test_sigkill_at_any_moment_leaves_each_file_the_old_one_or_the_new_one(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.cli.kills", "--kills=4", "--files=60", f"--directory={tmp_path}"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 kills over 60 files; each was the old one or the new one" in done.stdout
