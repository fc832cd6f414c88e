"""Do rules keep what their examples say? Each is asked under the settings that its examples are for."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from msgspec import Struct

from qualitygate.api.checker import Checker
from qualitygate.engine.checking.checked import Checked
from qualitygate.engine.checking.examples import broken_examples
from qualitygate.engine.silencing.suppressions import DirectiveContext, judge_directives
from qualitygate.hosting import ask
from qualitygate.hosting.catalogue import Catalogue
from qualitygate.hosting.host import PluginHost
from qualitygate.model.finding import Finding
from qualitygate.model.rule import Rule
from qualitygate.model.selection import LETTERS, Selection
from qualitygate.model.settings import OptionValue, Settings
from qualitygate.source.source import Source


class TestedRule(Struct, frozen=True):
    """What came of one rule's examples."""

    rule: Rule
    problems: tuple[str, ...] = ()  #: a paragraph each; () = they hold, or there are none
    untested: str = ""  #: why none was tried


class ExampleTester:
    """Tests rules under what their plugins declare as defaults: a team's settings may well silence an example."""

    def __init__(
        self, host: PluginHost, catalogue: Catalogue, run_options: Sequence[tuple[str, OptionValue]], today: str
    ) -> None:
        self._host = host
        self._catalogue = catalogue
        self._today = today
        options = {option.key: option.default for option in ask.options(host) if not option.is_optional}
        self._options = {**options, **dict(run_options)}

    def test(self, rule: Rule) -> TestedRule:
        """Try its examples."""
        if not rule.examples:
            return TestedRule(rule, untested=rule.without_example or "has no examples")
        if pythons := [each.python for each in rule.examples if not _is_read(each.python)]:
            return TestedRule(rule, untested=f"this Python cannot read its examples, {pythons[0]} can")
        if not self._catalogue.owner(rule.code):
            return self._test_own(rule)
        settings = self._settings(Selection(select=(rule.code,), ignore=()), rule)
        checkers, problems = self._checkers(settings)
        if not (checkers or problems):
            problems = ["no checker looks for it"]
        return TestedRule(rule, tuple(problems or broken_examples(rule, checkers)))

    def _test_own(self, rule: Rule) -> TestedRule:
        """Try a rule about comments that silence: it wants to know what everybody else finds."""
        everything = Selection(select=(*LETTERS, rule.code), ignore=())
        settings = self._settings(everything, rule)
        checkers, problems = self._checkers(settings)
        context = DirectiveContext(self._catalogue, lambda path: settings, self._today)

        def about_comments(source: Source, checked: Checked) -> Iterable[Finding]:
            directives, looked_for = {source.path: checked.directives}, {source.path: checked.looked_for}
            return judge_directives(directives, looked_for, checked.findings, context).findings

        broken = broken_examples(rule, checkers, about_comments=about_comments)
        return TestedRule(rule, tuple(problems or broken))

    def _settings(self, selection: Selection, rule: Rule) -> Settings:
        options = {**self._options, **dict(rule.example_options)}
        return Settings(selection, options=tuple(sorted(options.items())))

    def _checkers(self, settings: Settings) -> tuple[list[Checker], list[str]]:
        checkers: list[Checker] = []
        problems = []
        for _, offered in ask.checkers(self._host, settings):
            if isinstance(offered, Exception):
                problems.append(str(offered))
            else:
                checkers.append(offered)
        return checkers, problems


def _is_read(python: str) -> bool:
    """Is a version, as in "3.14", not above the Python that runs?"""
    return not python or tuple(map(int, python.split("."))) <= sys.version_info
