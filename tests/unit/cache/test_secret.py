"""The secret is the user's, and never lies in the tree that is checked."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from qualitygate.cache.secret import secret, secret_file

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="needs another platform: XDG directories")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user without a secret, at work in a project."""
    monkeypatch.delenv("QUALITYGATE_CACHE_KEY")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    (tmp_path / "project").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "home"


def test_it_is_made_once_for_the_user_alone(home: Path) -> None:
    made = secret()

    assert len(made) == 32
    assert secret() == made
    assert os.stat(secret_file()).st_mode & 0o777 == 0o600
    assert os.listdir(home / "qualitygate") == ["cache-secret"]


def test_a_key_of_the_environment_stands_instead(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALITYGATE_CACHE_KEY", "a key of the service")
    one = secret()
    monkeypatch.setenv("QUALITYGATE_CACHE_KEY", "another of the service")

    assert one != secret()
    assert not home.exists()


def test_a_key_that_can_be_guessed_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALITYGATE_CACHE_KEY", "short")
    with pytest.raises(OSError, match="QUALITYGATE_CACHE_KEY: expected at least 16 characters, got 5"):
        secret()


def test_one_that_others_may_read_is_refused(home: Path) -> None:
    secret()
    os.chmod(secret_file(), 0o644)
    with pytest.raises(OSError, match="others may read .*cache-secret; remove it"):
        secret()


def test_one_that_is_not_what_was_written_is_refused(home: Path) -> None:
    secret()
    with open(secret_file(), "ab") as file:
        file.write(b"more")
    with pytest.raises(OSError, match="is not what was written there; remove it"):
        secret()


def test_a3_one_that_lies_in_the_repository_is_refused(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "project" / ".git").mkdir()
    (tmp_path / "project" / "below").mkdir()
    monkeypatch.chdir(tmp_path / "project" / "below")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "project" / ".config"))
    with pytest.raises(OSError, match="lies in the tree that is checked"):
        secret()


def test_one_that_cannot_be_kept_is_said_with_the_cure(home: Path) -> None:
    home.write_text("")
    with pytest.raises(OSError, match="no secret can be kept in .*; set QUALITYGATE_CACHE_KEY"):
        secret()
