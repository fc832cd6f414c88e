"""One value in one sealed file."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualitygate.cache.kept import Kept, Versioned
from qualitygate.cache.sealed import write_sealed
from qualitygate.model.wire import to_bytes


class Words(Versioned, array_like=True):
    words: list[str]


@pytest.fixture
def file(tmp_path: Path) -> str:
    """A file in a directory that is the user's own."""
    (tmp_path / "kept").mkdir(mode=0o700)
    return str(tmp_path / "kept" / "words")


def kept(file: str, version: int = 1) -> Kept[Words]:
    return Kept(file, Words, b"words", version, "what was heard")


def test_what_is_written_is_read(file: str) -> None:
    kept(file).write(Words(1, ["a", "b"]))

    assert kept(file).read() == Words(1, ["a", "b"])


def test_a_place_that_is_not_there_yet_is_made(tmp_path: Path) -> None:
    kept(str(tmp_path / "later" / "words")).write(Words(1, ["a"]))

    assert kept(str(tmp_path / "later" / "words")).read() == Words(1, ["a"])


def test_where_nothing_is_nothing_is_said(file: str) -> None:
    nothing = kept(file)

    assert (nothing.read(), nothing.notes) == (None, [])


def test_another_version_is_begun_anew_and_said(file: str) -> None:
    kept(file).write(Words(1, ["a"]))
    newer = kept(file, 2)

    assert newer.read() is None
    assert newer.notes == [f"what was heard is begun anew: {file} was written by another version"]


@pytest.mark.parametrize("content", [b"", b"rubbish", to_bytes([1, "no list"])], ids=["empty", "rubbish", "other type"])
def test_what_is_no_such_value_is_begun_anew_and_said(file: str, content: bytes) -> None:
    write_sealed(file, b"words", content)
    damaged = kept(file)

    assert damaged.read() is None
    assert damaged.notes[0].startswith("what was heard is begun anew: ")


def test_what_cannot_be_written_is_a_note(file: str) -> None:
    Path(file).mkdir()
    full = kept(file)

    full.write(Words(1, ["a"]))

    assert full.notes[0].startswith(f"what was heard could not be written to {file}: ")


def test_a_place_that_others_may_write_to_is_neither_read_nor_written(file: str) -> None:
    kept(file).write(Words(1, ["a"]))
    Path(file).parent.chmod(0o777)
    distrusted = kept(file)

    distrusted.write(Words(1, ["b"]))

    assert distrusted.read() is None
    Path(file).parent.chmod(0o700)
    assert kept(file).read() == Words(1, ["a"])
