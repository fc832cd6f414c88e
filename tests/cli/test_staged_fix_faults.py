"""``--staged --fix`` that is ended half-way, or meets another writer: each file is old or new in both places."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import pytest

from qualitygate.engine.fixing.staging import Staging
from qualitygate.files.replace import ChangedError
from qualitygate.model.repair import RepairedFile
from qualitygate.vcs.git import Repository

from .test_staged_fix import FIXED, STAGED, Index

MORE = b"more = 4\n"
COUNT = 30


@pytest.fixture
def work(tmp_path: Path) -> Index:
    """A repository with many files, each of which is staged in part."""
    work = Index(tmp_path / "tree")
    work.root.mkdir()
    work.git("init", "-q", "-b", "main")
    work.write({f"f{number}.py": STAGED for number in range(COUNT)})
    work.git("add", "-A")
    work.write({f"f{number}.py": STAGED + MORE for number in range(COUNT)})
    return work


def _ended(work: Index, number: int) -> int:
    """Start a repair, end it by a signal as soon as a file is written, and return its exit code."""
    process = subprocess.Popen(
        [sys.executable, "-m", "qualitygate", "--staged", "--fix", "-j1"],
        cwd=work.root,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while process.poll() is None:
        if any(work.disk(f"f{number}.py") != STAGED + MORE for number in range(COUNT)):
            process.send_signal(number)
            break
        time.sleep(0.002)
    return process.wait()


def _states(work: Index) -> set[tuple[bytes, bytes]]:
    return {(work.blob(f"f{number}.py"), work.disk(f"f{number}.py")) for number in range(COUNT)}


OLD, NEW = (STAGED, STAGED + MORE), (FIXED, FIXED + MORE)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_whoever_ends_it_finds_each_file_old_or_new_in_both_places(work: Index, name: str) -> None:
    code = _ended(work, getattr(signal, name))

    assert code in (130, 0)
    assert _states(work) <= {OLD, NEW}
    assert work.rest() == []
    assert [each for each in os.listdir(work.root) if each.endswith(".tmp")] == []
    assert work.run("--staged", "--fix").code == 0
    assert _states(work) == {NEW}


def test_a_process_that_is_killed_loses_nothing_and_the_next_run_goes_on(work: Index) -> None:
    _ended(work, signal.SIGKILL)

    assert _states(work) <= {OLD, (STAGED, FIXED + MORE), NEW}
    for name in work.rest():  # what a process that is killed cannot take away: the message names it
        (work.root / ".git" / name).unlink()
    assert work.run("--staged", "--fix").code == 0
    assert _states(work) == {NEW}


def _texts(after: bytes = FIXED + MORE) -> tuple[RepairedFile, RepairedFile]:
    """What is to be written of the first file: to the index, and to the disk."""
    return RepairedFile("f0.py", STAGED, FIXED), RepairedFile("f0.py", STAGED + MORE, after)


def test_a_file_that_somebody_wrote_meanwhile_is_left_alone_in_both_places(work: Index) -> None:
    staging = Staging(str(work.root), Repository(str(work.root), option="--staged", staged=True))
    work.write({"f0.py": b"theirs\n"})

    with pytest.raises(ChangedError):
        staging.put(*_texts())

    assert (work.blob("f0.py"), work.disk("f0.py"), work.rest()) == (STAGED, b"theirs\n", [])


class FullRepository:
    """A repository whose index cannot be replaced at the last moment."""

    @contextmanager
    def restaging(self, path: str, content: bytes) -> Iterator[FullRepository]:
        """Prepare nothing."""
        yield self

    def commit(self) -> None:
        """Fail."""
        raise OSError("no space left")


def test_an_index_that_cannot_be_replaced_takes_the_fix_off_the_disk_again(work: Index) -> None:
    staging = Staging(str(work.root), cast("Repository", FullRepository()))

    with pytest.raises(OSError, match="no space left"):
        staging.put(*_texts())

    assert (work.blob("f0.py"), work.disk("f0.py")) == OLD
