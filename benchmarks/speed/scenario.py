"""What a scenario is: what it works with, what it runs, and what is wanted of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.speed import corpora
from benchmarks.speed.measure import Command
from benchmarks.speed.programs import Programs


@dataclass(slots=True)
class Bench:
    """What all scenarios work with."""

    scratch: Path
    corpus: Path  #: as fetched; nothing writes into it
    programs: Programs
    jobs: int
    sizes: tuple[int, ...]  #: of the repeated corpora, in lines

    def checkout(self, name: str) -> Path:
        """Return this scenario's own copy of the corpus, made when it is first asked for."""
        target = self.scratch / "checkouts" / name
        return target if target.is_dir() else corpora.copy(self.corpus, target)

    def caches(self, name: str) -> Path:
        """Return a directory for the programs' caches."""
        return self.scratch / "caches" / name


@dataclass(frozen=True, slots=True)
class Target:
    """What the project wants of a figure: at most so many times another program's, so much more, or an amount."""

    program: str
    against: str | None  #: None: the amount itself, in seconds or megabytes
    figures: tuple[str, ...]
    must: float
    aim: float | None = None
    is_added: bool = False  #: at most so much more than the other program

    @property
    def unit(self) -> str:
        """What stands behind the number."""
        if self.against is not None and not self.is_added:
            return ""
        return " MB" if self.figures == ("memory",) else " s"


#: The commands of a round by the name of what they show; what must be done before they run is done when they are asked.
Rounds = Callable[[int], Mapping[str, Command]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A scenario that can run."""

    commands: Rounds
    #: What qualitygate's last output has to equal, as a program's name in the round, or as a command run afterwards.
    same_as: str | Command | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """One way of using the programs."""

    name: str
    title: str
    prepare: Callable[[Bench], Prepared]
    targets: tuple[Target, ...] = ()
    needs: frozenset[str] = frozenset()  #: features of qualitygate
    repeats: int = 1  #: how often the asked number of rounds; short runs scatter more
    against: str | None = None  #: what others are compared with; None: qualitygate with each of them
