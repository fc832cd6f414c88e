"""Old files go, and the oldest of too many; only ours."""

from __future__ import annotations

import os
import time
from pathlib import Path

from qualitygate.cache.bounds import prune

DAY = 86_400  # seconds


def put(directory: Path, name: str, *, days: float, size: int = 10) -> None:
    """Create a sparse file of some age."""
    path = directory / name
    with open(path, "wb") as file:
        file.truncate(size)
    os.utime(path, times=(time.time() - days * DAY,) * 2)


def names(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir())


def test_what_nobody_used_for_a_month_goes(tmp_path: Path) -> None:
    put(tmp_path, "old.run", days=31)
    put(tmp_path, "young.run", days=29)
    prune([str(tmp_path)])
    assert names(tmp_path) == ["young.run"]


def test_of_too_much_the_oldest_goes(tmp_path: Path) -> None:
    for days in (1, 2, 3):
        put(tmp_path, f"{days}.results", days=days, size=100_000_000)
    prune([str(tmp_path)])
    assert names(tmp_path) == ["1.results", "2.results"]


def test_the_rest_of_a_run_that_was_killed_goes(tmp_path: Path) -> None:
    put(tmp_path, "a.run.1-2.tmp", days=0.1)
    put(tmp_path, "b.run.3-4.tmp", days=0)
    prune([str(tmp_path)])
    assert names(tmp_path) == ["b.run.3-4.tmp"]


def test_what_is_not_ours_stays(tmp_path: Path) -> None:
    put(tmp_path, "notes.txt", days=400)
    prune([str(tmp_path), str(tmp_path / "absent")])
    assert names(tmp_path) == ["notes.txt"]
