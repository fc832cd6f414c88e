"""The rule book: every plugin's rules and the gate's own, looked up by code."""

from __future__ import annotations

from collections.abc import Iterable

from qualitygate.api.options import DefaultCodes
from qualitygate.errors import PluginConflictError
from qualitygate.hosting import ask
from qualitygate.hosting.host import PluginHost
from qualitygate.model.rule import Rule
from qualitygate.model.selection import Selection


class Catalogue:
    """All documented codes, and which plugin brings each."""

    def __init__(self, host: PluginHost, own: Iterable[Rule]) -> None:
        """Collect the rules.

        Raises:
            PluginConflictError: two plugins, or a plugin and the gate itself, claim one code.
        """
        self._rules = {rule.code: rule for rule in own}
        self._owners = dict.fromkeys(self._rules, "")
        for plugin, rule in ask.rules(host):
            self._refuse_claimed(host, rule.code, plugin)
            self._rules[rule.code] = rule
            self._owners[rule.code] = plugin
        self._defaults = ask.default_codes(host)

    def rule(self, code: str) -> Rule:
        """Return the rule of ``code``, or one that says it is undocumented."""
        return self._rules.get(code) or Rule(code, "undocumented", "A plugin emits this code without documenting it")

    def codes(self) -> list[str]:
        """All documented codes, sorted."""
        return sorted(self._rules)

    def owner(self, code: str) -> str:
        """Return the plugin that documents ``code``; "" for the gate itself or when nobody does."""
        return self._owners.get(code, "")

    def selection(self, own: DefaultCodes = DefaultCodes()) -> Selection:
        """Return what is selected when the team says nothing: the families that plugins name, and every other code.

        ``own`` is what the gate wants of its own. Rules that are off by default want their full code selected.
        """
        said = [own, *self._defaults]
        families = _widest(code for defaults in said for code in defaults.select)
        others = tuple(code for code in self.codes() if not code.startswith(families))
        ignored = tuple(sorted(code for defaults in said for code in defaults.ignore))
        off = frozenset(code for code, rule in self._rules.items() if not rule.on_by_default)
        return Selection(default_select=(*families, *others), default_ignore=ignored, off_by_default=off)

    def _refuse_claimed(self, host: PluginHost, code: str, plugin: str) -> None:
        if code not in self._rules:
            return
        owner = self._owners[code]
        first = ask.describe(host, owner) if owner else "qualitygate itself"
        raise PluginConflictError(
            f"the code {code} is claimed by {first} and by {ask.describe(host, plugin)};"
            f" run with --no-plugin {plugin}, or ask its authors for codes of their own"
        )


def _widest(prefixes: Iterable[str]) -> tuple[str, ...]:
    """Return the prefixes that no other one covers, sorted."""
    widest: list[str] = []
    for prefix in sorted(prefixes):
        if not widest or not prefix.startswith(widest[-1]):
            widest.append(prefix)
    return tuple(widest)
