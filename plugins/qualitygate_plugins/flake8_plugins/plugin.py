"""The hooks that one distribution's checks answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from qualitygate.api import Checker, DefaultCodes, Family, ForeignPlugin, OptionTable, Settings, hookimpl

if TYPE_CHECKING:
    from qualitygate_plugins.flake8_plugins.internals import Distribution, Group

#: The table that flake8's plugins have in common in our configuration, and the section in flake8's own files.
TABLE = "flake8"
_ENABLED = f"{TABLE}.enable-extensions"


def plugins(foreign: Sequence[ForeignPlugin]) -> dict[str, Flake8Plugin]:
    """Return a plugin for each distribution, by name."""
    group = _Group(foreign)
    return {each.name: Flake8Plugin(each, group) for each in foreign}


class _Group:
    """All of them, imported when the first is asked for what only its code can tell."""

    def __init__(self, foreign: Sequence[ForeignPlugin]) -> None:
        self._foreign = foreign

    @cached_property
    def loaded(self) -> Group:
        from qualitygate_plugins.flake8_plugins.internals import Group  # here: flake8 takes 60 ms

        return Group(self._foreign)


class Flake8Plugin:
    """One distribution. It is imported when its options are asked for, or in a worker when its checker is."""

    def __init__(self, foreign: ForeignPlugin, group: _Group) -> None:
        self._foreign = foreign
        self._group = group
        self._prefixes = tuple(sorted({name for name, _ in foreign.entries}))

    @property
    def _answering(self) -> Distribution | None:
        """What it consists of; None where it cannot be imported, which is said when its checker is asked for."""
        try:
            return self._group.loaded.distribution(self._foreign.name)
        except (Exception, SystemExit, GeneratorExit):
            return None

    @hookimpl
    def qualitygate_add_options(self, table: OptionTable) -> None:
        """Declare the options that its ``add_options`` declares, as far as flake8 reads them from files."""
        loaded = self._answering
        if loaded is None:
            return
        for option in loaded.declared:
            table.add(option.name, option.type, option.help, choices=option.choices, table=TABLE, optional=True)
        if loaded.is_off_by_default:
            enabled = f"checks to run that are off by default: {', '.join(self._prefixes)}"
            table.add("enable-extensions", (), enabled, table=TABLE, optional=True)

    @hookimpl
    def qualitygate_families(self) -> Iterable[Family]:
        """Claim the names of its entry points: flake8 knows no more of its codes."""
        name = self._foreign.distribution
        if self._foreign.is_local:
            return [Family(prefix, f"A check of the project's own, from {name}") for prefix in self._prefixes]
        url = f"https://pypi.org/project/{name.partition(' ')[0]}/"
        return [Family(prefix, f"A check of {name}, a plugin of flake8", url) for prefix in self._prefixes]

    @hookimpl
    def qualitygate_default_codes(self) -> DefaultCodes:
        """Select its families, without what it extends flake8's default ignore list by."""
        loaded = self._answering
        return DefaultCodes(self._prefixes) if loaded is None else DefaultCodes(loaded.select, loaded.ignore)

    @hookimpl
    def qualitygate_kinds(self, settings: Settings) -> Iterable[str]:
        """Python, where one of its codes may be selected."""
        return ("python", "stub") if settings.selection.may_select_any(self._prefixes) else ()

    @hookimpl
    def qualitygate_checkers(self, settings: Settings, root: str) -> Iterable[Checker]:
        """Create the one checker; it raises what importing the distribution raises."""
        if not settings.selection.may_select_any(self._prefixes):
            return []
        group = self._group.loaded
        loaded = group.distribution(self._foreign.name)
        enabled = settings.said(_ENABLED)
        active = loaded.active(enabled if isinstance(enabled, tuple) else ())
        if not active:
            return []
        from qualitygate_plugins.flake8_plugins.checker import Flake8Checker  # here: only where such a plugin is loaded

        return [Flake8Checker(self._foreign.name, group, loaded, active, settings, root)]
