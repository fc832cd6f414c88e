"""What a worker believes of what was said of its files ahead."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from msgspec import Struct, field

from qualitygate.api.checker import Checker, is_narrow
from qualitygate.api.forerunner import Forerunner
from qualitygate.cache.signature import signature
from qualitygate.engine.checking.check import NamedChecker
from qualitygate.engine.work import Task
from qualitygate.errors import PluginError
from qualitygate.hosting import ask
from qualitygate.hosting.host import PluginHost
from qualitygate.model.replacement import replace
from qualitygate.model.selection import Selection
from qualitygate.model.settings import Settings
from qualitygate.source.source import Source


class Absence(Struct):
    """Asks forerunners, one for each plugin and settings, which codes do not occur in a file."""

    host: PluginHost
    settings: Sequence[Settings]
    _left: dict[tuple[int, tuple[str, ...]], dict[str, Checker | None]] = field(default_factory=dict)
    _forerunners: dict[tuple[str, int], Forerunner | None] = field(default_factory=dict)

    def of(self, source: Source, task: Task) -> tuple[str, ...]:
        """Return codes for which nobody need look, each in full.

        None where the file has changed since, where ignored codes are looked for too (QG905), and where the forerunner
        cannot say: then the checkers look for everything.
        """
        plugin, said = task.foretold
        if not plugin or self.settings[task.settings].selection.is_selected("QG905"):
            return ()
        forerunner = self._forerunner(plugin, task.settings)
        if forerunner is None:
            return ()
        if task.data is None and signature(os.stat(os.path.join(self.host.root, task.path))) != tuple(task.state):
            return ()  # who sends a content has compared it
        try:
            return ask.absent(self.host, plugin, forerunner, source, said)
        except PluginError:
            return ()

    def left(
        self, checkers: Iterable[NamedChecker], index: int, absent: tuple[str, ...], selection: Selection
    ) -> list[NamedChecker]:
        """Return those of the checkers that have something to look for beside codes that are ``absent``.

        In place of one stands one for what is left where that is narrow. Any other is asked for all of its codes: with
        another for each set of codes, each would learn by itself.
        """
        if (index, absent) not in self._left:
            asked_for = replace(self.settings[index], selection=selection.ignoring(absent))
            offered = [each for _, each in ask.checkers(self.host, asked_for) if not isinstance(each, PluginError)]
            self._left[index, absent] = {each.name: each if is_narrow(each) else None for each in offered}
        left = self._left[index, absent]
        return [
            replace(named, checker=left[named.checker.name] or named.checker)
            for named in checkers
            if named.checker.name in left
        ]

    def _forerunner(self, plugin: str, index: int) -> Forerunner | None:
        key = plugin, index
        if key not in self._forerunners:
            offered = dict(ask.forerunners(self.host, self.settings[index])).get(plugin)
            self._forerunners[key] = None if isinstance(offered, PluginError) else offered
        return self._forerunners[key]
