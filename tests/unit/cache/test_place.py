"""Where caches are kept, and when a place is not trusted."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from qualitygate.cache.place import distrust, make, user_directory

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="modes of files are POSIX's")


def test_the_directory_that_the_environment_names_stands_above_the_platforms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUALITYGATE_CACHE_DIR", str(tmp_path / "mine"))

    assert user_directory() == str(tmp_path / "mine")


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS has a place of its own")
def test_a_relative_xdg_directory_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QUALITYGATE_CACHE_DIR", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    places = []
    for base in (str(tmp_path / "xdg"), "xdg"):
        monkeypatch.setenv("XDG_CACHE_HOME", base)
        places.append(user_directory())

    assert places == [str(tmp_path / "xdg" / "qualitygate"), str(tmp_path / ".cache" / "qualitygate")]


def test_a_new_place_is_the_users_alone_and_left_out_of_git_and_backups(tmp_path: Path) -> None:
    place = tmp_path / "a" / "cache"
    make(str(place))

    assert place.stat().st_mode & 0o777 == 0o700
    assert sorted(os.listdir(place)) == [".gitignore", "CACHEDIR.TAG"]
    assert (place / ".gitignore").read_text().splitlines()[-1] == "*"
    assert (place / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55\n")


def test_a_place_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    make(str(tmp_path))

    assert os.listdir(tmp_path) == []


def test_a_place_that_others_may_write_to_is_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALITYGATE_CACHE_KEY", "k" * 32)
    place = tmp_path / "cache"
    make(str(place))
    place.chmod(0o777)

    assert distrust(str(place)) == "others may write to it"


def test_a_file_is_no_place(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("")

    assert distrust(str(tmp_path / "cache")) == "it is not a directory"


@pytest.mark.parametrize(
    ("mode", "group", "is_trusted"),
    [(0o777, "any", False), (0o1777, "any", True), (0o775, "of the user alone", True), (0o775, "of others", False)],
    ids=["everybody", "everybody, but only what is theirs", "the user's own group", "a group of others"],
)
def test_whoever_may_rename_a_directory_above_is_not_trusted(
    tmp_path: Path, mode: int, group: str, is_trusted: bool
) -> None:
    shared = tmp_path / "shared"
    make(str(shared / "cache"))
    if group != "any":
        _give(shared, os.geteuid() + (group == "of others"))
    shared.chmod(mode)

    for name in ("cache", "absent"):
        assert distrust(str(shared / name)) == ("" if is_trusted else f"others may write to {shared}")


def _give(directory: Path, group: int) -> None:
    try:
        os.chown(directory, -1, group)
    except PermissionError:
        pytest.skip("needs another platform: one that lets us give a directory to a group")


def test_a_place_that_cannot_be_looked_at_is_not_trusted(tmp_path: Path) -> None:
    (tmp_path / "cache").symlink_to("cache")

    assert distrust(str(tmp_path / "cache")) == os.strerror(errno.ELOOP)


def test_a_place_is_not_trusted_without_a_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALITYGATE_CACHE_KEY", "short")

    assert distrust(str(tmp_path)) == "QUALITYGATE_CACHE_KEY: expected at least 16 characters, got 5"
