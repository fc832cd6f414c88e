"""What a misspelt name probably means."""

from __future__ import annotations

import pytest

from qualitygate.model.nearest import did_you_mean, nearest

COMMANDS = ("check", "convert", "config", "cache")


@pytest.mark.parametrize(("name", "meant"), [("cofnig", "config"), ("CACHE", "cache"), ("chekc", "check")])
def test_the_nearest_name_is_offered_whatever_its_case(name: str, meant: str) -> None:
    assert nearest(name, COMMANDS) == [meant]
    assert did_you_mean(name, COMMANDS) == f"; did you mean {meant!r}?"


def test_what_resembles_nothing_gives_no_hint() -> None:
    assert did_you_mean("zzz", COMMANDS) == ""


def test_several_are_given_the_nearest_first() -> None:
    assert nearest("E510", ["E501", "E502", "W191"], count=2) == ["E502", "E501"]
