"""Typed questions to the plugins. Each answer is sorted by plugin and knows who gave it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, TypeVar

from qualitygate.api.checker import Checker, FileExclusion, Learner, Lessons
from qualitygate.api.options import DefaultCodes, Option, OptionTable
from qualitygate.api.project import ProjectChecker
from qualitygate.api.reporting import Format
from qualitygate.api.rules import CodeRule
from qualitygate.errors import PluginConflictError, PluginError
from qualitygate.hosting.contained import Contained
from qualitygate.hosting.host import PluginHost
from qualitygate.hosting.rule_checker import RuleChecker, option_key, rule_options
from qualitygate.model.replacement import replace
from qualitygate.model.report import Report
from qualitygate.model.rule import Family, Rule
from qualitygate.model.settings import OptionValue, Settings
from qualitygate.model.verdict import Condition, Verdict
from qualitygate.source.source import NOTEBOOK, Source

_T = TypeVar("_T")
_RULES = "qualitygate_code_rules"
_CHECKER = ("name", "kinds", "codes", "needs_tree", "check")


def options(host: PluginHost) -> list[Option]:
    """Return every declared option.

    Raises:
        PluginConflictError: two plugins declare one key, but for an optional one of a common table: that both may read.
    """
    owners: dict[str, str] = {}
    common: dict[str, Option] = {}
    result = []
    for plugin, function in _implementations(host, "qualitygate_add_options"):
        table = OptionTable(plugin)
        _call(host, plugin, function, table=table)
        for option in table:
            known = common.setdefault(option.key, option) if option.is_optional else option
            if known is not option and type(known.default) is type(option.default):
                continue
            _claim(host, owners, option.key, plugin, "option")
            result.append(option)
    for plugin, rule in code_rules(host, {}):
        for option in rule.options:
            known = replace(option, key=option_key(plugin, rule, option.key))
            _claim(host, owners, known.key, plugin, "option")
            result.append(known)
    return result


def code_rules(host: PluginHost, options: Mapping[str, OptionValue]) -> list[tuple[str, CodeRule]]:
    """Return (plugin, rule) for every rule that a plugin offers as such. ``options``: those decided once per run."""
    result: list[tuple[str, CodeRule]] = []
    for plugin, function in _implementations(host, _RULES):
        result.extend((plugin, rule) for rule in _items(host, plugin, function, CodeRule, options=dict(options)))
    return result


def rules(host: PluginHost) -> list[tuple[str, Rule]]:
    """Return (plugin, rule) for every rule that a plugin documents."""
    result: list[tuple[str, Rule]] = []
    for plugin, function in _implementations(host, "qualitygate_rules"):
        found = _items(host, plugin, function, Rule, options=dict(host.run_options))
        result.extend((plugin, rule) for rule in found)
    for plugin, rule in code_rules(host, dict(host.run_options)):
        with _contained(host, plugin, f"the rule {type(rule).__name__}"):
            keys = tuple(option_key(plugin, rule, option.key) for option in rule.options)
            result.append((plugin, replace(rule.documentation(), options=keys)))
    return result


def families(host: PluginHost) -> list[tuple[str, Family]]:
    """Return (plugin, family) for every family of codes that a plugin claims."""
    options = dict(host.run_options)
    result: list[tuple[str, Family]] = []
    for plugin, function in _implementations(host, "qualitygate_families"):
        result.extend((plugin, family) for family in _items(host, plugin, function, Family, options=options))
    return result


def default_codes(host: PluginHost) -> list[tuple[str, DefaultCodes]]:
    """Return (plugin, what it wants selected and ignored by default) for each plugin that speaks about it."""
    options = dict(host.run_options)
    return [
        (plugin, _require_type(host, plugin, function, _call(host, plugin, function, options=options), DefaultCodes))
        for plugin, function in _implementations(host, "qualitygate_default_codes")
    ]


class Profiles(Mapping[str, bytes]):
    """Every profile's TOML by name. The plugins are asked when a profile is first looked for; most runs never do."""

    def __init__(self, host: PluginHost) -> None:
        self._host = host

    @cached_property
    def _offered(self) -> dict[str, Any]:
        owners: dict[str, str] = {}
        result = {}
        for plugin, offered in _mappings(self._host, "qualitygate_profiles"):
            for name, resource in offered.items():
                _claim(self._host, owners, name, plugin, "profile")
                result[name] = resource
        return result

    def __getitem__(self, name: str) -> bytes:
        content: bytes = self._offered[name].read_bytes()
        return content

    def __iter__(self) -> Iterator[str]:
        return iter(self._offered)

    def __len__(self) -> int:
        return len(self._offered)


