"""Files that are noticed when they are not what was written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualitygate.cache.sealed import DamagedError, read_sealed, write_sealed


@pytest.fixture
def file(tmp_path: Path) -> str:
    return str(tmp_path / "file")


def test_what_was_written_is_read(file: str) -> None:
    write_sealed(file, b"one", b"content")
    content = read_sealed(file, b"one")
    assert content is not None and bytes(content) == b"content"


def test_no_file_is_nothing(file: str) -> None:
    assert read_sealed(file, b"one") is None


def test_a_file_for_another_purpose_is_damaged(file: str) -> None:
    write_sealed(file, b"one", b"content")
    with pytest.raises(DamagedError, match="is damaged or was written by another version"):
        read_sealed(file, b"two")


@settings(deadline=None)  # writes files
@given(st.binary(max_size=300))
def test_any_other_bytes_are_damaged(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("sealed") / "file"
    path.write_bytes(data)
    with pytest.raises(DamagedError):
        read_sealed(str(path), b"one")


def test_when_it_cannot_be_written_the_old_one_stays_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "directory"
    (target / "full").mkdir(parents=True)
    with pytest.raises(OSError, match="directory"):
        write_sealed(str(target), b"one", b"content")
    assert os.listdir(tmp_path) == ["directory"]


def test_only_the_user_may_read_it(file: str) -> None:
    write_sealed(file, b"one", b"content")
    assert os.name == "nt" or os.stat(file).st_mode & 0o077 == 0
