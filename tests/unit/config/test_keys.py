"""The keys of configuration: none is forgotten by those who should read it, and a mistake is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import fields

from qualitygate.api import Option
from qualitygate.config import keys as module
from qualitygate.config.keys import CODE_LISTS, CORE, EXTENDING, PATTERN_LISTS, RUN_KEYS, Keys
from qualitygate.model.selection import Selection
from qualitygate.model.settings import ReportPolicy, Settings

#: The fields of the settings, and of what reporters obey, that are named like a key.
FIELDS = {field.name.replace("_", "-"): field for each in (Settings, ReportPolicy) for field in fields(each)}


@pytest.mark.parametrize("option", CORE, ids=lambda option: option.key)
def test_a_key_is_a_field_of_the_settings_with_the_same_default_or_is_read_by_name(option: Option) -> None:
    if option.key in FIELDS:
        assert FIELDS[option.key].default == option.default
    else:
        files = Path(module.__file__).parent.glob("*.py")
        words = {f'"{option.key}"', *(name for name, value in vars(module).items() if value == option.key)}
        read = "".join(path.read_text("utf-8") for path in files if path.name not in ("keys.py", "schema.py"))
        assert [word for word in words if word in read], f"nobody reads {option.key}"


def test_the_lists_of_keys_name_keys_that_there_are() -> None:
    assert (CODE_LISTS | PATTERN_LISTS | EXTENDING | RUN_KEYS) - set(Keys().names()) == set()


def test_the_plugins_default_codes_are_the_defaults_of_select_and_ignore() -> None:
    known = Keys((), Selection(default_select=("E",), default_ignore=("E226",)))
    assert [option.default for option in known if option.key in ("select", "ignore")] == [("E",), ("E226",)]


def test_what_is_decided_once_per_run_is_not_allowed_in_overrides_and_a_plugins_key_is() -> None:
    known = Keys([Option("acme.words", (), "words")])
    assert [key for key in known.names() if known.is_allowed_in_overrides(key) and key in RUN_KEYS] == []
    assert known.is_allowed_in_overrides("acme.words")
    assert known.is_table("acme") and not known.is_table("words")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("max_file_size", "max-file-size"),
        ("Select", "select"),
        ("exten-select", "extend-select"),
        ("gate.failon", "gate.fail-on"),
        ("nothing-like-it", None),
    ],
)
def test_a_mistake_is_answered_with_the_nearest_key(written: str, meant: str | None) -> None:
    assert Keys().nearest(written) == meant
