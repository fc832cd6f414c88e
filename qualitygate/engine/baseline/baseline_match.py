"""What came of the baseline in a run: its entries, and the findings that they stand for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from qualitygate.model.finding import Finding

if TYPE_CHECKING:  # most runs have no baseline
    from qualitygate.engine.baseline.baseline_file import Entry


class BaselineMatch(Struct, frozen=True):
    """The entries of a baseline without those of files that balance, and which finding each stands for."""

    entries: tuple[Entry, ...] = ()
    findings: Mapping[int, Finding] = field(default_factory=dict)  #: by index into ``entries``

    def is_moved(self, index: int) -> bool:
        """Does the entry's finding stand in another file or scope by now?"""
        from qualitygate.model.fingerprint import identity  # here: most runs have no baseline

        finding = self.findings.get(index)
        return finding is not None and identity(finding) != self.entries[index].identity
