"""What is read through it is noted, whether it was there or not."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from qualitygate.inputs import ENVIRONMENT, Inputs, NotRegularError, Variables


def test_what_is_read_is_noted(tmp_path: Path) -> None:
    inputs, path = Inputs(), str(tmp_path / "a")
    (tmp_path / "a").write_bytes(b"text")

    assert inputs.read(path) == b"text"
    assert inputs.contents == {path}


def test_what_is_not_there_is_noted_too(tmp_path: Path) -> None:
    inputs, path = Inputs(), str(tmp_path / "a")

    with pytest.raises(FileNotFoundError):
        inputs.read(path)
    assert not inputs.exists(f"{path}2")
    assert not inputs.is_file(f"{path}3")
    assert inputs.contents == {path, f"{path}2", f"{path}3"}


def test_what_counts_by_type_or_first_bytes_is_a_glance(tmp_path: Path) -> None:
    inputs, path = Inputs(), str(tmp_path / "a")
    (tmp_path / "a").write_bytes(b"#!/bin/sh\nmore")

    assert inputs.head(path, 9) == b"#!/bin/sh"
    inputs.mode(str(tmp_path))
    inputs.note_type(f"{path}2")
    assert not inputs.is_directory(f"{path}3")
    assert (inputs.glances, inputs.contents) == ({path, str(tmp_path), f"{path}2", f"{path}3"}, set())
    inputs.leave_to_checking(path)
    assert path not in inputs.glances


def test_what_a_plugin_has_read_is_a_listing_or_a_content(tmp_path: Path) -> None:
    inputs = Inputs()
    inputs.note(str(tmp_path))
    inputs.note(str(tmp_path / "a"))

    assert (inputs.listings, inputs.contents) == ({str(tmp_path)}, {str(tmp_path / "a")})


def test_a_directory_whose_entries_count_is_noted(tmp_path: Path) -> None:
    inputs = Inputs()
    (tmp_path / "a").touch()

    assert [entry.name for entry in inputs.entries(str(tmp_path))] == ["a"]
    assert inputs.listings == {str(tmp_path)}


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: FIFOs and links")
def test_nothing_but_a_regular_file_is_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to("file")

    for name in ("fifo", "."):
        with pytest.raises(OSError, match="expected a regular file, got a FIFO|Is a directory"):
            Inputs().read(str(tmp_path / name))
    assert Inputs().read(str(tmp_path / "link")) == b""
    with pytest.raises(NotRegularError, match="a link"):
        Inputs().read(str(tmp_path / "link"), follow=False)


def test_a_variable_that_is_asked_for_is_noted_set_or_not() -> None:
    variables = Variables({"SET": "1", "OTHER": "2"})

    assert (variables.get("SET"), variables.get("UNSET", "-"), "ABSENT" in variables) == ("1", "-", False)
    assert variables.asked == {"SET", "UNSET", "ABSENT"}


def test_which_variables_there_are_cannot_be_asked() -> None:
    with pytest.raises(TypeError, match="expected variables to be asked for by name"):
        list(Variables({"SET": "1"}))


def test_a_run_asks_the_variables_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALITYGATE_TEST", "1")

    assert Inputs().environment is ENVIRONMENT
    assert ENVIRONMENT.get("QUALITYGATE_TEST") == "1"


def test_who_asks_for_the_home_directory_asks_for_what_it_depends_on(monkeypatch: pytest.MonkeyPatch) -> None:
    variables = Variables({})
    monkeypatch.setenv("USERPROFILE" if sys.platform == "win32" else "HOME", "/somewhere")

    assert variables.home() == "/somewhere"
    assert {"HOME", "USERPROFILE"} <= variables.asked
