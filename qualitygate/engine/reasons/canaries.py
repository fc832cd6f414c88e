"""A known-bad sample per family of rules, pushed through the project's real settings: caught, or hidden by what?"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from qualitygate.config.exclusions import IGNORES, PER_FILE
from qualitygate.config.tree import SettingsTree
from qualitygate.engine.checking.check import NamedChecker, check_source
from qualitygate.engine.reasons.listed import where_listed
from qualitygate.hosting import ask
from qualitygate.hosting.catalogue import Catalogue
from qualitygate.hosting.host import PluginHost
from qualitygate.model.replacement import replace
from qualitygate.model.rule import Rule
from qualitygate.model.selection import LETTERS, Selection
from qualitygate.model.settings import Settings
from qualitygate.source.source import Source

#: What became of a canary.
CAUGHT, HIDDEN, ASLEEP, MISSED = "caught", "hidden", "asleep", "missed"


class Canary(Struct, frozen=True):
    """One sample, and what the gate made of it."""

    plugin: str
    code: str
    state: str  #: :data:`CAUGHT`, :data:`HIDDEN`, :data:`ASLEEP` (an option that it needs is not set), :data:`MISSED`
    said: str = ""  #: what hides it and where that stands, or what went wrong
    count: int = 1  #: how many codes of the family were tried


def canaries(host: PluginHost, catalogue: Catalogue, tree: SettingsTree) -> Iterator[Canary]:
    """Try the examples of every rule, and yield one canary for each family: letters and the first digit of its codes.

    Of a family the best one speaks: what is caught before what is hidden, hidden before asleep.
    """
    families: dict[tuple[str, str], list[Rule]] = {}
    for code in catalogue.codes():
        rule = catalogue.rule(code)
        owner = catalogue.owner(code)
        if owner and rule.examples:
            families.setdefault((owner, _family(code)), []).append(rule)
    cage = _Cage(host, tree)
    for (plugin, _), rules in sorted(families.items()):
        tried = [cage.try_out(plugin, rule) for rule in rules]
        best = min(tried, key=lambda canary: (MISSED, CAUGHT, HIDDEN, ASLEEP).index(canary.state))
        yield replace(best, count=len(rules))


def _family(code: str) -> str:
    letters = code.rstrip("0123456789")
    return code[: len(letters) + 1]


class _Cage:
    """Checks samples as if they stood in a file at the root."""

    def __init__(self, host: PluginHost, tree: SettingsTree) -> None:
        self._host = host
        self._tree = tree
        self._settings = tree.settings_for("canary.py")
        self._everything = replace(self._settings, selection=Selection(select=LETTERS, ignore=()))
        self._known: dict[Settings, list[NamedChecker]] = {}
        self._errors: dict[str, str] = {}

    def try_out(self, plugin: str, rule: Rule) -> Canary:
        """Check one rule's bad example."""
        for example in rule.examples:
            failed, found = self._codes(example.bad, self._settings)
            if rule.code in found:
                return Canary(plugin, rule.code, CAUGHT)
            if failed:
                return Canary(plugin, rule.code, MISSED, failed)
        decision = self._settings.selection.decide(rule.code)
        if not decision.is_selected:
            return Canary(plugin, rule.code, HIDDEN, self._hiding(rule.code, decision.entry, decision.reason))
        if plugin in self._errors:
            return Canary(plugin, rule.code, MISSED, self._errors[plugin])
        return Canary(plugin, rule.code, ASLEEP, "it needs an option that is not set")

    def _codes(self, text: str, settings: Settings) -> tuple[str, set[str]]:
        checked = check_source(Source("canary.py", text.encode(), "python"), settings, self._checkers(settings))
        failed = "; ".join(failure.message for failure in checked.failures)
        return failed, {finding.code for finding in checked.findings}

    def _checkers(self, settings: Settings) -> list[NamedChecker]:
        if settings not in self._known:
            self._known[settings] = []
            for plugin, offered in ask.checkers(self._host, settings):
                if isinstance(offered, Exception):
                    self._errors[plugin] = str(offered)
                else:
                    self._known[settings].append(NamedChecker(offered, ask.describe(self._host, plugin)))
        return self._known[settings]

    def _hiding(self, code: str, entry: str, reason: str) -> str:
        listed = where_listed(entry, "canary.py", self._tree, (*IGNORES, PER_FILE)) if entry else None
        return f"{reason} [{listed.source if listed is not None else 'default'}]"
