"""``qualitygate completion SHELL``: what a shell needs to complete commands, options and files."""

from __future__ import annotations

import argparse

from qualitygate.cli.args import COMMANDS, parser_of
from qualitygate.cli.parser import Parser


def command(arguments: argparse.Namespace) -> int:
    """Print the script; it is loaded by the shell's own start-up file."""
    print(script(arguments.shell))
    return 0


def script(shell: str) -> str:
    """Return the completion script for a shell that shtab knows."""
    import shtab  # here: no other command needs it

    text: str = shtab.complete(_everything(), shell)
    if shell == "bash":  # without a word of ours that fits, the shell's own completion of files
        text = text.replace("complete -o bashdefault -F", "complete -o bashdefault -o default -F")
    return text


def _everything() -> Parser:
    """Return one parser for all commands; what stands before any of them is ``check``."""
    import shtab  # here: as above

    root = parser_of(COMMANDS[0])
    actions = [action for action in root._actions if action.option_strings]
    for action in actions:
        if action.metavar in ("FILE", "DIR", "NAME[=FILE]", "PATH"):
            kind = shtab.DIRECTORY if action.metavar == "DIR" else shtab.FILE
            action.complete = kind  # type: ignore[attr-defined]  # where shtab looks
    positionals = [action for action in root._actions if not action.option_strings]
    for action in positionals:
        root._remove_action(action)
    commands = root.add_subparsers()
    for name in COMMANDS:
        child = parser_of(name)
        for action in child._actions:
            if not action.option_strings and str(action.metavar).startswith("PATH"):
                action.complete = shtab.FILE  # type: ignore[attr-defined]  # where shtab looks
        commands.add_parser(name, parents=[child], add_help=False, help=(child.description or "").partition("\n")[0])
    return root
