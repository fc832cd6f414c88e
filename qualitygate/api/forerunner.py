"""What a forerunner is: a program that is asked ahead of the checkers, and spares them files in which nothing is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from msgspec import Struct

from qualitygate.model.failure import Failure
from qualitygate.source.source import Source


class Foretold(Struct, frozen=True):
    """What a forerunner says of files."""

    said: Mapping[str, str]  #: by path, in words of its own, for ``absent``; of other files it says nothing
    failures: Sequence[Failure] = ()  #: it did not do its work; the checkers do all of theirs


class Forerunner(Protocol):
    """Knows of codes that they do not occur in a file, sooner than the checkers that would look for them.

    It changes the time that a run takes, and no finding: what it is not sure of, it leaves to the checkers. It is not
    asked about texts that do not lie on the disk as they are checked.
    """

    @property
    def name(self) -> str:
        """As failures have it."""

    def version(self) -> str:
        """Return its version, "" where it is not known. When: ``doctor`` asks. Cost: 100 ms."""

    def look(self, root: str, paths: Sequence[str]) -> Foretold:
        """Look at files, relative to ``root``: once per run and settings, ahead of workers. It may start processes."""

    def absent(self, source: Source, said: str) -> tuple[str, ...]:
        """Return codes, each in full, that do not occur in the source.

        ``said`` is what was said of its file. Checkers that a plugin would not make for a selection without these codes
        are not asked about it; with E999, nobody reads the file to see whether Python can. When: in a worker.
        Cost: under 200 µs. Answers should be few: plugins are asked for their checkers once for each.
        """
