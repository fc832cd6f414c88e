"""The command line as people read it: every option says what it is for, and one option is one thing in all commands."""

from __future__ import annotations

import argparse
from collections import defaultdict

import pytest

from qualitygate.cli.args import COMMANDS, parser_of

#: Options that mean another thing in another command, and why nobody takes one for the other.
TWO_MEANINGS = {
    "--format": "check and convert write many reports, the commands that only tell have two forms",
    "--code": "baseline takes many of them, new gives its rule one",
    "-q": "each says what it still prints",
    "-v": "each says what it prints more",
}


def _options(command: str) -> list[argparse.Action]:
    actions = parser_of(command)._actions
    return [action for action in actions if action.option_strings and action.help is not argparse.SUPPRESS]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_says_what_it_is_for(command: str) -> None:
    texts = {action.option_strings[0]: action.help or "" for action in _options(command)}

    assert [name for name, text in texts.items() if not text.strip()] == []
    assert [name for name, text in texts.items() if text.endswith(".")] == []


def test_an_option_is_one_thing_in_all_commands() -> None:
    shapes: dict[str, set[str]] = defaultdict(set)
    for command in COMMANDS:
        for action in _options(command):
            shapes[action.option_strings[0]].add(f"{action.dest} {type(action).__name__}")

    different = {name for name, each in shapes.items() if len(each) > 1}
    assert different - TWO_MEANINGS.keys() == set()
    assert TWO_MEANINGS.keys() <= shapes.keys()