def kinds(host: PluginHost, settings: Settings) -> frozenset[str]:
    """Return the kinds of files that some checker would read."""
    found: set[str] = set()
    for plugin, function in _implementations(host, "qualitygate_kinds"):
        found.update(_items(host, plugin, function, str, settings=settings))
    for _, rule in code_rules(host, dict(settings.options)):
        if settings.selection.is_selected(rule.code):
            found.update(rule.kinds)
    return frozenset(found | {NOTEBOOK} if "python" in found else found)


def checking_plugins(host: PluginHost) -> list[str]:
    """Return the names of the plugins that offer checkers, without making any."""
    offering = (*_implementations(host, "qualitygate_checkers"), *_implementations(host, _RULES))
    return sorted({plugin for plugin, _ in offering})


def checkers(host: PluginHost, settings: Settings) -> Iterator[tuple[str, Checker | PluginError]]:
    """Yield (plugin, checker) for every checker that can yield a selected code.

    A plugin that raises, or offers something that is no checker, yields its error instead: the others still check.
    """
    given = {"settings": settings, "hooks": host.manager.hook, "root": host.root}
    for plugin, function in _implementations(host, "qualitygate_checkers"):
        try:
            for checker in _items(host, plugin, function, object, **given):
                checker = _require_attributes(host, plugin, checker, "checker", _CHECKER)
                if settings.stage and not settings.stage.has(checker.name, plugin):
                    continue
                if settings.selection.may_select_any(tuple(checker.codes)):
                    yield plugin, checker
        except PluginError as error:
            yield plugin, error
    yield from _rule_checkers(host, settings)


def _rule_checkers(host: PluginHost, settings: Settings) -> Iterator[tuple[str, Checker | PluginError]]:
    options = dict(settings.options)
    for plugin, function in _implementations(host, _RULES):
        try:
            for rule in _items(host, plugin, function, CodeRule, options=options):
                if settings.stage and not settings.stage.has(rule.name, plugin):
                    continue
                if settings.selection.may_select_any((rule.code,)):
                    yield plugin, RuleChecker(rule, rule_options(plugin, rule, options))
        except PluginError as error:
            yield plugin, error


def project_checkers(host: PluginHost, settings: Settings) -> Iterator[tuple[str, ProjectChecker | PluginError]]:
    """Yield (plugin, project checker) for every one there is under the root's settings, selected or not.

    A plugin that raises, or offers something that is none, yields its error instead.

    Raises:
        ConfigError: the settings are no good, in a plugin's own words.
    """
    for plugin, function in _implementations(host, "qualitygate_project_checkers"):
        try:
            for checker in _items(host, plugin, function, object, settings=settings):
                names = ("name", "codes", "effects", "compared", "is_from_repository", "depends_on", "check")
                yield plugin, _require_attributes(host, plugin, checker, "project checker", names)
        except PluginError as error:
            yield plugin, error


def recall(host: PluginHost, plugin: str, learner: Learner, read: Callable[[str], Lessons]) -> None:
    """Give a checker the lessons on its subject.

    Raises:
        PluginError: it could not take them.
    """
    with _contained(host, plugin, "recall"):
        learner.recall(read(learner.subject))


def learned(host: PluginHost, plugin: str, learner: Learner) -> tuple[str, Mapping[str, str]]:
    """Return a checker's subject and what it has learned since it was asked last.

    Raises:
        PluginError: it could not say, or says something else than texts by texts.
    """
    with _contained(host, plugin, "learned"):
        lessons = {str(key): str(text) for key, text in learner.learned().items()}
        return str(learner.subject), lessons


def exclusion(host: PluginHost, source: Source, settings: Settings) -> Iterator[FileExclusion]:
    """Yield each plugin's reason to leave the file alone."""
    for plugin, function in _implementations(host, "qualitygate_exclude_file"):
        reason = _call(host, plugin, function, source=source, settings=settings)
        if reason is not None:
            yield _require_type(host, plugin, function, reason, FileExclusion)


def formats(host: PluginHost) -> dict[str, Format]:
    """Return the output formats by name.

    Raises:
        PluginConflictError: two plugins offer one name.
    """
    owners: dict[str, str] = {}
    result: dict[str, Format] = {}
    for plugin, function in _implementations(host, "qualitygate_formats"):
        for name, offered in _call(host, plugin, function, lambda answer: dict(answer or {})).items():
            _claim(host, owners, name, plugin, "format")
            result[name] = _require_type(host, plugin, function, offered, Format)
    return result


