"""Who checks which files: checkers, rules as checkers, project checkers, and what they learn and leave alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from qualitygate.api.checker import Checker, FileExclusion, Learner, Lessons
from qualitygate.api.project import ProjectChecker
from qualitygate.api.rules import CodeRule
from qualitygate.errors import PluginError
from qualitygate.hosting.ask.calling import call, contained, implementations, items, require_attributes, require_type
from qualitygate.hosting.ask.rules import RULES, code_rules
from qualitygate.hosting.host import PluginHost
from qualitygate.hosting.rule_checker import RuleChecker, rule_options
from qualitygate.model.settings import Settings
from qualitygate.source.source import NOTEBOOK, Source

_CHECKER = ("name", "kinds", "codes", "needs_tree", "check")


def kinds(host: PluginHost, settings: Settings) -> frozenset[str]:
    """Return the kinds of files that some checker would read."""
    found: set[str] = set()
    for plugin, function in implementations(host, "qualitygate_kinds"):
        found.update(items(host, plugin, function, str, settings=settings))
    for _, rule in code_rules(host, dict(settings.options)):
        if settings.selection.is_selected(rule.code):
            found.update(rule.kinds)
    return frozenset(found | {NOTEBOOK} if "python" in found else found)


def checking_plugins(host: PluginHost, *, by_rules: bool = True) -> list[str]:
    """Return the names of the plugins that offer checkers, without making any; ``by_rules``: or rules that are some."""
    offering = (*implementations(host, "qualitygate_checkers"), *(implementations(host, RULES) if by_rules else ()))
    return sorted({plugin for plugin, _ in offering})


def checkers(host: PluginHost, settings: Settings) -> Iterator[tuple[str, Checker | PluginError]]:
    """Yield (plugin, checker) for every checker that can yield a selected code.

    A plugin that raises, or offers something that is no checker, yields its error instead: the others still check.
    """
    given = {"settings": settings, "hooks": host.manager.hook, "root": host.root}
    for plugin, function in implementations(host, "qualitygate_checkers"):
        try:
            for checker in items(host, plugin, function, object, **given):
                checker = require_attributes(host, plugin, checker, "checker", _CHECKER)
                if settings.stage and not settings.stage.has(checker.name, plugin):
                    continue
                if settings.selection.may_select_any(tuple(checker.codes)):
                    yield plugin, checker
        except PluginError as error:
            yield plugin, error
    yield from _rule_checkers(host, settings)


def _rule_checkers(host: PluginHost, settings: Settings) -> Iterator[tuple[str, Checker | PluginError]]:
    options = dict(settings.options)
    for plugin, function in implementations(host, RULES):
        try:
            for rule in items(host, plugin, function, CodeRule, options=options):
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
    for plugin, function in implementations(host, "qualitygate_project_checkers"):
        try:
            for checker in items(host, plugin, function, object, settings=settings):
                names = ("name", "codes", "effects", "compared", "is_from_repository", "depends_on", "check")
                yield plugin, require_attributes(host, plugin, checker, "project checker", names)
        except PluginError as error:
            yield plugin, error


def recall(host: PluginHost, plugin: str, learner: Learner, read: Callable[[str], Lessons]) -> None:
    """Give a checker the lessons on its subject.

    Raises:
        PluginError: it could not take them.
    """
    with contained(host, plugin, "recall"):
        learner.recall(read(learner.subject))


def learned(host: PluginHost, plugin: str, learner: Learner) -> tuple[str, Mapping[str, str]]:
    """Return a checker's subject and what it has learned since it was asked last.

    Raises:
        PluginError: it could not say, or says something else than texts by texts.
    """
    with contained(host, plugin, "learned"):
        lessons = {str(key): str(text) for key, text in learner.learned().items()}
        return str(learner.subject), lessons


def exclusion(host: PluginHost, source: Source, settings: Settings) -> Iterator[FileExclusion]:
    """Yield each plugin's reason to leave the file alone."""
    for plugin, function in implementations(host, "qualitygate_exclude_file"):
        reason = call(host, plugin, function, source=source, settings=settings)
        if reason is not None:
            yield require_type(host, plugin, function, reason, FileExclusion)
