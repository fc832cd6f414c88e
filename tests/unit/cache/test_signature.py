"""What may be believed without reading."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from qualitygate.cache.signature import UNSURE, stable_signature, signature

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: times of change")

SECOND = 1_000_000_000  # ns


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file written now."""
    path = tmp_path / "a.py"
    path.write_text("x = 1\n")
    return path


def test_a_file_that_is_old_enough_has_its_signature(file: Path) -> None:
    status = file.stat()
    assert stable_signature(status, time.time_ns() + SECOND) == signature(status)


def test_a_file_as_young_as_the_look_at_it_is_unsure(file: Path) -> None:
    status = file.stat()
    assert stable_signature(status, max(status.st_mtime_ns, status.st_ctime_ns)) == UNSURE


def test_an_old_time_set_by_hand_does_not_make_a_young_file_old(file: Path) -> None:
    os.utime(file, ns=(SECOND + 5, SECOND + 5))
    assert stable_signature(file.stat(), file.stat().st_ctime_ns) == UNSURE


def test_where_times_are_whole_seconds_two_of_them_must_have_passed(file: Path) -> None:
    os.utime(file, ns=(7 * SECOND, 7 * SECOND))
    status = file.stat()
    assert stable_signature(status, status.st_ctime_ns + SECOND) == UNSURE
    assert stable_signature(status, status.st_ctime_ns + 3 * SECOND) == signature(status)


def test_a_time_before_1970_is_unsure(file: Path) -> None:
    os.utime(file, ns=(-5, -5))
    assert stable_signature(file.stat(), time.time_ns() + SECOND) == UNSURE


def test_an_edit_with_size_and_time_restored_has_another_signature(file: Path) -> None:
    before = file.stat()
    time.sleep(0.02)
    file.write_text("x = 2\n")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    after = file.stat()
    assert (after.st_mtime_ns, after.st_size, after.st_ino) == (before.st_mtime_ns, before.st_size, before.st_ino)
    assert signature(after) != signature(before)
