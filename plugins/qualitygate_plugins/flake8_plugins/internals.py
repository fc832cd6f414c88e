"""All that is flake8's own and not promised to anybody: read in 7.1.0 and 7.5.0, tested with the oldest and newest.

Used are the option manager and the aggregator (a plugin's options and their values), ``FileProcessor`` (what a plugin
may ask for), ``FileChecker`` (the order of calls, and what becomes of their answers), and the finder's two types.
"""

from __future__ import annotations

import argparse
import ast
import tokenize
from collections.abc import Generator, Iterable, Iterator, Sequence
from configparser import RawConfigParser
from importlib.metadata import EntryPoint

from flake8.checker import FileChecker
from flake8.defaults import VALID_CODE_PREFIX
from flake8.exceptions import PluginExecutionFailed
from flake8.main.options import register_default_options, stage1_arg_parser
from flake8.options.aggregator import aggregate_options
from flake8.options.manager import Option, OptionManager
from flake8.plugins.finder import Checkers, LoadedPlugin, Plugin, _parameters_for
from flake8.processor import FileProcessor
from msgspec import Struct

from qualitygate.api import ForeignPlugin, OptionValue, Source
from qualitygate_plugins.flake8_plugins.local_modules import imported_files, load, make_importable
from qualitygate_plugins.flake8_plugins.options import Declared, Said
from qualitygate_plugins.flake8_plugins.trees import files_of, may_edit

#: Code, 1-based line, 0-based column, text.
Result = tuple[str, int, int, str]
_GROUP = "flake8.extension"
#: What a plugin may raise that is its own fault, and no interrupt of the user's.
FAULTS = (Exception, SystemExit, GeneratorExit)
#: Where a plugin class or function keeps what it was told last, for what it keeps of it is the class's too.
_TOLD = "_qualitygate_told"


class Check(Struct, frozen=True):
    """One entry point, loaded."""

    plugin: LoadedPlugin

    @property
    def kind(self) -> str:
        """Which of flake8's three kinds it is, by what it asks for, in flake8's order."""
        for kind in ("tree", "logical_line", "physical_line"):
            if kind in self.plugin.parameters:
                return kind
        name = self.plugin.entry_name
        raise TypeError(f"{name}: expected one of tree, logical_line and physical_line as a parameter")


class Distribution:
    """One distribution: its checks, and what they declare."""

    def __init__(self, foreign: ForeignPlugin) -> None:
        """Import it.

        Raises:
            Exception: whatever that raises; TypeError and ValueError for what flake8 would refuse.
        """
        self.checks = tuple(_load(foreign, name, value) for name, value in foreign.entries)
        objects = [check.plugin.obj for check in self.checks]
        self.edits_trees = may_edit(imported_files() if foreign.is_local else files_of(objects))
        self.declared: tuple[Declared, ...] = ()  #: the options that flake8 reads from files
        self.select: tuple[str, ...] = ()  #: what it extends flake8's default selection by
        self.ignore: tuple[str, ...] = ()  #: the same of the default ignore list

    @property
    def is_off_by_default(self) -> bool:
        """Is there a check that runs only where it is enabled?"""
        return any(getattr(check.plugin.obj, "off_by_default", False) for check in self.checks)

    def active(self, enabled: tuple[str, ...]) -> list[Check]:
        """Return the checks that run."""
        return [
            check
            for check in self.checks
            if not getattr(check.plugin.obj, "off_by_default", False) or check.plugin.entry_name in enabled
        ]

    def declare(self, manager: OptionManager) -> None:
        """Let its checks declare their options.

        Raises:
            Exception: whatever they raise.
        """
        before = len(manager.options), len(manager.extended_default_select), len(manager.extended_default_ignore)
        for check in self.checks:
            add_options = getattr(check.plugin.obj, "add_options", None)
            if add_options is not None:
                add_options(manager)
            manager.extend_default_select([check.plugin.entry_name])
        self.declared = tuple(_declared(option) for option in manager.options[before[0] :] if option.config_name)
        self.select = tuple(dict.fromkeys(manager.extended_default_select[before[1] :]))
        self.ignore = tuple(dict.fromkeys(manager.extended_default_ignore[before[2] :]))


