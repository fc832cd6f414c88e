"""From the command line to options: the argparse tree of ``check``, and which command it is."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from qualitygate.cli.flags import Flags, add_configuration, add_flags
from qualitygate.cli.parser import Parser
from qualitygate.cli.shared_flags import add_cache, add_judging, add_reports, add_selection, new_parser
from qualitygate.cli.subcommands import SUBCOMMANDS
from qualitygate.cli.words import refuse_misspelt, refuse_unknown, split_command

CHECK = "check"
#: The commands that know the flags of plugins: they load the configuration that those set.
_WITH_FLAGS = (CHECK, "merge")
#: Words that are commands before any path; without one ``check``, the first of them, is meant.
COMMANDS = (CHECK, *SUBCOMMANDS)

_DESCRIPTION = """\
One gate for code quality: runs every checker, merges what they find into one list, judges it by the team's policy
and writes it in every format that other tools read.

  qualitygate [check] [PATH ...]   check files and directories; "-" reads standard input
  qualitygate merge REPORT...      the reports of all shards (--shard I/N), judged as one run
  qualitygate convert REPORT       a saved json report in other formats, without a new run
  qualitygate baseline ACTION      accept old findings, and work them off
  qualitygate explain CODE         what a rule wants, why, with examples
  qualitygate rules                what can be found, and by which plugin
  qualitygate plugins              what is installed, and where it comes from
  qualitygate config [PATH]        the settings in force, each with the file and line it came from
  qualitygate why PATH:LINE[:CODE] every decision about that line, and the edit that would turn it
  qualitygate audit                the lists of ignored codes, entry by entry: what each hides, and what hides nothing
  qualitygate doctor               is every part of the gate at work? a known-bad sample for each family of rules
  qualitygate suppressions         every comment and entry that silences something, counted, with reason and age
  qualitygate adopt                settings of flake8, pycodestyle, ruff or pylint as ours, and the findings compared
  qualitygate new rule|checker|plugin NAME  the beginning of one, with a test that fails until it is done
  qualitygate install-hook         the gate as git's own pre-commit hook, without a runner of hooks
  qualitygate completion SHELL     what bash, zsh or fish need to complete commands, options and files
  qualitygate cache info|clear     what earlier runs left, and how to be rid of it
  qualitygate lsp                  the language server, for editors
"""

_EPILOG = """\
exit codes: 0 passed, 1 the gate failed, 2 usage or configuration error, 3 incomplete (a checker or report failed),
130 interrupted

examples:
  qualitygate                                   check the project you stand in
  qualitygate --format console --format checkstyle=build/checkstyle.xml src
  qualitygate --select E,W --set gate.fail-on=never old_code/
  qualitygate - --stdin-display-name app/models.py < app/models.py
  qualitygate --diff src; qualitygate --fix src     look at the repairs, then make them
"""


def parse_arguments(argv: Sequence[str], flags: Flags) -> argparse.Namespace:
    """Parse the command line; ``command`` is set on the result.

    ``flags`` is asked only where the command line has an option that is not the core's, or wants help.

    Raises:
        UsageError: it is wrong.
    """
    argv = ["--new=" if each == "--new" else each for each in argv]  # argparse would take the next path for its value
    command, rest = split_command(argv, COMMANDS, _check)
    parser = parser_of(command)
    if command in _WITH_FLAGS:
        add_flags(parser, rest, flags)
    namespace, unknown = parser.parse_known_intermixed_args(rest)
    refuse_unknown(unknown, parser)
    if command == CHECK:
        refuse_misspelt(namespace.paths, COMMANDS)
    namespace.command = command
    return namespace


def parser_of(command: str) -> Parser:
    """Return the parser of one command, without the flags of plugins."""
    return _check() if command == CHECK else SUBCOMMANDS[command]()


def _check() -> Parser:
    parser = new_parser("qualitygate", _DESCRIPTION, _EPILOG)
    parser.add_argument("paths", nargs="*", metavar="PATH", help='files and directories; "-" reads standard input')
    _add_repair(parser.add_argument_group("repair"))
    counting = parser.add_argument_group("what counts")
    add_selection(counting)
    _add_showing(counting)
    reports = parser.add_argument_group("reports")
    add_reports(reports)
    _add_flake8s(reports)
    _add_run(parser.add_argument_group("the run"))
    add_configuration(parser)
    return parser


def _add_repair(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--add-noqa",
        metavar="REASON",
        help="write '# noqa: CODES  REASON' for every open finding; each file is checked again before it is written",
    )
    group.add_argument("--fix", action="store_true", help="make the safe fixes; '-' writes the fixed text to stdout")
    group.add_argument("--unsafe-fixes", action="store_true", help="make the unsafe fixes too; implies --fix")
    group.add_argument(
        "--diff", action="store_true", help="show what --fix would change and change nothing; exit 1 if there is any"
    )


def _add_showing(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--show-files",
        action="store_true",
        help="list what would be checked, and check nothing; with -v, what took each of the others",
    )


def _add_flake8s(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--output-file", default="", metavar="FILE", help="write the report to FILE; short for --format NAME=FILE"
    )
    group.add_argument(
        "--count", action="store_true", help="what it does anyway, on the last line; flake8 has to be told"
    )


def _add_run(group: argparse._ArgumentGroup) -> None:
    add_judging(group)
    group.add_argument("--staged", action="store_true", help="check the git index, not the working tree")
    group.add_argument("--watch", action="store_true", help="check again whenever a file changes, until Ctrl-C")
    group.add_argument("--stdin-display-name", default="stdin", metavar="PATH", help="judge standard input as PATH")
    group.add_argument(
        "--shard", default="", metavar="I/N", help="check one part of the files, the same on every machine; see merge"
    )
    add_cache(group)
