"""The rule book: every plugin's rules and the gate's own, looked up by code."""

from __future__ import annotations

from collections.abc import Iterable

from qualitygate.api.options import DefaultCodes
from qualitygate.errors import PluginConflictError
from qualitygate.hosting import ask
from qualitygate.hosting.host import PluginHost
from qualitygate.model.rule import Family, Rule, is_in_family
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
        said = ask.default_codes(host)
        self._defaults = [defaults for _, defaults in said]
        for plugin, rule in ask.rules(host):
            self._refuse_claimed(host, rule.code, plugin)
            self._rules[rule.code] = rule
            self._owners[rule.code] = plugin
        self._families: dict[str, tuple[str, Family]] = {}
        families = ask.families(host)
        claimed: dict[str, str] = {}
        for plugin, defaults in said if families else ():
            for prefix in defaults.select:
                claimed.setdefault(prefix, plugin)
        for plugin, family in families:
            owner = claimed.setdefault(family.prefix, plugin)
            if owner != plugin:
                raise _conflict(host, f"codes {family.prefix}…", owner, plugin)
            self._families[family.prefix] = plugin, family

    def rule(self, code: str) -> Rule:
        """Return the rule of ``code``, or one that says what is known of its family, or that it is undocumented."""
        if known := self._rules.get(code):
            return known
        if of := self._family_of(code):
            return Rule(code, of[0], of[1].summary, url=of[1].url)
        return Rule(code, "undocumented", "A plugin emits this code without documenting it")

    def codes(self) -> list[str]:
        """All documented codes, sorted."""
        return sorted(self._rules)

    def families(self) -> list[str]:
        """Prefixes of codes that are known without a rule each, sorted."""
        return sorted(self._families)

    def family(self, prefix: str) -> Family | None:
        """Return the family that is claimed under exactly this prefix."""
        known = self._families.get(prefix)
        return known[1] if known else None

    def owner(self, code: str) -> str:
        """Return the plugin that documents ``code`` or claims its family; "" for the gate itself or for nobody."""
        of = None if code in self._owners else self._family_of(code)
        return of[0] if of else self._owners.get(code, "")

    def _family_of(self, code: str) -> tuple[str, Family] | None:
        """Return the plugin and the family with the longest prefix of ``code``."""
        fits = [prefix for prefix in self._families if is_in_family(code, prefix)]
        return self._families[max(fits, key=len)] if fits else None

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

    @property
    def named(self) -> tuple[str, ...]:
        """Prefixes of codes that count whatever ``select`` says, because the configuration names who finds them."""
        return tuple(sorted({code for defaults in self._defaults for code in defaults.named}))

    def _refuse_claimed(self, host: PluginHost, code: str, plugin: str) -> None:
        if code not in self._rules:
            return
        cure = "give the rule another code where it is configured" if code in self.named else ""
        conflict = _conflict(host, f"code {code}", self._owners[code], plugin, cure)
        conflict.code = code
        raise conflict


def _conflict(host: PluginHost, what: str, owner: str, plugin: str, cure: str = "") -> PluginConflictError:
    first = ask.describe(host, owner) if owner else "qualitygate itself"
    are = "are" if what.endswith("…") else "is"
    cure = cure or f"run with --no-plugin {plugin}, or ask its authors for codes of their own"
    return PluginConflictError(f"the {what} {are} claimed by {first} and by {ask.describe(host, plugin)}; {cure}")


def _widest(prefixes: Iterable[str]) -> tuple[str, ...]:
    """Return the prefixes that no other one covers, sorted."""
    widest: list[str] = []
    for prefix in sorted(prefixes):
        if not widest or not prefix.startswith(widest[-1]):
            widest.append(prefix)
    return tuple(widest)
