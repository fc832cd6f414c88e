"""What plugins read decides whether results hold."""

from __future__ import annotations

import time
from pathlib import Path

from qualitygate.cache.dependencies import Dependencies


def test_they_hold_while_each_is_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "a").write_text("one")
    found = Dependencies(str(tmp_path))
    found.add([str(tmp_path / "a"), str(tmp_path / "absent"), str(tmp_path / "words")])

    assert set(found.digests) == {"a", "absent", "words"}
    later = Dependencies(str(tmp_path))
    assert later.take(found.digests)
    assert later.digests == found.digests  # what earlier results depend on is kept with those of this run
    for change in (
        lambda: (tmp_path / "a").write_text("two"),
        lambda: (tmp_path / "absent").write_text(""),
        lambda: (tmp_path / "words" / "new").write_text(""),
    ):
        change()
        later = Dependencies(str(tmp_path))
        assert not later.take(found.digests)
        assert later.digests == {}
        found.add([str(tmp_path / name) for name in found.digests])
        assert Dependencies(str(tmp_path)).take(found.digests)


def test_they_hold_in_another_checkout(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a").write_text("same")
    found = Dependencies(str(tmp_path / "one"))
    found.add([str(tmp_path / "one" / "a")])

    assert Dependencies(str(tmp_path / "two")).take(found.digests)


def test_what_was_written_since_is_not_sure(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("one")
    time.sleep(0.05)  # longer than the clock of a file system ticks
    found = Dependencies(str(tmp_path))
    found.add([str(tmp_path / "a")])
    assert found.are_sure
    (tmp_path / "a").write_text("two")
    assert not found.are_sure
