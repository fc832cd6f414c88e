"""Every key that configuration may have: the core's own, and those that plugins declared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qualitygate.api.options import Option
from qualitygate.model.replacement import replace
from qualitygate.model.selection import Selection

#: The schema version this qualitygate reads.
VERSION = 1

#: flake8 7.5's list (``defaults.EXCLUDE``) and the directories that tools of today leave behind.
DEFAULT_EXCLUDE = (
    *(".svn", "CVS", ".bzr", ".hg", ".git", "__pycache__", ".tox", ".nox", ".eggs", "*.egg"),
    *("node_modules", ".venv", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"),
)

CONDITIONS = "gate.conditions"

#: The core's keys with a type that :class:`Option` can say; ``config`` shows them in this order.
CORE = (
    Option("version", VERSION, "the version of this schema", minimum=1),
    Option("root", False, "files in directories above are not read"),
    Option("profile", "", "a named set of settings to start from"),
    Option("extends", "", "an old file of flake8's, read under this one; '' = none, and that is meant"),
    Option("select", (), "code prefixes that are reported; default: what the plugins name"),
    Option("ignore", (), "code prefixes that are not; replaces the default list, which the plugins name"),
    Option("extend-select", (), "code prefixes added to select"),
    Option("extend-ignore", (), "code prefixes added to ignore, the default list included"),
    Option("exclude", DEFAULT_EXCLUDE, "path patterns left alone; replaces the default list"),
    Option("extend-exclude", (), "path patterns added to exclude"),
    Option("respect-gitignore", True, "leave alone what git ignores"),
    Option("max-file-size", 10_000_000, "bytes; a larger file is E902", minimum=1),
    Option("cache", True, "keep results of files, and use them again while nothing has changed"),
    Option("cache-dir", "", "directory for the results, relative to the root; default: the user's cache directory"),
    Option("cache-remote", "", "URL of a server by which machines with a key share results; '' = none"),
    Option("noqa", "strict", "silence what is written, or what flake8 would", choices=("strict", "flake8", "off")),
    Option("external", (), "code prefixes of other tools, which a noqa may name"),
    Option("tool-comments", (), "beginnings of comments that tools of yours read: a fix leaves them where they are"),
    Option("plugins", (), "plugins of the project's own: Python files, and flake8's as 'ABC = ./checks.py:Check'"),
    Option("disable-plugins", (), "names of installed plugins that are not loaded"),
    Option("require-plugins", (), "distributions that must be installed, as in a requirements file"),
    Option(
        "show-source",
        "auto",
        "lines of code with carets under findings: auto = on a terminal",
        choices=("auto", "always", "never"),
    ),
    Option(
        "gate.fail-on",
        "warning",
        "the least severity that fails the gate",
        choices=("note", "warning", "error", "never"),
    ),
    Option("baseline.file", ".qualitygate-baseline.jsonl", "accepted old findings, relative to the root; '' = none"),
    Option("baseline.never", ("E9",), "code prefixes that a baseline cannot accept"),
    Option("gate.min-files", 0, "fewer files in a run over the whole project are no pass", minimum=0),
    Option("gate.require", (), "checkers that must have looked at something in such a run"),
    Option(CONDITIONS, (), "limits that must hold beside: 'errors == 0', 'E501 <= 120'"),
)

#: Keys whose value is a table or an array of tables, with a reader of their own each.
PER_FILE_IGNORES, OVERRIDES, STAGES, FILE_KINDS = "per-file-ignores", "overrides", "gate.stages", "kinds"
#: Those of them whose value is one entry, as other keys' are.
STRUCTURED = (STAGES, FILE_KINDS)
CODE_LISTS = frozenset({"select", "ignore", "extend-select", "extend-ignore", "baseline.never"})
#: Lists whose entries must look like codes.
CODES = CODE_LISTS | {"external"}
PATTERN_LISTS = frozenset({"exclude", "extend-exclude"})
#: An override's or a file's list adds to the one of the layer it refines.
EXTENDING = frozenset({"extend-select", "extend-ignore", "extend-exclude"})
#: Decided once per run, by the root configuration.
RUN_KEYS = frozenset(
    {
        *("cache", "cache-dir", "cache-remote", "plugins", "disable-plugins", "require-plugins"),
        *("gate.fail-on", CONDITIONS, STAGES),
        *("baseline.file", "baseline.never", "gate.min-files", "gate.require", "show-source"),
    }
)
PLUGIN_KEYS = frozenset({"plugins", "disable-plugins", "require-plugins"})
#: A profile is the floor that a root configuration stands on, not a root configuration.
NOT_IN_PROFILES = frozenset({"root", "profile", "extends", *PLUGIN_KEYS})
_CORE_IN_OVERRIDES = frozenset({*CODES, "noqa", "tool-comments"}) - RUN_KEYS


class Keys:
    """The keys known in one run. Without plugins' options only the core's."""

    def __init__(self, options: Iterable[Option] = (), defaults: Selection = Selection()) -> None:
        lists = {"select": defaults.default_select, "ignore": defaults.default_ignore}
        core = (replace(option, default=lists.get(option.key, option.default)) for option in CORE)
        self.plugin_options = {option.key: option for option in options}
        self._options = {**{option.key: option for option in core}, **self.plugin_options}
        self.tables = {key.rpartition(".")[0] for key in self.names()} - {""}  #: names of the tables they stand in

    def __iter__(self) -> Iterator[Option]:
        return iter(self._options.values())

    def option(self, key: str) -> Option | None:
        """Return the typed key, core's or plugin's; None when it is unknown or has a reader of its own."""
        return self._options.get(key)

    def names(self) -> list[str]:
        """Return every key, dotted."""
        return [*self._options, PER_FILE_IGNORES, OVERRIDES, STAGES, FILE_KINDS]

    def is_table(self, key: str) -> bool:
        """Do known keys stand in a table of this name?"""
        return key in self.tables

    def is_common_table(self, key: str) -> bool:
        """Is it a table that several plugins have in common, so that one which is not loaded may know more of it?"""
        return any(option.is_optional and name.startswith(f"{key}.") for name, option in self.plugin_options.items())

    def is_allowed_in_overrides(self, key: str) -> bool:
        """May an ``[[overrides]]`` table set this key?"""
        option = self.plugin_options.get(key)
        return key in _CORE_IN_OVERRIDES or (option is not None and not option.is_once)

    @property
    def once(self) -> list[str]:
        """The plugins' keys that are decided once per run, sorted."""
        return sorted(key for key, option in self.plugin_options.items() if option.is_once)

    def nearest(self, key: str, *, among: Iterable[str] | None = None) -> str | None:
        """Return the known key that ``key`` most likely means."""
        from difflib import get_close_matches  # 3 ms, needed only for a mistake

        names = {*self.names(), *self.tables} if among is None else set(among)
        if (spelled := key.replace("_", "-").lower()) in names:
            return spelled
        close = get_close_matches(spelled, sorted(names), n=1)
        return close[0] if close else None
