"""A key that nobody knows is named with its place and the key that was meant."""

from __future__ import annotations

from typing import Any

import pytest

from qualitygate.config.documents import PlainDocument, TomlDocument
from qualitygate.config.keys import Keys
from qualitygate.config.toml_lines import KeyPath
from qualitygate.config.unknown import unknown_key

from .conftest import OPTIONS

OWN_FILE = """\
version = 1
ignroe = ["E501"]
[gate]
failon = "error"
[spelings]
[[overrides]]
selct = ["E"]
"""
SHARED_FILE = "[tool.qualitygate]\nignroe = []\n"
KEYS = Keys(OPTIONS)


@pytest.mark.parametrize(
    ("key", "value", "path", "message"),
    [
        ("ignroe", [], ("ignroe",), "q.toml:2: unknown key 'ignroe'; did you mean 'ignore'?"),
        (
            "gate.failon",
            "error",
            ("gate", "failon"),
            "q.toml:4: unknown key 'failon' in [gate]; did you mean 'fail-on'?",
        ),
        ("spelings", {}, ("spelings",), "q.toml:5: unknown table [spelings]; did you mean 'spelling'?"),
        (
            "selct",
            ["E"],
            ("overrides", 0, "selct"),
            "q.toml:7: unknown key 'selct' in [[overrides]]; did you mean 'select'?",
        ),
    ],
    ids=["top level", "table", "new table", "override"],
)
def test_the_place_and_the_nearest_key_are_named(key: str, value: Any, path: KeyPath, message: str) -> None:
    assert unknown_key(TomlDocument("q.toml", OWN_FILE), KEYS, key, value, path) == message


def test_in_a_shared_file_the_table_is_named_too() -> None:
    document = TomlDocument("pyproject.toml", SHARED_FILE, ("tool", "qualitygate"))
    said = unknown_key(document, KEYS, "ignroe", [], ("ignroe",))
    assert said == "pyproject.toml:2: unknown key 'ignroe' in [tool.qualitygate]; did you mean 'ignore'?"


def test_a_dotted_key_of_the_command_line_is_named_in_full() -> None:
    said = unknown_key(PlainDocument("command line", {}), KEYS, "gate.failon", "error", ("gate.failon",))
    assert said == "command line: unknown key 'gate.failon'; did you mean 'fail-on'?"


def test_a_table_like_no_other_may_be_a_missing_plugins() -> None:
    said = unknown_key(TomlDocument("q.toml", "[zzz]\n"), KEYS, "zzz", {}, ("zzz",))
    assert said == "q.toml:1: unknown table [zzz]; no loaded plugin has it, is one missing?"