class Group:
    """All distributions, which have the options in common: some read those of others."""

    def __init__(self, foreign: Iterable[ForeignPlugin]) -> None:
        """Import all, and then let all declare their options: the order of flake8, and some look who else is there."""
        self._failed: dict[str, BaseException] = {}
        self._loaded: dict[str, Distribution] = {}
        found = tuple(foreign)
        make_importable(path for each in found for path in each.paths)
        for each in sorted(found, key=lambda each: "local" if each.is_local else each.distribution):
            try:
                self._loaded[each.name] = Distribution(each)
            except FAULTS as error:  # the others go on; it is raised again where its checker is wanted
                self._failed[each.name] = error
        self._manager()
        self._last: tuple[Said, str, argparse.Namespace, OptionManager] | None = None

    def distribution(self, name: str) -> Distribution:
        """Return one of them.

        Raises:
            Exception: what its import raised, or its declaration of options.
        """
        if name in self._failed:
            raise self._failed[name]
        return self._loaded[name]

    def tell(self, distribution: Distribution, said: Said, root: str) -> argparse.Namespace:
        """Return the options, and tell them to each of its checks that was told others last.

        They are kept on classes and in modules, of which a process has one, and settings differ from file to file.
        """
        options, manager = self._options(said, root)
        for check in distribution.checks:
            obj = check.plugin.obj
            parse = getattr(obj, "parse_options", None)
            if parse is None or getattr(obj, _TOLD, None) == (said, root):
                continue
            try:
                parse(manager, options, options.filenames)
            except TypeError:
                parse(options)
            setattr(obj, _TOLD, (said, root))
        return options

    def _options(self, said: Said, root: str) -> tuple[argparse.Namespace, OptionManager]:
        """Return the options as flake8 would have them after reading a file in ``root``."""
        if self._last is None or self._last[:2] != (said, root):
            manager = self._manager(defaults=True)
            file = RawConfigParser()
            file.read_dict({"flake8": dict(said.own)})
            options = aggregate_options(manager, file, root, [])
            self._last = said, root, _with_ours(options, said), manager
        return self._last[2:]

    def _manager(self, *, defaults: bool = False) -> OptionManager:
        """Return a manager with the options of all, and with flake8's own."""
        parents = [stage1_arg_parser()] if defaults else []
        manager = OptionManager(version="", plugin_versions="", parents=parents, formatter_names=["default"])
        manager.parser.conflict_handler = "resolve"  # two that declare one option: flake8 would not start
        if defaults:
            register_default_options(manager)
        for name, distribution in list(self._loaded.items()):
            try:
                distribution.declare(manager)
            except FAULTS as error:  # the same
                self._failed[name] = error
                del self._loaded[name]
        return manager


def results(
    source: Source, tree: ast.Module, checks: Sequence[Check], options: argparse.Namespace
) -> Iterator[Result]:
    """Yield what the checks find in a source that parses.

    Raises:
        Exception: what one of them raises.
    """
    by_kind: dict[str, list[LoadedPlugin]] = {"tree": [], "logical_line": [], "physical_line": []}
    for check in checks:
        by_kind[check.kind].append(check.plugin)
    checker = _FileChecker(_Processor(source, tree, options), Checkers(**by_kind), options)
    try:
        if by_kind["tree"]:
            checker.run_ast_checks()
        if by_kind["logical_line"] or by_kind["physical_line"]:
            checker.process_tokens()
    except PluginExecutionFailed as error:
        raise error.original_exception from error
    except (tokenize.TokenError, SyntaxError):
        if source.token_error is None:
            raise  # else it is E902, which is reported elsewhere
    yield from checker.found


