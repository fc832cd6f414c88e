"""The flags that plugins bring: loaded where they are wanted, and short for ``--set``."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

import pytest

from qualitygate.api import Option
from qualitygate.cli.args import parse_arguments
from qualitygate.errors import UsageError

OPTIONS = [
    Option("max-words", 3, "most words", has_flag=True),
    Option("acme-mode", "", "the mode", has_flag=True),
]


class Asked:
    """Counts how often the plugins are loaded, and by which arguments."""

    def __init__(self) -> None:
        self.by: list[argparse.Namespace] = []

    def __call__(self, arguments: argparse.Namespace) -> Sequence[Option]:
        """Return the options of the plugins."""
        self.by.append(arguments)
        return OPTIONS


def test_a_flag_is_an_assignment_like_any_other_in_their_order() -> None:
    arguments = parse_arguments(["--set=a=1", "--max-words=5", "--acme-mode", "x", "src", "--set=b=2"], Asked())
    assert arguments.set == ["a=1", "max-words=5", "acme-mode=x", "b=2"]
    assert arguments.paths == ["src"]


@pytest.mark.parametrize("words", [[], ["src", "--select=E"], ["rules"], ["--set=max-words=5"]])
def test_no_plugin_is_loaded_for_a_command_line_without_flags_of_theirs(words: list[str]) -> None:
    asked = Asked()
    parse_arguments(words, asked)
    assert asked.by == []


def test_what_decides_which_plugins_there_are_is_known_before() -> None:
    asked = Asked()
    parse_arguments(["--config=x.toml", "--max-words=5", "--no-plugin=acme", "--isolated"], asked)
    (by,) = asked.by
    assert (by.config, by.no_plugin, by.isolated) == ("x.toml", ["acme"], True)


def test_help_tells_of_every_flag(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse_arguments(["--help"], Asked())
    said = capsys.readouterr().out
    assert "--max-words N" in said
    assert "--acme-mode TEXT" in said


def test_an_option_that_no_plugin_has_is_refused() -> None:
    with pytest.raises(UsageError, match="there is no option --min-words; did you mean '--max-words'"):
        parse_arguments(["--min-words=5"], Asked())
