from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from qualitygate_plugins import spelling
from qualitygate_plugins.spelling.lists import read_list
from qualitygate_rules import qualitygate_name_lists

from qualitygate.api import ConfigError, OptionTable, OptionValue, Rule, Settings

from tests.plugins.declared import options_of

from .conftest import Find


def _settings(**options: OptionValue) -> Settings:
    values = {f"spelling.{name.replace('_', '-')}": value for name, value in options.items()}
    return Settings(options=options_of("spelling", values))


def _hooks(**lists: Path) -> Any:
    return SimpleNamespace(qualitygate_name_lists=lambda: [lists])


def test_the_options_stand_under_spelling() -> None:
    table = OptionTable("spelling")

    spelling.qualitygate_add_options(table)

    assert [option.key for option in table] == ["spelling.names", "spelling.names-from", "spelling.allow"]


def test_without_names_nothing_is_read() -> None:
    assert list(spelling.qualitygate_checkers(_settings(allow=("x",)), _hooks())) == []
    assert list(spelling.qualitygate_kinds(_settings())) == []


def test_with_names_every_kind_is_read() -> None:
    settings = _settings(names=("GitHub",))

    (checker,) = spelling.qualitygate_checkers(settings, _hooks())

    assert checker.kinds == set(spelling.qualitygate_kinds(settings))


def test_names_come_from_a_list(tmp_path: Path, find: Find) -> None:
    (tmp_path / "ours.txt").write_text("# ours\nGitHub  # the host\n\nC#\n")

    assert read_list((tmp_path / "ours.txt").read_text()) == ["GitHub", "C#"]
    assert list(spelling.qualitygate_checkers(_settings(names_from=("ours",)), _hooks(ours=tmp_path / "ours.txt")))


def test_an_unknown_list_is_an_error_that_names_the_known_ones(tmp_path: Path) -> None:
    hooks = _hooks(technology=tmp_path, brands=tmp_path)

    with pytest.raises(ConfigError) as error:
        spelling.qualitygate_checkers(_settings(names_from=("tecnology",)), hooks)

    assert str(error.value) == (
        "spelling.names-from: there is no list of names 'tecnology'; did you mean 'technology'? "
        "known: brands, technology"
    )


@pytest.mark.parametrize("rule", spelling.qualitygate_rules(), ids=lambda rule: rule.code)
def test_a_rule_finds_its_bad_example_and_not_its_good_one(rule: Rule, find: Find) -> None:
    assert rule.examples
    for example in rule.examples:
        assert {finding.code for finding in find(example.bad, "python", names=("GitHub",))} == {rule.code}
        assert find(example.good, "python", names=("GitHub",)) == []


def _technology() -> tuple[str, ...]:
    return tuple(read_list(qualitygate_name_lists()["technology"].read_text(encoding="utf-8")))


def test_the_technology_list_names_each_once_and_agrees_with_itself(find: Find) -> None:
    names = _technology()

    assert 150 <= len(names) <= 300
    assert len({name.casefold() for name in names}) == len(names)
    assert find("".join(f"All of {name} is here.\n\n" for name in names), names=names) == []


@pytest.mark.parametrize("wrong", ["Github", "Postgresql", "Java Script", "Angular JS", "Word Press", "NodeJS"])
def test_the_technology_list_knows_the_usual_mistakes(wrong: str, find: Find) -> None:
    assert len(find(f"We use {wrong} here.", names=_technology())) == 1
