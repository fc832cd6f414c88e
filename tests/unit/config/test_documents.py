"""Configuration files as read: what cannot be, and where in them a key stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualitygate.config.documents import OldDocument, PlainDocument, TomlDocument, read_text
from qualitygate.errors import ConfigError
from qualitygate.inputs import Inputs

TEXT = "[tool.qualitygate]\nselect = ['E']\n\n[tool.qualitygate.gate]\nfail-on = 'error'\n"
PREFIX = ("tool", "qualitygate")


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("select",), "p.toml:2"),
        (("gate", "fail-on"), "p.toml:5"),
        (("gate", "conditions"), "p.toml:4"),
        (("ignore",), "p.toml"),
        ((), "p.toml"),
    ],
    ids=["key", "in a table", "the nearest above it", "not there", "nothing"],
)
def test_a_key_stands_where_it_or_the_nearest_around_it_does(path: tuple[str, ...], place: str) -> None:
    assert TomlDocument("p.toml", TEXT, PREFIX).place(*path) == place


def test_a_file_without_the_table_has_nothing_to_say_and_says_so() -> None:
    document = TomlDocument("p.toml", "[tool.other]\nx = 1\n", PREFIX)
    assert (document.table, document.has_table, document.section) == ({}, False, "[tool.qualitygate]")
    assert TomlDocument("p.toml", "[tool.qualitygate]\n", PREFIX).has_table


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[tool]\nqualitygate = 3\n", "p.toml: tool.qualitygate: expected a table, got 3"),
        ("x = \n", "p.toml:1:5: Invalid value"),
        ("x = " + "[" * 5000, "p.toml: nested too deeply"),
    ],
    ids=["no table", "no TOML", "too deep"],
)
def test_what_cannot_be_read_names_file_line_and_column(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as raised:
        TomlDocument("p.toml", text, PREFIX)
    assert str(raised.value) == message


def test_a_text_is_utf_8_with_or_without_its_mark_and_any_line_ends(tmp_path: Path) -> None:
    file = tmp_path / "q.toml"
    file.write_bytes("\ufeffa = 'é'\r\nb = 1\r".encode())
    assert read_text(str(file), "q.toml", Inputs()) == "a = 'é'\nb = 1\n"


def test_what_is_no_regular_file_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert [read_text(str(tmp_path / name), "x", Inputs()) for name in ("", "absent", "file/below")] == [None] * 3


def test_another_encoding_is_refused_with_the_offset(tmp_path: Path) -> None:
    (tmp_path / "q.toml").write_bytes(b"a = '\xe9'\n")
    with pytest.raises(ConfigError, match=r"^q\.toml: expected UTF-8, but byte 5 is not \(invalid"):
        read_text(str(tmp_path / "q.toml"), "q.toml", Inputs())


def test_old_files_know_lines_of_keys_only_and_the_command_line_none() -> None:
    old = OldDocument(".pep8", "[pep8]", {"ignore": []}, {"ignore": 3})
    assert (old.place("ignore"), old.place("select"), old.place()) == (".pep8:3", ".pep8 [pep8]", ".pep8 [pep8]")
    assert PlainDocument("command line", {}).place("select") == "command line"
