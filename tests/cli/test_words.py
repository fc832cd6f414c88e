"""Which word of a command line is the command, and what an unknown one probably means."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

import pytest

from qualitygate.cli.words import refuse_misspelt, refuse_unknown, split_command
from qualitygate.errors import UsageError

COMMANDS = ("check", "baseline", "explain")


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="gate", allow_abbrev=False)
    parser.add_argument("--format")
    parser.add_argument("--quiet", action="store_true")
    return parser


@pytest.mark.parametrize(
    ("words", "command", "rest"),
    [
        ([], "check", []),
        (["explain", "E501"], "explain", ["E501"]),
        (["src"], "check", ["src"]),
        (["--quiet", "explain", "E501"], "explain", ["--quiet", "E501"]),
        (["--format", "explain"], "check", ["--format", "explain"]),
        (["--format=json", "explain"], "explain", ["--format=json"]),
        (["--", "explain"], "check", ["--", "explain"]),
        (["src", "explain"], "check", ["src", "explain"]),
    ],
    ids=["none", "first", "path", "behind-option", "value", "behind-value", "behind-dashes", "behind-path"],
)
def test_the_command_is_the_first_word_that_is_no_option_or_value(
    words: list[str], command: str, rest: list[str]
) -> None:
    assert split_command(words, COMMANDS, _parser) == (command, rest)


def test_an_unknown_option_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="no option --fromat; did you mean '--format'"):
        refuse_unknown(["--fromat=json"], _parser())


def test_a_path_that_is_nearly_a_command_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(UsageError, match="did you mean 'baseline'"):
        refuse_misspelt(["baselin"], COMMANDS)


def test_a_path_that_is_a_command_again_is_not_said_to_be_a_misspelt_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(UsageError, match="^there is no file 'check'; the command of that name stands before"):
        refuse_misspelt(["check"], COMMANDS)


def test_a_file_of_such_a_name_is_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "baselin").write_text("")

    refuse_misspelt(["baselin"], COMMANDS)
