"""The checks of one distribution as one checker: on a tree that flake8's plugins share, and on our tokens."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from qualitygate.api import Finding, Location, Settings, Severity, Source
from qualitygate_plugins.flake8_plugins.faster import faster
from qualitygate_plugins.flake8_plugins.internals import Check, Distribution, Group, Result, results
from qualitygate_plugins.flake8_plugins.options import Said
from qualitygate_plugins.flake8_plugins.trees import tree_for


class Flake8Checker:
    """Calls a distribution's checks as flake8 does, one source after the other."""

    kinds = frozenset({"python", "stub"})
    needs_tree = True  #: flake8 calls none of them for a file that does not parse
    emits_any = True  #: flake8 holds none of them to the name of its entry point

    def __init__(
        self,
        name: str,
        group: Group,
        distribution: Distribution,
        active: Sequence[Check],
        settings: Settings,
        root: str,
    ) -> None:
        self.name = name
        self.codes = tuple(sorted({check.plugin.entry_name for check in active}))
        self._group = group
        self._distribution = distribution
        self._active = tuple(active)
        self._root = root
        self._said = Said.of(settings)

    def check(self, source: Source) -> Iterable[Finding]:
        """Return what its checks find; columns are as they count them.

        Raises:
            Exception: what the first of them raises that does. Nothing of the distribution is reported then.
        """
        with _standing_in(self._root), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what a plugin warns about is none of the user's business
            options = self._group.tell(self._distribution, self._said, self._root)
            tree = tree_for(source, is_own=self._distribution.edits_trees)
            with faster(source):
                return [self._finding(source, found) for found in results(source, tree, self._active, options)]

    def _finding(self, source: Source, result: Result) -> Finding:
        code, line, column, text = result
        where = Location(source.path, max(line, 0), max(column, 0) + 1 if line > 0 else 0)
        message = text if len(text.splitlines()) < 2 else " ".join(text.split())  # some quote a docstring whole
        return Finding(code, message, where, Severity.WARNING, self.name)


@contextmanager
def _standing_in(root: str) -> Iterator[None]:
    """Be where flake8 is started, for the plugins that read a file by its name."""
    here = os.getcwd()
    if not root or here == root:
        yield
        return
    os.chdir(root)
    try:
        yield
    finally:
        os.chdir(here)
