"""Modules of the checked project's own, and how long they are remembered."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from qualitygate_plugins.flake8_plugins.local_modules import imported_files, make_importable


@pytest.fixture(autouse=True)
def import_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take back what a test does to it."""
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)


def _module(directory: Path, word: str) -> str:
    directory.mkdir(exist_ok=True)
    (directory / "acme_local.py").write_text(f"WORD = {word!r}\n")
    return str(directory)


def _word() -> object:
    return importlib.import_module("acme_local").WORD


def test_they_stand_behind_all_others_on_the_import_path(tmp_path: Path) -> None:
    before = list(sys.path)
    make_importable([str(tmp_path), str(tmp_path)])
    assert sys.path == [*before, str(tmp_path)]


def test_the_next_project_and_the_next_edit_are_imported_anew(tmp_path: Path) -> None:
    one, two = _module(tmp_path / "one", "one"), _module(tmp_path / "two", "two")
    words = []
    for path in (one, two):
        make_importable([path])
        words.append(_word())
    _module(tmp_path / "two", "edited")
    make_importable([two])
    words.append(_word())
    assert imported_files() == [tmp_path / "two" / "acme_local.py"]

    make_importable([])

    assert words == ["one", "two", "edited"]
    assert "acme_local" not in sys.modules
    assert str(tmp_path / "two") not in sys.path


def test_what_was_imported_before_is_left_alone() -> None:
    package = str(Path(importlib.import_module("qualitygate_plugins").__path__[0]).parent)
    make_importable([package])
    make_importable([])

    assert "qualitygate_plugins.flake8_plugins.local_modules" in sys.modules
    assert imported_files() == []
