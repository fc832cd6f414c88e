"""The words of a command line: which one is the command, and what an unknown one probably means."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Sequence

from qualitygate.errors import UsageError
from qualitygate.model.nearest import did_you_mean

#: Options of flake8's that have no counterpart under another name, and what does the same.
_OF_FLAKE8 = {
    "--filename": "name files or directories; which other names are Python's say 'kinds' in the configuration, and "
    "--extend-exclude takes some out",
    "--tee": "write --format console --format NAME=FILE",
}


def split_command(
    argv: Sequence[str], commands: Sequence[str], parser: Callable[[], ArgumentParser]
) -> tuple[str, list[str]]:
    """Return the command, and the other words. It is the first word that is neither an option nor an option's value.

    ``parser`` knows which options have one; it is made only where a command may stand behind an option.
    """
    if argv and argv[0] in commands:
        return argv[0], list(argv[1:])
    if not argv or not argv[0].startswith("-") or not any(each in commands for each in argv):
        return commands[0], list(argv)
    index = _first_word(argv, parser())
    if index is None or argv[index] not in commands:
        return commands[0], list(argv)
    return argv[index], [*argv[:index], *argv[index + 1 :]]


def _first_word(argv: Sequence[str], parser: ArgumentParser) -> int | None:
    valued = {name for action in parser._actions if action.nargs is None for name in action.option_strings}
    index = 0
    while index < len(argv) and argv[index] != "--":
        if not argv[index].startswith("-") or argv[index] == "-":
            return index
        index += 2 if argv[index] in valued else 1
    return None


def refuse_unknown(words: Iterable[str], parser: ArgumentParser) -> None:
    """Refuse what no option and no argument of the command is.

    Raises:
        UsageError: there is such a word; with the nearest option that there is.
    """
    for word in words:
        name = word.partition("=")[0]
        options = [each for action in parser._actions for each in action.option_strings if each.startswith("--")]
        hint = did_you_mean(name, options) if name.startswith("-") else ""
        if name in _OF_FLAKE8:
            raise UsageError(f"there is no option {name}: {_OF_FLAKE8[name]}")
        kind = "option" if name.startswith("-") else "argument"
        raise UsageError(f"there is no {kind} {name}{hint}; see: {parser.prog} --help")


def refuse_misspelt(paths: Sequence[str], commands: Sequence[str]) -> None:
    """Refuse a first path that is no file, and nearly a command.

    Raises:
        UsageError: with the command that was probably meant.
    """
    word = paths[0] if paths else ""
    if word.isascii() and word.replace("-", "").isalpha() and not os.path.lexists(word):
        if word in commands:
            raise UsageError(f"there is no file {word!r}; the command of that name stands before its own options, once")
        if hint := did_you_mean(word, commands):
            raise UsageError(f"there is no file and no command {word!r}{hint}")
