"""What a plugin declares, and which values its option takes."""

from __future__ import annotations

import pytest

from qualitygate.api import Option, OptionTable, OptionValue
from qualitygate.errors import PluginError

NUMBER = Option("n", 5, "a number", minimum=1)
WORD = Option("w", "a", "a word", choices=("a", "b"))
FLAG = Option("f", False, "a flag")
LIST = Option("l", (), "a list")


@pytest.mark.parametrize(
    ("option", "taken", "refused"),
    [
        (NUMBER, [1, 5], [0, -1, True, "5"]),
        (WORD, ["a", "b"], ["c", "", ("a",)]),
        (FLAG, [True, False], [0, 1, "true"]),
        (LIST, [(), ("x",)], ["x", 1]),
        (Option("t", "", "a text"), ["", "any"], [1, ("x",)]),
    ],
    ids=["number", "choice", "flag", "list", "text"],
)
def test_an_option_takes_values_of_its_defaults_type(
    option: Option, taken: list[OptionValue], refused: list[OptionValue]
) -> None:
    assert [value for value in taken if not option.accepts(value)] == []
    assert [value for value in refused if option.accepts(value)] == []
    assert option.accepts(option.default)


@pytest.mark.parametrize(
    ("option", "name"),
    [
        (NUMBER, "a whole number of at least 1"),
        (Option("n", 5, "a number"), "a whole number"),
        (WORD, "one of a, b"),
        (FLAG, "true or false"),
        (LIST, "a list of strings"),
        (Option("t", "", "a text"), "a string"),
    ],
)
def test_a_type_is_named_by_what_to_write(option: Option, name: str) -> None:
    assert option.type_name == name


def test_an_option_stands_in_the_plugins_table_or_at_top_level() -> None:
    table = OptionTable("acme")
    table.add("words", 3, "most words", minimum=0)
    table.add("max-words", 3, "most words", top_level=True, flag=True)
    assert list(table) == [
        Option("acme.words", 3, "most words", minimum=0),
        Option("max-words", 3, "most words", has_flag=True),
    ]


def test_a_name_that_is_declared_twice_is_refused() -> None:
    table = OptionTable("acme")
    table.add("words", 3, "most words")
    with pytest.raises(PluginError, match="plugin 'acme' declares the option 'acme.words' twice"):
        table.add("words", 4, "most words")


def test_a_flag_for_an_option_of_the_plugins_own_table_is_refused() -> None:
    with pytest.raises(PluginError, match="the option 'words' has a flag and is not at top level"):
        OptionTable("acme").add("words", 3, "most words", flag=True)


def test_a_table_that_plugins_have_in_common_is_named_by_who_adapts_them() -> None:
    table = OptionTable("acme")
    table.add("limit", 0, "a limit", table="common", optional=True)

    assert list(table) == [Option("common.limit", 0, "a limit", is_optional=True)]
