"""Which codes there are in this run, and which one a misspelt one may mean."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from qualitygate.api.options import Option
from qualitygate.hosting import ask
from qualitygate.hosting.catalogue import Catalogue
from qualitygate.hosting.host import PluginHost
from qualitygate.model.nearest import nearest
from qualitygate.model.rule import is_in_family
from qualitygate.model.selection import LETTERS, Selection
from qualitygate.model.settings import Settings


class KnownCodes:
    """Codes that a rule documents, and those of checkers that document none."""

    def __init__(self, host: PluginHost, catalogue: Catalogue, options: Sequence[Option], *, is_complete: bool) -> None:
        self.is_complete = is_complete  #: no plugin is disabled that may have others
        self._host = host
        self._codes = catalogue.codes()
        self._families = catalogue.families()
        self._owners = {catalogue.owner(code) for code in (*self._codes, *self._families)}
        self._named = catalogue.named
        self._options = tuple(sorted((option.key, option.default) for option in options))

    def has(self, prefix: str) -> bool:
        """Does any rule's code begin like this, or may a checker that documents none of its codes find it?"""
        if any(code.startswith(prefix) for code in self._codes):
            return True
        if prefix.startswith(self._named or "\0"):
            return True
        if any(is_in_family(prefix, family) or family.startswith(prefix) for family in self._families):
            return True
        return any(prefix.startswith(other) or other.startswith(prefix) for other in self._undocumented)

    def hint(self, prefix: str) -> str:
        """Name what a misspelt code may mean; codes with the same letters before all others."""
        if prefix == "ALL":
            return "; leave select out for what is usual, or name families: select = E, F, W, C90, QG"
        letters = prefix.rstrip("0123456789")
        family = [code for code in self._codes if code.rstrip("0123456789") == letters]
        near = nearest(prefix, family or self._codes, count=3)
        return f"; the nearest are {', '.join(near)}" if near else "; see: qualitygate rules"

    @cached_property
    def _undocumented(self) -> tuple[str, ...]:
        """Prefixes of codes without a rule; "" where a checking plugin shows neither rules nor a checker."""
        everything = Selection(select=LETTERS, ignore=())  # a checker is offered where it is selected
        plugins = ask.checking_plugins(self._host, by_rules=False)  # one that has only rules documents all of them
        prefixes: dict[str, list[str]] = {plugin: [] for plugin in plugins}
        for plugin, checker in ask.checkers(self._host, Settings(selection=everything, options=self._options)):
            prefixes.setdefault(plugin, []).extend([] if isinstance(checker, Exception) else checker.codes)
        silent = any(not found and plugin not in self._owners for plugin, found in prefixes.items())
        listed = (prefix for found in prefixes.values() for prefix in found)
        ruled = (*self._codes, *self._families)
        others = [prefix for prefix in listed if not any(code.startswith(prefix) for code in ruled)]
        return (*others, *([""] if silent else []))
