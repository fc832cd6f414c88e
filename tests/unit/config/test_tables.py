"""Tables of a plugin's array are read one by one, and every mistake is told with its place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from qualitygate.api import Option
from qualitygate.config.tables import read_tables
from qualitygate.errors import ConfigError

OPTION = Option(
    "tools", (), "tools",
    fields=(
        Option("command", (), "what is run"),
        Option("exit", 0, "a number", minimum=0),
        Option("codes", (), "names", is_map=True),
        Option("effects", "read", "what it does", choices=("read", "write")),
    ),
)  # fmt: skip


class Mistakes(dict[tuple[str | int, ...], str]):
    """What was wrong, by the steps that lead there."""

    @contextmanager
    def __call__(self, *steps: str | int) -> Iterator[None]:
        """Catch it."""
        try:
            yield
        except ConfigError as error:
            self[steps] = str(error)


def read(value: Any) -> tuple[list[Any], Mistakes]:
    mistakes = Mistakes()
    return [json.loads(text) for text in read_tables(OPTION, value, mistakes)], mistakes


def test_each_table_is_handed_on_with_the_keys_that_were_given() -> None:
    tables = [{"command": ["mypy", "é"], "exit": 1}, {"codes": {"a": "1"}}, {}]

    assert read(tables) == (tables, {})
    assert read_tables(OPTION, tables[:1], Mistakes()) == ('{"command": ["mypy", "é"], "exit": 1}',)


def test_no_table_is_nothing() -> None:
    assert read([]) == read(()) == ([], {})


@pytest.mark.parametrize("value", ["mypy", {"command": []}, [{}, "mypy"], 1, None])
def test_what_is_no_array_of_tables_is_refused(value: object) -> None:
    with pytest.raises(ConfigError, match=r"tools.*expected tables written as \[\[tools\]\]"):
        read(value)


def test_every_mistake_is_told_with_its_place_and_the_rest_is_read() -> None:
    tables, mistakes = read(
        [{"comand": ["x"], "exit": 1}, {"exit": -1, "codes": {"a": 1}}, {"effects": "reads", "command": ["y"]}]
    )

    assert tables == [{"exit": 1}, {}, {"command": ["y"]}]
    assert list(mistakes) == [(0, "comand"), (1, "exit"), (1, "codes"), (2, "effects")]
    assert mistakes[0, "comand"] == "unknown key 'comand' in [[tools]]; did you mean 'command'?"
    assert "tools.exit: expected a whole number of at least 0" in mistakes[1, "exit"]
    assert "tools.codes: expected a table of strings" in mistakes[1, "codes"]
    assert "tools.effects: expected one of read, write" in mistakes[2, "effects"]
