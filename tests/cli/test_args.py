"""The command line: every flag is read by the command that has it, and every mistake names the help."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from qualitygate.cli import args
from qualitygate.cli.args import COMMANDS, parse_arguments
from qualitygate.errors import UsageError

CLI = Path(args.__file__).parent
DEFINITIONS = ("args.py", "flags.py", "shared_flags.py", "subcommands.py")
#: What is not the definition of the flags.
READERS = "".join(
    path.read_text(encoding="utf-8") for path in sorted(CLI.rglob("*.py")) if path.name not in DEFINITIONS
)


#: What other programs insist on saying, and what is done anyway.
MEANINGLESS = {"stdio", "count"}


def parsed(*words: str) -> argparse.Namespace:
    return parse_arguments(words, lambda _: ())


def positionals(command: str) -> list[str]:
    return {
        "merge": ["shard.jsonl"], "convert": ["report.json"], "explain": ["E501"], "cache": ["info"], "why": ["a.py:1"],
        "completion": ["bash"], "new": ["rule", "no-print"],
    }.get(command, [])


@pytest.mark.parametrize("command", COMMANDS)
def test_every_argument_of_a_command_is_read_somewhere(command: str) -> None:
    names = set(vars(parsed(command, *positionals(command)))) - {"command"}
    read = {name for name in names if re.search(rf"""arguments(?:\.{name}\b|, "{name}")""", READERS)}
    assert names - read - MEANINGLESS == set()


def test_no_command_means_check() -> None:
    assert (parsed().command, parsed("rules").command) == ("check", "rules")
    assert (parsed("src", "--fix").command, parsed("src").paths) == ("check", ["src"])


def test_new_without_a_revision_does_not_take_the_next_path_for_one() -> None:
    arguments = parsed("--new", "src")
    assert (arguments.new, arguments.paths) == ("", ["src"])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--fromat=json"], "there is no option --fromat; did you mean '--format'?; see: qualitygate --help"),
        (["cache", "empty"], "invalid choice: 'empty'"),
        (["convert"], "the following arguments are required: REPORT; see: qualitygate convert --help"),
    ],
    ids=["unknown option", "unknown action", "missing argument"],
)
def test_a_mistake_is_a_usage_error_that_names_the_help(words: list[str], message: str) -> None:
    with pytest.raises(UsageError) as raised:
        parsed(*words)
    assert message in str(raised.value)
    assert str(raised.value).endswith(" --help")
