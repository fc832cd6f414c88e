"""The argparse tree."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from qualitygate import DISTRIBUTION, __version__
from qualitygate.cli.baseline_help import BASELINE_ACTIONS, BASELINE_DESCRIPTION, BASELINE_EPILOG
from qualitygate.cli.flags import Flags, add_configuration, add_flags
from qualitygate.cli.parser import SETS_KEY, HelpFormatter, Parser
from qualitygate.cli.words import refuse_misspelt, refuse_unknown, split_command

#: Words that are commands before any path; without one ``check``, the first of them, is meant.
COMMANDS = (
    "check", "convert", "baseline", "explain", "rules", "plugins", "config", "suppressions", "cache", "why", "audit"
)

_DESCRIPTION = """\
One gate for code quality: runs every checker, merges what they find into one list, judges it by the team's policy
and writes it in every format that other tools read.

  qualitygate [check] [PATH ...]   check files and directories; "-" reads standard input
  qualitygate convert REPORT       a saved json report in other formats, without a new run
  qualitygate baseline ACTION      accept old findings, and work them off
  qualitygate explain CODE         what a rule wants, why, with examples
  qualitygate rules                what can be found, and by which plugin
  qualitygate plugins              what is installed, and where it comes from
  qualitygate config [PATH]        the settings in force, each with the file and line it came from
  qualitygate why PATH:LINE[:CODE] every decision about that line, and the edit that would turn it
  qualitygate audit                the lists of ignored codes, entry by entry: what each hides, and what hides nothing
  qualitygate suppressions         every comment and entry that silences something, counted, with reason and age
  qualitygate cache info|clear     what earlier runs left, and how to be rid of it
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
    parser = _PARSERS[command]()
    if command == "check":
        add_flags(parser, rest, flags)
    namespace, unknown = parser.parse_known_intermixed_args(rest)
    refuse_unknown(unknown, parser)
    if command == "check":
        refuse_misspelt(namespace.paths, COMMANDS)
    namespace.command = command
    return namespace


def _parser(prog: str, description: str, epilog: str = "") -> Parser:
    parser = Parser(
        prog=prog,
        description=description,
        epilog=epilog,
        formatter_class=HelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"{__version__} ({DISTRIBUTION})")
    return parser


def _check() -> Parser:
    parser = _parser("qualitygate", _DESCRIPTION, _EPILOG)
    parser.add_argument("paths", nargs="*", metavar="PATH", help='files and directories; "-" reads standard input')
    _add_repair(parser.add_argument_group("repair"))
    _add_selection(parser.add_argument_group("what counts"))
    _add_reports(parser.add_argument_group("reports"))
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


def _add_selection(group: argparse._ArgumentGroup) -> None:
    for name, text in (
        ("select", "codes or prefixes to report, instead of the configured ones"),
        ("ignore", "codes or prefixes to leave out, instead of the configured ones and the default list"),
        ("extend-select", "more codes to report"),
        ("extend-ignore", "more codes to leave out"),
    ):
        group.add_argument(f"--{name}", **SETS_KEY, metavar="CODES", help=text)
    by_file = "codes to leave out by file: 'tests/*:F811'"
    group.add_argument("--per-file-ignores", **SETS_KEY, metavar="PATTERN:CODES", help=by_file)
    group.add_argument("--no-exclude", action="store_true", help="look at excluded files too")
    group.add_argument(
        "--show-files",
        action="store_true",
        help="list what would be checked, and check nothing; with -v, what took each of the others",
    )


def _add_reports(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--format",
        action="append",
        default=[],
        metavar="NAME[=FILE]",
        help="output format, to standard output or to FILE; repeatable (default: console). auto takes what the CI"
        " service reads on which it runs, and the default anywhere else",
    )
    group.add_argument(
        "--template",
        default="",
        metavar="TEXT",
        help="the line that --format template writes: '{path}:{line}:{column}: {code} {message}'",
    )
    group.add_argument(
        "--absolute-paths",
        action="store_true",
        help="write absolute paths, in the formats whose readers take both; reports for code hosts stay relative",
    )
    group.add_argument("--include-silenced", action="store_true", help="sarif: write what is not open too, marked")
    group.add_argument("--show-source", action="store_true", help="show each line with a caret under the finding")
    group.add_argument("--statistics", action="store_true", help="count the findings of each code")
    group.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="(default: auto)")
    group.add_argument("-q", "--quiet", action="count", default=0, help="findings only; twice: the verdict only")
    group.add_argument("-v", "--verbose", action="count", default=0, help="say more about what was skipped and why")


def _add_run(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--new",
        metavar="[=REV]",
        help="fail only on findings that git revision REV does not have (default: where the work left the main branch)",
    )
    group.add_argument("--staged", action="store_true", help="check the git index, not the working tree")
    group.add_argument("--stdin-display-name", default="stdin", metavar="PATH", help="judge standard input as PATH")
    group.add_argument(
        "--stage",
        action="append",
        default=[],
        metavar="NAME",
        help="run only this stage of gate.stages: its number, or a checker in it; repeatable",
    )
    group.add_argument("--exit-zero", action="store_true", help="exit 0 although the gate failed (not on exit 2 or 3)")
    group.add_argument("--allow-empty", action="store_true", help="pass although there is nothing to check")
    _add_workers(group)
    _add_cache(group)
    group.add_argument("--profile", action="store_true", help="tell where the time went, on standard error")


