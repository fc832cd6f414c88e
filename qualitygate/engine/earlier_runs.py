"""What a run asks of earlier runs and tells later ones: the one seam of reuse, and the side that knows nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from qualitygate.engine.results import CheckedBatch, FileResult, Results
from qualitygate.engine.work import Plan, Task
from qualitygate.model.judgement import Judgement

if TYPE_CHECKING:
    from qualitygate.cache.block_matches import BlockMatches  # most runs have no baseline
    from qualitygate.cache.project_answers import ProjectAnswers  # and no project checker


class KnownFiles(Protocol):
    """What is known of the files of one plan. With it and without it the results are the same."""

    @property
    def lessons(self) -> str | None:
        """How the names of the files begin in which checkers' lessons are kept; None: none are kept."""

    def settle(self, tasks: Sequence[Task], results: Results) -> Sequence[Task]:
        """Put into the results what was judged before and stands; return the tasks of the other files."""

    def unsettle(self, results: Results) -> Sequence[Task]:
        """Take that back where it does not stand, seen the others' results; return the tasks that are left to do."""

    def split(self, tasks: Iterable[Task]) -> tuple[list[FileResult], list[Task]]:
        """Return the results of the files that are known, and the tasks for the others."""

    def learn(self, batch: CheckedBatch) -> None:
        """Complete workers' results with what they were spared, and keep them."""


class Ran(NamedTuple):
    """What a run found, before anybody is told."""

    plan: Plan
    results: Results
    judgements: Sequence[Judgement]
    is_final_by_file: bool  #: nothing beside a file decides about its judgements
    is_repeatable: bool = True  #: all that the findings depend on is watched


class EarlierRuns(Protocol):
    """What earlier runs left. It changes the time a run takes, and nothing else."""

    @property
    def plan(self) -> Plan | None:
        """What this run would plan again; None when it must plan."""

    @property
    def block_matches(self) -> BlockMatches | None:
        """Which blocks of the baseline need not be read; None: read all of it."""

    @property
    def answers(self) -> ProjectAnswers | None:
        """What project checkers said; None: nothing is known, and nothing is kept."""

    def files(self, plan: Plan, *, is_base: bool = False, is_final_by_file: bool = False) -> KnownFiles:
        """Return what is known of the plan's files; ``is_base``: they are those of the base revision."""

    def note(self, ran: Ran) -> None:
        """Take note of what came of it all, for later runs."""


class NothingKnown:
    """No file is known, and nothing is kept."""

    lessons: str | None = None

    def settle(self, tasks: Sequence[Task], results: Results) -> Sequence[Task]:
        """Leave everything to do."""
        return tasks

    def unsettle(self, results: Results) -> Sequence[Task]:
        """Nothing was settled."""
        return ()

    def split(self, tasks: Iterable[Task]) -> tuple[list[FileResult], list[Task]]:
        """Leave everything to do."""
        return [], list(tasks)

    def learn(self, batch: CheckedBatch) -> None:
        """Keep nothing."""


class NoEarlierRuns:
    """A run without a past."""

    plan: Plan | None = None
    block_matches: BlockMatches | None = None
    answers: ProjectAnswers | None = None

    def files(self, plan: Plan, *, is_base: bool = False, is_final_by_file: bool = False) -> KnownFiles:
        """Know nothing."""
        return NothingKnown()

    def note(self, ran: Ran) -> None:
        """Leave nothing."""