def gate_conditions(host: PluginHost, report: Report) -> list[Condition]:
    """Return the conditions that plugins add to the gate."""
    result: list[Condition] = []
    for plugin, function in _implementations(host, "qualitygate_gate_conditions"):
        result.extend(_items(host, plugin, function, Condition, report=report))
    return result


def run_finished(host: PluginHost, report: Report, verdict: Verdict) -> list[str]:
    """Tell every plugin that the run is over; return one warning per plugin that raised."""
    warnings = []
    for plugin, function in _implementations(host, "qualitygate_run_finished"):
        try:
            _call(host, plugin, function, report=report, verdict=verdict)
        except PluginError as error:
            warnings.append(str(error))
    return warnings


def local_resources(host: PluginHost) -> list[str]:
    """Return the files that the project's own plugins offer as profiles and lists of names."""
    found = []
    for hook in ("qualitygate_profiles", "qualitygate_name_lists"):
        for plugin, function in _implementations(host, hook):
            if host.ref(plugin).path:
                offered = _call(host, plugin, function, lambda answer: dict(answer or {}))
                found += [os.path.abspath(each) for each in offered.values() if isinstance(each, os.PathLike)]
    return found


def is_watched(host: PluginHost) -> bool:
    """Does any plugin take part in the end of each run, so that none may be left out?"""
    hooks = ("qualitygate_gate_conditions", "qualitygate_run_finished")
    return any(_implementations(host, hook) for hook in hooks)


def describe(host: PluginHost, plugin: str) -> str:
    """Name a plugin with its distribution, for failures: "'acme' (acme_qg, from acme-qg 2.1)"."""
    return f"{plugin!r} ({host.ref(plugin).origin})"


def _implementations(host: PluginHost, hook: str) -> list[tuple[str, Any]]:
    """Return (plugin, hook implementation) by plugin name.

    Implementations are called one by one, not through the hook, so that an error names its plugin.
    """
    caller = getattr(host.manager.hook, hook)
    return sorted(((each.plugin_name, each) for each in caller.get_hookimpls()), key=lambda pair: pair[0])


def _call(
    host: PluginHost, plugin: str, implementation: Any, read: Callable[[Any], Any] | None = None, **arguments: Any
) -> Any:
    """Call one implementation and ``read`` its answer, which may be a generator and raise only then."""
    with host.watch, _contained(host, plugin, implementation.function.__name__):
        answer = implementation.function(*(arguments[name] for name in implementation.argnames))
        return answer if read is None else read(answer)


def _contained(host: PluginHost, plugin: str, function: str) -> Contained:
    return Contained(lambda said: f"plugin {describe(host, plugin)} failed in {function}: {said}")


def _items(host: PluginHost, plugin: str, implementation: Any, kind: type[_T], **arguments: Any) -> list[_T]:
    answer = _call(host, plugin, implementation, _read_list, **arguments)
    return [_require_type(host, plugin, implementation, item, kind) for item in answer]


def _read_list(answer: Any) -> list[Any]:
    if isinstance(answer, str):
        raise TypeError(f"expected a list, got the string {answer!r}")  # its letters are no answer
    return list(answer or ())


def _mappings(host: PluginHost, hook: str) -> Iterable[tuple[str, Mapping[str, Any]]]:
    for plugin, function in _implementations(host, hook):
        yield plugin, _call(host, plugin, function, lambda answer: dict(answer or {}))


def _require_type(host: PluginHost, plugin: str, implementation: Any, value: Any, kind: type[_T]) -> _T:
    if isinstance(value, kind):
        return value
    hook = implementation.function.__name__
    raise PluginError(f"plugin {describe(host, plugin)}: expected {kind.__name__} from {hook}, got {value!r}")


def _claim(host: PluginHost, owners: dict[str, str], key: str, plugin: str, what: str) -> None:
    owner = owners.setdefault(key, plugin)
    if owner != plugin:
        raise PluginConflictError(
            f"two plugins claim the {what} {key!r}: {describe(host, owner)} and {describe(host, plugin)};"
            f" run with --no-plugin for one of them"
        )


def _require_attributes(host: PluginHost, plugin: str, checker: Any, what: str, names: Iterable[str]) -> Any:
    with _contained(host, plugin, f"the attributes of its {what}"):
        missing = [name for name in names if not hasattr(checker, name)]
    if missing:
        raise PluginError(
            f"plugin {describe(host, plugin)} offers {type(checker).__name__} as a {what}, which lacks: "
            + ", ".join(missing)
        )
    return checker
