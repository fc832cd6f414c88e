"""Everything a run learned: the input of reporters and of the gate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Protocol

from msgspec import Struct, field

from qualitygate.model.directive import OWN_TOOLS
from qualitygate.model.failure import Failure
from qualitygate.model.finding import Finding
from qualitygate.model.judgement import Disposition, Judgement, is_open
from qualitygate.model.repair import Repair


class Lines(Protocol):
    """Gives reporters the text that was checked; they may not read files themselves."""

    def line(self, path: str, number: int) -> str | None:
        """Return a line without its line break, or None when the file cannot be read again or has changed."""

    def data(self, path: str) -> bytes | None:
        """Return the whole file as it lies on the disk, or None as :meth:`line` does. One file at a time is kept."""


class NoLines(Struct, frozen=True):
    """Lines of a report whose sources are not at hand."""

    def line(self, path: str, number: int) -> str | None:
        """Return None: nothing is known."""
        return None

    def data(self, path: str) -> bytes | None:
        """Return None: nothing is known."""
        return None


class CheckedFile(Struct, frozen=True, order=True, gc=False, array_like=True):
    """A file that at least one checker read."""

    path: str
    kind: str  #: "python", "template", "markdown", …
    line_count: int


#: Why a notebook is skipped that has been read: what it is for is known from inside only.
FOREIGN_NOTEBOOK = "notebook of another language"


class Skip(Struct, frozen=True, order=True, gc=False, array_like=True):
    """A file or directory that was found and not checked."""

    path: str  #: a directory ends in "/"
    reason: str  #: from a small set, so that it can be counted: "excluded", "generated migration"
    note: str = ""  #: said about this one file in the summary, when its skipping may surprise


class Stats(Struct, frozen=True):
    """Measured, not judged."""

    seconds: float = 0.0
    workers: int = 1
    seconds_by_checker: tuple[tuple[str, float], ...] = ()  #: CPU of all workers added up


class Report(Struct, frozen=True):
    """Sorted by path, line, column, code, message; findings of every disposition are in it."""

    judgements: tuple[Judgement, ...] = ()
    failures: tuple[Failure, ...] = ()
    files: tuple[CheckedFile, ...] = ()
    skipped: tuple[Skip, ...] = ()
    notes: tuple[str, ...] = ()  #: one-line facts for the header: which configuration was used, what it brought back
    stats: Stats = Stats()
    repair: Repair | None = None  #: None: the run was not asked to repair anything
    root: str = "."  #: the project root as an absolute path; finding paths are relative to it
    #: comments in the checked files that silence anything, by the tool that obeys them: "noqa", "qualitygate", "pylint"
    suppressions_by_tool: Mapping[str, int] = field(default_factory=dict)
    lines: Lines = field(default_factory=NoLines)

    @property
    def suppressions(self) -> int:
        """How many comments in the checked files silence this gate."""
        return sum(self.suppressions_by_tool.get(tool, 0) for tool in OWN_TOOLS)

    @property
    def open(self) -> tuple[Judgement, ...]:
        """The judgements that count for the gate."""
        return tuple(judgement for judgement in self.judgements if is_open(judgement))

    def by_path(self) -> Iterator[tuple[str, list[Judgement]]]:
        """Yield each path that has findings, with its judgements of every disposition."""
        for path, group in groupby(self.judgements, key=lambda judgement: judgement.finding.location.path):
            yield path, list(group)

    def open_by_path(self) -> Iterator[tuple[str, list[Finding]]]:
        """Yield each path that has open findings, with them."""
        found = (judgement.finding for judgement in self.judgements if is_open(judgement))
        for path, group in groupby(found, key=lambda finding: finding.location.path):
            yield path, list(group)

    def count_open_codes(self) -> dict[str, int]:
        """Count the open findings of each code, most frequent first, then by code."""
        counts = Counter(judgement.finding.code for judgement in self.judgements if is_open(judgement))
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def count_dispositions(self) -> dict[Disposition, int]:
        """Count the findings of each disposition that occurs, in the order of the enumeration."""
        counts = Counter(judgement.disposition for judgement in self.judgements)
        return {disposition: counts[disposition] for disposition in Disposition if counts[disposition]}

    def count_skipped(self) -> dict[str, int]:
        """Count the skipped files and directories by reason, most frequent first."""
        return dict(Counter(skip.reason for skip in self.skipped).most_common())
