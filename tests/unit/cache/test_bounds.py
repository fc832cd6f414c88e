"""Old files go, and the oldest of too many; only ours, and only where they are used."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from qualitygate.cache.bounds import cache_files, prune
from qualitygate.cache.sealed import write_sealed

DAY = 86_400  # seconds
A, B, C = "a" * 32, "b" * 32, "c" * 32


def put(directory: Path, name: str, *, days: float, size: int = 10) -> None:
    """Create a sparse file of ours of some age."""
    path = directory / name
    write_sealed(str(path), b"memory", b"")
    os.truncate(path, max(size, path.stat().st_size))
    os.utime(path, times=(time.time() - days * DAY,) * 2)


def names(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir())


def test_what_nobody_used_for_a_month_goes(tmp_path: Path) -> None:
    put(tmp_path, f"{A}.run", days=31)
    put(tmp_path, f"{B}.run", days=29)
    prune([str(tmp_path)])
    assert names(tmp_path) == [f"{B}.run"]


def test_of_too_much_the_oldest_goes(tmp_path: Path) -> None:
    for days, name in enumerate((A, B, C), 1):
        put(tmp_path, f"{name[:16]}-{name}.results", days=days, size=100_000_000)
    prune([str(tmp_path)])
    assert names(tmp_path) == [f"{name[:16]}-{name}.results" for name in (A, B)]


def test_the_results_of_the_project_at_hand_stay_however_large(tmp_path: Path) -> None:
    put(tmp_path, f"{A}.run", days=1)
    for days, name in enumerate((B, C), 2):
        put(tmp_path, f"{name[:16]}-{name}.results", days=days, size=400_000_000)

    prune([str(tmp_path)], spared=str(tmp_path / f"{B[:16]}-{B}.results"))

    assert names(tmp_path) == [f"{A}.run", f"{B[:16]}-{B}.results"]


def test_the_rest_of_a_run_that_was_killed_goes(tmp_path: Path) -> None:
    put(tmp_path, f"{A}.run.1-2.tmp", days=0.1)
    put(tmp_path, f"{B}.run.3-4.tmp", days=0)
    prune([str(tmp_path)])
    assert names(tmp_path) == [f"{B}.run.3-4.tmp"]


@pytest.mark.parametrize(
    "name", [f"{A}.run", f"{A[:16]}-{A}.results", f"{A[:16]}-{A}.balances", f"{A}-{A[:16]}.lessons", f"{A}.where"]
)
def test_each_kind_of_file_is_known(tmp_path: Path, name: str) -> None:
    put(tmp_path, name, days=400)
    prune([str(tmp_path)])
    assert names(tmp_path) == []


@pytest.mark.parametrize("name", ["notes.txt", "notes.tmp", "data.results", "old.run", "exam.lessons", f"{A}.run.tmp"])
def test_b1_what_is_not_called_like_ours_stays(tmp_path: Path, name: str) -> None:
    put(tmp_path, name, days=400)
    prune([str(tmp_path), str(tmp_path / "absent")])
    assert names(tmp_path) == [name]


def test_b1_what_does_not_begin_like_ours_stays(tmp_path: Path) -> None:
    path = tmp_path / f"{A}.run"
    path.write_bytes(b"mine")
    os.utime(path, times=(0, 0))
    prune([str(tmp_path)])
    assert names(tmp_path) == [f"{A}.run"]
    assert cache_files(str(tmp_path)) == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: permissions")
def test_b1_nothing_goes_from_a_directory_that_is_not_used(tmp_path: Path) -> None:
    put(tmp_path, f"{A}.run", days=400)
    tmp_path.chmod(0o777)
    prune([str(tmp_path)])
    assert names(tmp_path) == [f"{A}.run"]
