"""The flags that plugins bring, and the options that decide which plugins there are."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterable, Sequence

from qualitygate.api.options import Option
from qualitygate.cli.parser import SETS_KEY, Parser

#: The plugins' options that have flags, loaded as these arguments say.
Flags = Callable[[argparse.Namespace], Iterable[Option]]


def add_configuration(parser: Parser) -> None:
    """Add the options that every command has."""
    group = parser.add_argument_group("configuration")
    group.add_argument("--config", metavar="FILE", help="read this configuration file and no other")
    group.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE", help="set any key: --set gate.fail-on=error"
    )
    group.add_argument("--isolated", action="store_true", help="read no configuration file")
    group.add_argument("--no-plugin", action="append", default=[], metavar="NAME", help="do not load this plugin")
    group.add_argument(
        "--untrusted",
        action="store_true",
        default=None,
        help="run no code of the checked repository: local plugins, tools, reports; implied for a pull request from a"
        " fork, where the CI service says so",
    )
    group.add_argument(
        "--no-untrusted", dest="untrusted", action="store_false", help="run it, whatever the CI service says"
    )
    group.add_argument("--debug", action="store_true", help="show tracebacks and tools' own error output")


def add_flags(parser: Parser, words: Sequence[str], flags: Flags) -> None:
    """Add the plugins' flags where one is used or help is wanted; any other command line is spared loading them."""
    deciding = _deciding(parser, words)
    if deciding is None:
        return
    group = parser.add_argument_group("settings of plugins")
    for option in flags(deciding):
        kind = "N" if isinstance(option.default, int) else "TEXT"
        group.add_argument(f"--{option.key}", **SETS_KEY, metavar=kind, help=option.help)


def _deciding(parser: Parser, words: Sequence[str]) -> argparse.Namespace | None:
    """Return what decides which plugins there are, the named files among it; None where nothing of theirs is used.

    Theirs is an option that nothing else knows, or help, which tells of all.
    """
    if "-h" in words or "--help" in words:
        return _configuring(words)
    known, unknown = parser.parse_known_intermixed_args(list(words))
    if not unknown:
        return None
    deciding = _configuring(words)
    # the value of an option that nothing knows yet looks like a path, and decides nothing where there is no such file
    paths = getattr(known, "paths", [])
    deciding.paths = [path for path in paths if path == "-" or os.path.lexists(path)]
    deciding.stdin_display_name = getattr(known, "stdin_display_name", "")
    return deciding


def _configuring(words: Sequence[str]) -> argparse.Namespace:
    """Return the options that decide which plugins there are."""
    parser = Parser(add_help=False, allow_abbrev=False)
    add_configuration(parser)
    parser.add_argument("--staged", action="store_true")
    return parser.parse_known_args(list(words))[0]
