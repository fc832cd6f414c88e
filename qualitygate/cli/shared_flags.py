"""Flags that more than one command has."""

from __future__ import annotations

import argparse

from qualitygate import DISTRIBUTION, __version__
from qualitygate.cli.parser import SETS_KEY, HelpFormatter, Parser, sets_key_to


def new_parser(prog: str, description: str, epilog: str = "") -> Parser:
    """Return a parser that knows ``--version`` and prints its help as it is written."""
    parser = Parser(
        prog=prog,
        description=description,
        epilog=epilog,
        formatter_class=HelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"{__version__} ({DISTRIBUTION})")
    return parser


def add_selection(group: argparse._ArgumentGroup) -> None:
    """Add which codes and files count, of what ``check`` and ``merge`` look at."""
    for name, text in (
        ("select", "codes or prefixes to report, instead of the configured ones"),
        ("ignore", "codes or prefixes to leave out, instead of the configured ones and the default list"),
        ("extend-select", "more codes to report"),
        ("extend-ignore", "more codes to leave out"),
    ):
        group.add_argument(f"--{name}", **SETS_KEY, metavar="CODES", help=text)
    by_file = "codes to leave out by file: 'tests/*:F811'"
    group.add_argument("--per-file-ignores", **SETS_KEY, metavar="PATTERN:CODES", help=by_file)
    for name, text in (("exclude", "instead of the configured ones"), ("extend-exclude", "beside the configured ones")):
        group.add_argument(f"--{name}", **SETS_KEY, metavar="PATTERNS", help=f"leave these files alone, {text}")
    group.add_argument("--no-exclude", action="store_true", help="look at excluded files too")
    group.add_argument("--disable-noqa", **sets_key_to("noqa", "off"), help="let no noqa comment silence anything")


def add_judging(group: argparse._ArgumentGroup) -> None:
    """Add what ``check`` and ``merge`` judge by, and who works on it."""
    group.add_argument(
        "--new",
        metavar="[=REV]",
        help="fail only on findings that git revision REV does not have (default: where the work left the main branch)",
    )
    group.add_argument("--safe", action="store_true", help='run no tool that does not promise effects = "read"')
    group.add_argument(
        "--stage",
        action="append",
        default=[],
        metavar="NAME",
        help="run only this stage of gate.stages: its number, or a checker in it; repeatable",
    )
    group.add_argument("--exit-zero", action="store_true", help="exit 0 although the gate failed (not on exit 2 or 3)")
    group.add_argument("--allow-empty", action="store_true", help="pass although there is nothing to check")
    add_workers(group)
    group.add_argument("--profile", action="store_true", help="tell where the time went, on standard error")


def add_reports(group: argparse._ArgumentGroup) -> None:
    """Add what ``check`` and ``convert`` share: which reports, and how they look."""
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
    group.add_argument(
        "--show-source",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="show each line with a caret under the finding (default: the key show-source; on a terminal)",
    )
    group.add_argument("--statistics", action="store_true", help="count the findings of each code")
    group.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="(default: auto)")
    group.add_argument("-q", "--quiet", action="count", default=0, help="findings only; twice: the verdict only")
    group.add_argument("-v", "--verbose", action="count", default=0, help="say more about what was skipped and why")


def add_workers(group: argparse._ActionsContainer) -> None:
    """Add how many workers there are, and how they are started."""
    group.add_argument("-j", "--jobs", default="auto", metavar="N", help="worker processes (default: auto, one a core)")
    group.add_argument(
        "--executor",
        default="auto",
        metavar="NAME[=ADDRESS]",
        help="how workers are started: auto, serial, fork, spawn; or where else they are, by an executor of a plugin's,"
        " dask for one (docs/scale.md)",
    )


def add_cache(group: argparse._ArgumentGroup | Parser) -> None:
    """Add whether earlier runs count, and where they left what they know."""
    group.add_argument("--no-cache", action="store_true", help="use no results of earlier runs, and leave none")
    add_cache_directory(group)


def add_cache_directory(group: argparse._ArgumentGroup | Parser) -> None:
    """Add where it lies."""
    group.add_argument(
        "--cache-dir", metavar="DIR", help="keep results here, for a CI cache (default: the user's cache directory)"
    )
