"""The argparse trees of all commands but ``check``."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qualitygate.cli.baseline_help import BASELINE_ACTIONS, BASELINE_DESCRIPTION, BASELINE_EPILOG
from qualitygate.cli.flags import add_configuration
from qualitygate.cli.parser import Parser
from qualitygate.cli.shared_flags import (
    add_cache,
    add_cache_directory,
    add_judging,
    add_reports,
    add_selection,
    add_workers,
    new_parser,
)


def _convert() -> Parser:
    parser = new_parser(
        "qualitygate convert",
        "Write a report that --format json saved in other formats, without a new run. Source lines are read again\n"
        "from the files, where those still have as many lines as they had.",
        "exit codes: 0 written (whatever the gate decided), 2 usage or a report that cannot be read, 3 not written\n",
    )
    parser.add_argument("report", metavar="REPORT", help='what --format json=REPORT wrote; "-" reads standard input')
    add_reports(parser.add_argument_group("reports"))
    add_configuration(parser)
    return parser


def _merge() -> Parser:
    parser = new_parser(
        "qualitygate merge",
        "Judge what all shards found as one run would: run it in a checkout of what they checked, with their options.\n"
        "No file is checked again; tools and other project checkers run here, once.",
        "examples:\n  qualitygate --shard 1/2 --output-file shard-1.jsonl      on one machine\n"
        "  qualitygate --shard 2/2 --output-file shard-2.jsonl      on another one\n"
        "  qualitygate merge shard-1.jsonl shard-2.jsonl --format console --format json=report.json\n\n"
        "exit codes: those of a whole run; 3 too where a shard is missing, there twice, damaged, or of another\n"
        "version, environment, configuration or revision, each said with its name\n",
    )
    parser.add_argument("reports", nargs="+", metavar="REPORT", help="what --shard I/N wrote, of every shard")
    parser.add_argument(
        "--path",
        action="append",
        default=[],
        dest="paths",
        metavar="PATH",
        help="a file or directory that the shards were given; repeatable (default: none was)",
    )
    add_selection(parser.add_argument_group("what counts"))
    add_reports(parser.add_argument_group("reports"))
    add_judging(parser.add_argument_group("the run"))
    add_configuration(parser)
    return parser


def _baseline() -> Parser:
    parser = new_parser("qualitygate baseline", BASELINE_DESCRIPTION, BASELINE_EPILOG)
    actions = ", ".join(BASELINE_ACTIONS)
    parser.add_argument("action", nargs="?", choices=BASELINE_ACTIONS, metavar="ACTION", help=actions)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and directories (default: all); see ACTION")
    parser.add_argument("--code", action="append", default=[], metavar="CODE", help="only these codes or prefixes")
    parser.add_argument("--reason", default="", metavar="TEXT", help="accept: why; kept in the file and in reports")
    add_workers(parser)
    add_cache(parser)
    add_configuration(parser)
    return parser


def _explain() -> Parser:
    parser = new_parser("qualitygate explain", "What a rule wants, why, with a bad and a good example.")
    parser.add_argument("codes", nargs="+", metavar="CODE", help="a code, a prefix, or a rule's name")
    add_configuration(parser)
    return parser


def _rules() -> Parser:
    parser = new_parser(
        "qualitygate rules", "What can be found: every code, its name, plugin and whether it is selected."
    )
    parser.add_argument("prefixes", nargs="*", metavar="PREFIX", help="only codes that start like this")
    parser.add_argument("--test", action="store_true", help="try the examples of each rule: bad is found, good is not")
    add_configuration(parser)
    return parser


def _plugins() -> Parser:
    parser = new_parser("qualitygate plugins", "What is installed, and where it comes from.")
    add_configuration(parser)
    return parser


def _config() -> Parser:
    parser = new_parser("qualitygate config", "The settings in force for a path, each with its file and line.")
    parser.add_argument("path", nargs="?", default="", metavar="PATH", help="a file or directory (default: the root)")
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of the configuration instead")
    add_configuration(parser)
    return parser


def _cache() -> Parser:
    parser = new_parser(
        "qualitygate cache",
        "What earlier runs left for the next ones: how much and where (info), or away with it (clear). Nothing is\n"
        "lost but time. read-key prints the key for machines that only read what others share (docs/cache.md).",
    )
    parser.add_argument("action", choices=("info", "clear", "read-key"))
    add_cache_directory(parser)
    add_configuration(parser)
    return parser


def _suppressions() -> Parser:
    parser = new_parser(
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
    parser = new_parser(
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
    parser = new_parser(
        "qualitygate audit",
        "Check as if every code counted, and tell entry by entry what ignore, extend-ignore and per-file-ignores "
        "hide,\n"
        "how much of it a fix would remove, which entries hide nothing, and which code costs least to switch on.",
        "exit codes: 0 said, 2 usage or configuration error, 3 something could not be looked at\n",
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and directories (default: the project)")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="(default: text)")
    add_workers(parser)
    add_configuration(parser)
    return parser


def _adopt() -> Parser:
    parser = new_parser(
        "qualitygate adopt",
        "Write the settings of flake8, pycodestyle or pep8, or what those of ruff or pylint share with ours, as\n"
        "[tool.qualitygate] into the pyproject.toml beside them or else a qualitygate.toml. Files are read, and calls "
        "in\n"
        "hooks, CI files and scripts. Then check under the old and the new, run the old program, and tell how the "
        "findings\n"
        "differ.",
        "exit codes: 0 the findings are the same, or each difference has a reason, 1 they differ, 2 usage or "
        "configuration\n"
        "error, 3 something could not be looked at\n",
    )
    parser.add_argument("--dry-run", action="store_true", help="show what would be written, as a diff, and stop")
    parser.add_argument("--force", action="store_true", help="write a file with changes that are not committed, too")
    parser.add_argument(
        "--from",
        dest="source",
        choices=("flake8", "ruff", "pylint"),
        default="",
        help="whose settings (default: the first of these that is told something)",
    )
    parser.add_argument(
        "--baseline", action="store_true", help="accept what is found today, where there is no baseline"
    )
    parser.add_argument("--hook", action="store_true", help="write a .pre-commit-config.yaml, where there is none")
    parser.add_argument(
        "--ci", choices=("github", "gitlab", "jenkins"), help="write the service's file, where there is none"
    )
    add_workers(parser)
    add_configuration(parser)
    return parser


def _new() -> Parser:
    parser = new_parser(
        "qualitygate new",
        "Begin a rule (one pattern, a class with its examples), a checker (several codes, or a whole file at once) or\n"
        "a plugin (a package with rules, for several projects), with a test that fails until it is done. A rule and a\n"
        "checker go into tools/rules, and their file into 'plugins' of the configuration. No file is overwritten.",
        "examples:\n  qualitygate new rule sleep-call\n  qualitygate new rule sleep-call --code SHOP101\n"
        "  qualitygate new plugin acme-rules\n"
        "  qualitygate new rule sleep-call --to acme-rules     in that package\n\n"
        "exit codes: 0 written, 2 usage or configuration error, or something is there already: nothing is written\n",
    )
    parser.add_argument("what", choices=("rule", "checker", "plugin"), metavar="WHAT", help="rule, checker or plugin")
    parser.add_argument("name", metavar="NAME", help="names the pattern, not the cure: sleep-call")
    parser.add_argument("--code", default="", metavar="CODE", help="(default: the project's next, or TEAM101)")
    parser.add_argument(
        "--to", default="", metavar="DIR", help="a directory, or a package of rules (default: tools/rules; plugin: .)"
    )
    add_configuration(parser)
    return parser


def _lsp() -> Parser:
    parser = new_parser(
        "qualitygate lsp",
        "The language server: what the gate says, in the editor, while you type. Editors start it; docs/editors tells\n"
        "how each of them is set up. It speaks on standard input and output.",
        "exit codes: 0 the client ended the session, 1 the client went away, 2 usage\n",
    )
    parser.add_argument("--stdio", action="store_true", help="what it does anyway; some clients insist on saying it")
    parser.add_argument(
        "--tcp", type=int, metavar="PORT", help="listen on this port of this machine instead, for one client; 0: any"
    )
    parser.add_argument("--log", default="", metavar="FILE", help="write every message to FILE")
    return parser


def _doctor() -> Parser:
    parser = new_parser(
        "qualitygate doctor",
        "Is every part of the gate at work? Versions, installation, configuration, files, plugins, a known-bad sample "
        "for\n"
        "each family of rules pushed through the settings of the project, tools, cache and git.",
        "exit codes: 0 everything is at work, 3 something is ill\n",
    )
    parser.add_argument("--json", action="store_true", help="for a bug report: without the names of your directories")
    parser.add_argument("-v", "--verbose", action="count", default=0, help="say cures of what is only a note, too")
    add_configuration(parser)
    return parser


def _install_hook() -> Parser:
    parser = new_parser(
        "qualitygate install-hook",
        "Write git's pre-commit hook of this repository, without a runner of hooks: every commit is judged by what is\n"
        "staged, and only findings stop it that the last commit has not. A hook that is there already stays.",
        "exit codes: 0 done, 2 there is another hook, or no repository, 3 it could not be written\n",
    )
    parser.add_argument("--fix", action="store_true", help="let the hook make the safe fixes in what is staged")
    parser.add_argument("--uninstall", action="store_true", help="take the hook away, if it is ours")
    parser.add_argument("--debug", action="store_true", help="show tracebacks")
    return parser


def _completion() -> Parser:
    parser = new_parser(
        "qualitygate completion",
        "What a shell needs to complete commands, options and files.",
        "examples:\n  qualitygate completion bash > ~/.local/share/bash-completion/completions/qualitygate\n"
        '  qualitygate completion zsh > "${fpath[1]}/_qualitygate"\n'
        "  qualitygate completion fish > ~/.config/fish/completions/qualitygate.fish\n",
    )
    parser.add_argument("shell", choices=("bash", "zsh", "fish"))
    return parser


#: Each command with what makes its parser.
SUBCOMMANDS: Mapping[str, Callable[[], Parser]] = {
    "merge": _merge,
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
    "adopt": _adopt,
    "doctor": _doctor,
    "new": _new,
    "install-hook": _install_hook,
    "completion": _completion,
    "lsp": _lsp,
}
