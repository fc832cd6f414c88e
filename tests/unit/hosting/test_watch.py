"""What plugins read is noted, and what cannot be known is said."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualitygate.hosting.watch import Watch


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """Whatever a test looks at, ``os`` has its own functions in the end."""
    before = os.stat, os.lstat, os.access
    yield
    assert (os.stat, os.lstat, os.access) == before


def test_a_file_that_is_read_is_noted_and_one_that_is_written_is_not(tmp_path: Path) -> None:
    with Watch(is_on=True) as watch:
        (tmp_path / "written").write_text("")
        (tmp_path / "written").open().close()
        (tmp_path / "only written").write_text("")
    (tmp_path / "only written").open().close()

    assert watch.read() == [str(tmp_path / "written")]
    assert watch.read(without={str(tmp_path / "written")}) == []


def test_one_that_is_looked_for_in_vain_is_noted(tmp_path: Path) -> None:
    with Watch(is_on=True) as watch:
        try:
            open(tmp_path / "absent").close()
        except FileNotFoundError:
            os.listdir(tmp_path)

    assert watch.read() == [str(tmp_path), str(tmp_path / "absent")]


def test_of_a_module_that_is_compiled_the_source_is_noted(tmp_path: Path) -> None:
    source = str(tmp_path / "acme.py")
    with Watch(is_on=True) as watch:
        watch.note("open", (str(tmp_path / "__pycache__" / f"acme.{sys.implementation.cache_tag}.pyc"), "r", 0))

    assert watch.read() == [source]


@pytest.mark.parametrize("was_off", [False, True], ids=["on", "off"])
def test_nothing_is_compiled_to_a_file_meanwhile(
    was_off: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", was_off)
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "team_words_of_a_test.py").write_text("WORDS = 1\n")
    with Watch(is_on=True) as watch:
        with watch:
            importlib.import_module("team_words_of_a_test")
        (tmp_path / "team_words_of_another.py").write_text("WORDS = 1\n")
        importlib.import_module("team_words_of_another")

    assert list(tmp_path.rglob("*.pyc")) == []
    assert sys.dont_write_bytecode == was_off


def test_what_is_installed_is_vouched_for() -> None:
    with Watch(is_on=True) as watch:
        open(os.__file__).close()

    assert watch.read() == []


def test_another_program_makes_it_blind() -> None:
    with Watch(is_on=True) as outer, Watch(is_on=True) as watch:
        subprocess.run([sys.executable, "-c", ""], check=True)

    assert watch.is_blind
    assert not outer.is_blind


def test_one_that_is_off_notes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    with Watch(is_on=False) as watch:
        (tmp_path / "a").open().close()

    assert watch.read() == []


def test_what_is_asked_for_and_not_opened_is_noted_until_the_end(tmp_path: Path) -> None:
    before = os.stat
    with Watch(is_on=True) as watch:
        with watch:
            os.path.exists(tmp_path / "absent")
        (tmp_path / "b").is_file()
        os.access(tmp_path / "c", os.R_OK)

    os.path.exists(tmp_path / "after")
    assert watch.read() == [str(tmp_path / name) for name in ("absent", "b", "c")]
    assert os.stat is before


def test_one_that_is_used_again_notes_again(tmp_path: Path) -> None:
    watch = Watch(is_on=True)
    for name in ("first", "second"):
        with watch:
            os.path.exists(tmp_path / name)

    assert watch.read() == [str(tmp_path / name) for name in ("first", "second")]


def test_what_is_open_already_has_no_name_to_note(tmp_path: Path) -> None:
    descriptor = os.open(tmp_path, os.O_RDONLY)
    with Watch(is_on=True) as watch:
        os.stat(descriptor)
        os.listdir(descriptor)
        watch.note("import", ("acme", None, None, None, None))
    os.close(descriptor)

    assert watch.read() == []


def test_a_process_has_one_hook_however_many_watch(monkeypatch: pytest.MonkeyPatch) -> None:
    with Watch(is_on=True):
        pass
    hooks: list[object] = []
    monkeypatch.setattr(sys, "addaudithook", hooks.append)
    with Watch(is_on=True), Watch(is_on=True):
        pass

    assert hooks == []
