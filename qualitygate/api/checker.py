"""What a checker is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from qualitygate.model.finding import Finding
from qualitygate.source.source import Source


class Checker(Protocol):
    """Turns a source into findings.

    An attribute ``dormant`` may name, as a tuple of prefixes, codes that it cannot emit under its settings: nobody who
    suppresses them is told that they do not occur.

    May not read files, print, exit, change its source, or keep state between sources. One object serves many sources
    with equal settings, one at a time. Findings come in any order; the engine sorts, selects and suppresses.
    """

    @property
    def name(self) -> str:
        """Unique; appears in findings and failures: "pep8"."""

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of files it reads: ``{"python"}``."""

    @property
    def codes(self) -> tuple[str, ...]:
        """Prefixes of the codes it can emit; it is not run where none of them is selected."""

    @property
    def needs_tree(self) -> bool:
        """True: not called for a Python file that does not parse (the engine reports E999 for it)."""

    def check(self, source: Source) -> Iterable[Finding]:
        """Yield what is wrong with ``source``. An exception becomes a failure of this checker on this file."""


@dataclass(frozen=True, slots=True)
class FileExclusion:
    """Why a plugin leaves a file alone, wholly or in part."""

    reason: str  #: from a small set, counted in the summary: "generated migration"
    codes: tuple[str, ...] = ()  #: code prefixes that are not reported for it; () = no checker looks at it
    note: str = ""  #: said about this one file in the summary
