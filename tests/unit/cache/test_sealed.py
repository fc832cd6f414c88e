"""Files that are noticed when they are not what was written."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualitygate.cache.sealed import DamagedError, is_ours, read_sealed, write_sealed


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
    with pytest.raises(DamagedError, match="is damaged, or was written by another version or with another secret"):
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


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: FIFOs, devices, links, permissions")
@pytest.mark.parametrize("make", [os.mkfifo, lambda path: os.mknod(path, 0o600 | stat.S_IFCHR, os.makedev(1, 5))])
def test_e9_what_is_no_regular_file_is_not_read(file: str, make: Callable[[str], None]) -> None:
    try:
        make(file)
    except PermissionError:
        pytest.skip("needs another platform: one that lets us make devices")

    with pytest.raises((DamagedError, OSError), match="is not a regular file|No such device"):
        read_sealed(file, b"one")
    assert not is_ours(file)


def test_a3_a_file_that_others_can_write_is_not_read(file: str) -> None:
    write_sealed(file, b"one", b"content")
    os.chmod(file, 0o666)

    with pytest.raises(DamagedError, match="can be written by others"):
        read_sealed(file, b"one")


def test_a3_a_link_in_the_place_of_a_file_is_not_followed(file: str) -> None:
    write_sealed(f"{file}.elsewhere", b"one", b"content")
    os.symlink(f"{file}.elsewhere", file)

    with pytest.raises(OSError, match="symbolic links"):
        read_sealed(file, b"one")


def test_a3_a_file_that_another_secret_signed_is_not_believed(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALITYGATE_CACHE_KEY", "the key of somebody else")
    write_sealed(file, b"one", b"content")
    monkeypatch.setenv("QUALITYGATE_CACHE_KEY", "the key of this very user")

    with pytest.raises(DamagedError, match="with another secret"):
        read_sealed(file, b"one")
    assert is_ours(file)  # and may be removed when it is old


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: permissions")
def test_ours_is_what_begins_so_and_only_we_can_write(file: str) -> None:
    write_sealed(file, b"one", b"content")
    assert is_ours(file)
    os.chmod(file, 0o666)
    assert not is_ours(file)
    with open(f"{file}.other", "wb") as other:
        other.write(b"mine")
    os.chmod(f"{file}.other", 0o600)
    assert not is_ours(f"{file}.other")