def _add_workers(group: argparse._ActionsContainer) -> None:
    group.add_argument("-j", "--jobs", default="auto", metavar="N", help="worker processes (default: auto, one a core)")
    group.add_argument(
        "--executor", choices=("auto", "serial", "fork", "spawn"), default="auto", help="how workers are started"
    )


def _add_cache(group: argparse._ArgumentGroup | Parser) -> None:
    group.add_argument("--no-cache", action="store_true", help="use no results of earlier runs, and leave none")
    _add_cache_directory(group)


def _add_cache_directory(group: argparse._ArgumentGroup | Parser) -> None:
    group.add_argument(
        "--cache-dir", metavar="DIR", help="keep results here, for a CI cache (default: the user's cache directory)"
    )


def _convert() -> Parser:
    parser = _parser(
        "qualitygate convert",
        "Write a report that --format json saved in other formats, without a new run. Source lines are read again\n"
        "from the files, where those still have as many lines as they had.",
        "exit codes: 0 written (whatever the gate decided), 2 usage or a report that cannot be read, 3 not written\n",
    )
    parser.add_argument("report", metavar="REPORT", help='what --format json=REPORT wrote; "-" reads standard input')
    _add_reports(parser.add_argument_group("reports"))
    add_configuration(parser)
    return parser


def _baseline() -> Parser:
    parser = _parser("qualitygate baseline", BASELINE_DESCRIPTION, BASELINE_EPILOG)
    actions = ", ".join(BASELINE_ACTIONS)
    parser.add_argument("action", nargs="?", choices=BASELINE_ACTIONS, metavar="ACTION", help=actions)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and directories (default: all); see ACTION")
    parser.add_argument("--code", action="append", default=[], metavar="CODE", help="only these codes or prefixes")
    parser.add_argument("--reason", default="", metavar="TEXT", help="accept: why; kept in the file and in reports")
    _add_workers(parser)
    _add_cache(parser)
    add_configuration(parser)
    return parser


def _explain() -> Parser:
    parser = _parser("qualitygate explain", "What a rule wants, why, with a bad and a good example.")
    parser.add_argument("codes", nargs="+", metavar="CODE", help="a code, a prefix, or a rule's name")
    add_configuration(parser)
    return parser


def _rules() -> Parser:
    parser = _parser("qualitygate rules", "What can be found: every code, its name, plugin and whether it is selected.")
    parser.add_argument("prefixes", nargs="*", metavar="PREFIX", help="only codes that start like this")
    add_configuration(parser)
    return parser


def _plugins() -> Parser:
    parser = _parser("qualitygate plugins", "What is installed, and where it comes from.")
    add_configuration(parser)
    return parser


def _config() -> Parser:
    parser = _parser("qualitygate config", "The settings in force for a path, each with its file and line.")
    parser.add_argument("path", nargs="?", default="", metavar="PATH", help="a file or directory (default: the root)")
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of the configuration instead")
    add_configuration(parser)
    return parser


def _cache() -> Parser:
    parser = _parser(
        "qualitygate cache",
        "What earlier runs left for the next ones: how much and where (info), or away with it (clear). Nothing is\n"
        "lost but time.",
    )
    parser.add_argument("action", choices=("info", "clear"))
    _add_cache_directory(parser)
    add_configuration(parser)
    return parser


def _suppressions() -> Parser:
    parser = _parser(
        "qualitygate suppressions",
        "The ledger: every comment that silences something, of this gate or of another tool, and every entry of\n"
        "ignore, per-file-ignores, exclude and the baseline, by code, with its reason and its age. Nothing is checked.",
        "exit codes: 0 written, 2 usage or configuration error\n",
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and directories (default: the project)")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="(default: text)")
    parser.add_argument("--no-age", action="store_true", help="do not ask git when each line was written")
    parser.add_argument("--no-exclude", action="store_true", help="look at excluded files too")
    parser.add_argument("-q", "--quiet", action="store_true", help="the totals only")
    add_configuration(parser)
    return parser


def _why() -> Parser:
    parser = _parser(
        "qualitygate why",
        "Every decision about a line, in order: how the file was found, which settings hold, which list counts or "
        "ignores\n"
        "each code, what silences it, what the gate makes of it; and the smallest edit that would turn the last one.",
        "examples:\n  qualitygate why app/models.py:14\n  qualitygate why app/models.py:14:E501\n"
        "  qualitygate why app/migrations/0001_initial.py      the file alone\n\n"
        "exit codes: 0 said, 2 usage or configuration error\n",
    )
    parser.add_argument("place", metavar="PATH:LINE[:CODE]", help="a place as reports have it; a file alone will do")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="(default: text)")
    parser.add_argument("--new", metavar="[=REV]", help="as check has it: is it new against this git revision?")
    add_configuration(parser)
    return parser


def _audit() -> Parser:
    parser = _parser(
        "qualitygate audit",
        "Check as if every code counted, and tell entry by entry what ignore, extend-ignore and per-file-ignores "
        "hide,\n"
        "how much of it a fix would remove, which entries hide nothing, and which code costs least to switch on.",
        "exit codes: 0 said, 2 usage or configuration error, 3 something could not be looked at\n",
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and directories (default: the project)")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="(default: text)")
    _add_workers(parser)
    add_configuration(parser)
    return parser


_PARSERS = {
    "check": _check,
    "convert": _convert,
    "baseline": _baseline,
    "explain": _explain,
    "rules": _rules,
    "plugins": _plugins,
    "config": _config,
    "cache": _cache,
    "suppressions": _suppressions,
    "why": _why,
    "audit": _audit,
}