class _Processor(FileProcessor):  # type: ignore[misc]  # flake8 has no types
    """What a plugin may ask for, from a source that is tokenised and parsed once."""

    def __init__(self, source: Source, tree: ast.Module, options: argparse.Namespace) -> None:
        self._source = source
        self._tree = tree
        super().__init__(source.path, options, lines=list(source.lines))

    @property
    def file_tokens(self) -> list[tokenize.TokenInfo]:
        """All tokens of the file."""
        if self._source.token_error is not None:
            raise self._source.token_error
        return list(self._source.tokens)

    def generate_tokens(self) -> Generator[tokenize.TokenInfo, None, None]:
        """Yield the tokens, and be at the line that a tokenizer would have read by then."""
        for token in self._source.tokens:
            while self.line_number < min(token.end[0], self.total_lines):
                self.next_line()
            if token.start[0] > self.total_lines:
                return
            self.tokens.append(token)
            yield token
        if self._source.token_error is not None:
            raise self._source.token_error

    def build_ast(self) -> ast.Module:
        """Return the tree."""
        return self._tree

    def should_ignore_file(self) -> bool:
        """Say no: comments are judged by the gate."""
        return False


class _FileChecker(FileChecker):  # type: ignore[misc]  # flake8 has no types
    """The order of calls; findings are kept as they come."""

    def __init__(self, made: _Processor, plugins: Checkers, options: argparse.Namespace) -> None:
        self._made = made
        self.found: list[Result] = []
        super().__init__(filename=made.filename, plugins=plugins, options=options)

    def _make_processor(self) -> FileProcessor:
        return self._made

    def report(self, error_code: str | None, line_number: int, column: int, text: str) -> str:
        """Keep a finding, without the search for its comment that flake8 makes here."""
        if error_code is None:
            error_code, text = text.split(" ", 1)
        self.found.append((error_code, line_number, column or 0, text))
        return error_code


def _load(foreign: ForeignPlugin, name: str, value: str) -> Check:
    if not VALID_CODE_PREFIX.match(name):
        raise ValueError(f"expected an entry point of up to three capitals and three digits, got {name!r}")
    entry = EntryPoint(name, value, _GROUP)
    obj = load(foreign, entry)
    if not callable(obj):
        raise TypeError(f"expected a function or a class at {value}, got {obj!r}")
    package, version = ("local", "local") if foreign.is_local else foreign.distribution.partition(" ")[::2]
    check = Check(LoadedPlugin(Plugin(package, version, entry), obj, _parameters_for(obj)))
    check.kind  # noqa: B018 raises where it is of none
    return check


def _with_ours(options: argparse.Namespace, said: Said) -> argparse.Namespace:
    """Add what the gate was told itself; what is not said is None, as flake8's defaults are."""
    options.filenames = []
    options.select, options.ignore = _list(said.select), _list(said.ignore)
    options.extend_select, options.extend_ignore = list(said.extend_select) or None, list(said.extend_ignore) or None
    options.max_line_length, options.max_doc_length = said.max_line_length, said.max_doc_length or None
    options.indent_size, options.hang_closing = said.indent_size, said.hang_closing
    options.max_complexity, options.builtins = said.max_complexity, list(said.builtins) or None
    options.doctests = said.doctests
    return options


def _list(codes: Iterable[str] | None) -> list[str] | None:
    return None if codes is None else list(codes)


def _declared(option: Option) -> Declared:
    assert option.config_name is not None
    name = option.config_name.replace("_", "-")
    text = option.help if isinstance(option.help, str) else ""
    choices = option.choices if isinstance(option.choices, Iterable) else ()
    words = tuple(choices) if all(isinstance(choice, str) for choice in choices) else ()
    help_text = " ".join(text.replace("%(default)s", str(option.default)).replace("%%", "%").split())
    return Declared(name, _type_of(option), help_text or f"an option of {name}", words)


def _type_of(option: Option) -> OptionValue:
    """Return a value of the type that flake8 reads from a file (7.5, ``parse_config``)."""
    if option.type is int or option.action == "count":
        return 0
    if option.action in ("store_true", "store_false"):
        return False
    return () if option.comma_separated_list else ""
