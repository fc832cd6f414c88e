"""What a declaration may say, and what is said of one that is no good."""

from __future__ import annotations

import json

import pytest

from qualitygate.errors import ConfigError
from qualitygate_plugins.tools.declaration import declared
from qualitygate_plugins.tools.presets import preset, preset_names

from .samples import tool


def test_a_table_overrides_its_preset_key_by_key_and_a_table_in_it_name_by_name() -> None:
    (found,) = declared((json.dumps({"preset": "mypy", "timeout": 5, "codes": {"own": "900"}}),))

    assert (found.name, found.prefix, found.timeout) == ("mypy", "MYPY", 5)
    assert found.codes["own"] == "900"
    assert found.codes["arg-type"]


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"command": []}, "expected a command or a report, got neither"),
        ({"report": "a.xml"}, "expected a command or a report, got both"),
        ({"prefix": "tt"}, "prefix: expected 1 to 8 capitals, got 'tt'"),
        ({"parser": "regex"}, "expected a pattern"),
        ({"parser": "regex", "pattern": "("}, "pattern: missing )"),
        ({"parser": "regex", "pattern": "(?P<path>)(?P<message>)(?P<lien>)"}, "got 'lien'"),
        ({"parser": "regex", "pattern": "(?P<path>.*)"}, "expected the groups path and message"),
        ({"fields": {"lien": "x"}}, "fields: expected some of"),
        ({"severities": {"high": "bad"}}, "severities.high: expected one of note, warning, error, got 'bad'"),
        ({"exit": {"1": "bad"}}, "exit: expected codes with one of findings, none, failure"),
        ({"output": "file"}, "expected {output} in the command"),
        ({"encoding": "klingon"}, "Python knows none called 'klingon'"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else None,
)
def test_a_mistake_is_said_with_the_name_of_the_tool(keys: dict[str, object], message: str) -> None:
    with pytest.raises(ConfigError) as error:
        tool(**keys)
    assert "tool 'tool'" in str(error.value)
    assert message in str(error.value)


def test_two_tools_share_neither_name_nor_codes() -> None:
    def table(name: str, prefix: str) -> str:
        return json.dumps({"name": name, "prefix": prefix, "command": ["x"], "parser": "flake8"})

    with pytest.raises(ConfigError, match="two tools are called 'a'"):
        declared((table("a", "A"), table("a", "B")))
    with pytest.raises(ConfigError, match="its codes begin with AB, and those of 'a' with A"):
        declared((table("a", "A"), table("b", "AB")))


def test_an_unknown_preset_is_said_with_those_that_there_are() -> None:
    with pytest.raises(ConfigError, match="there is no preset 'mipy'; there are .*mypy"):
        declared((json.dumps({"preset": "mipy"}),))


@pytest.mark.parametrize("name", preset_names())
def test_every_preset_is_a_declaration_that_says_where_its_facts_come_from(name: str) -> None:
    (found,) = declared((json.dumps({"preset": name}),))

    assert found.name == name
    assert found.source
    assert found.report or found.install
    assert len(set(found.codes.values())) == len(found.codes), "a number that two names have"
    assert preset(name) is not None


def test_all_presets_can_stand_beside_each_other() -> None:
    names = [name for name in preset_names() if name != "spell"]  # it is codespell, or instead of it

    assert [found.name for found in declared(tuple(json.dumps({"preset": name}) for name in names))] == names
