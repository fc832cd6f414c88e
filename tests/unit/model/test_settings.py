"""How a plugin reads its options."""

from __future__ import annotations

import pickle

import pytest

from qualitygate.model.selection import Selection
from qualitygate.model.settings import Settings

SETTINGS = Settings(
    options=(("hang-closing", True), ("max-line-length", 100), ("mode", "style"), ("spelling.names", ("GitHub",)))
)


def test_each_kind_of_option_is_read_by_its_key() -> None:
    assert SETTINGS.flag("hang-closing") is True
    assert SETTINGS.number("max-line-length") == 100
    assert SETTINGS.text("mode") == "style"
    assert SETTINGS.strings("spelling.names") == ("GitHub",)


def test_an_option_that_nobody_declared_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="max-lines"):
        SETTINGS.option("max-lines")


def test_equal_settings_share_a_hash_so_that_they_share_checkers() -> None:
    one, other = Settings(Selection(ignore=("E1",))), Settings(Selection(ignore=("E1",)))
    assert {one: "checkers"}[other] == "checkers"


def test_settings_survive_the_way_to_a_worker() -> None:
    assert pickle.loads(pickle.dumps(SETTINGS)) == SETTINGS
