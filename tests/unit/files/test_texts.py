"""The texts of a tree, whoever uses what in them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from qualitygate.files.texts import TooManyError, read_texts


def test_every_text_with_one_of_the_endings_is_read_by_its_path(tmp_path: Path) -> None:
    (tmp_path / "app" / "deep").mkdir(parents=True)
    (tmp_path / "app" / "deep" / "x.py").write_text("import os\n")
    (tmp_path / "README.md").write_bytes(b"caf\xe9\n")
    (tmp_path / "app" / "data.bin").write_text("no")
    assert read_texts(str(tmp_path), (".py", ".md")) == {"app/deep/x.py": "import os\n", "README.md": "caf\ufffd\n"}


@pytest.mark.parametrize("directory", [".git", "node_modules", "site-packages", "__pycache__", "environment"])
def test_what_is_hidden_or_installed_is_left_out(tmp_path: Path, directory: str) -> None:
    (tmp_path / "environment").mkdir()
    (tmp_path / "environment" / "pyvenv.cfg").write_text("")
    (tmp_path / directory / "below").mkdir(parents=True, exist_ok=True)
    (tmp_path / directory / "below" / "x.py").write_text("x\n")
    assert read_texts(str(tmp_path), (".py",)) == {}


def test_a_very_large_file_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "large.py").write_bytes(b"#" * 1_000_001)
    (tmp_path / "small.py").write_bytes(b"#" * 1_000_000)
    assert list(read_texts(str(tmp_path), (".py",))) == ["small.py"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: links")
def test_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "x.py").write_text("x\n")
    (tmp_path / "linked").symlink_to(tmp_path / "real")
    (tmp_path / "y.py").symlink_to(tmp_path / "real" / "x.py")
    assert list(read_texts(str(tmp_path), (".py",))) == ["real/x.py"]


def test_a_directory_that_is_not_there_has_none(tmp_path: Path) -> None:
    assert read_texts(str(tmp_path / "absent"), (".py",)) == {}


def test_more_than_one_can_wait_for_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for name in ("a/x.py", "a/y.py", "z.bin"):
        (tmp_path / name).write_text("x\n")
    assert len(read_texts(str(tmp_path), (".py",), most=4)) == 2

    with pytest.raises(TooManyError):
        read_texts(str(tmp_path), (".py",), most=3)


def test_more_text_than_one_can_wait_for_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "x.py").write_bytes(b"#" * 10_000)

    with pytest.raises(TooManyError):
        read_texts(str(tmp_path), (".py",), most=4)
