"""What earlier runs left, as a run asks for it; it spares work and never decides an answer."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from qualitygate.cache.lessons import Lessons
from qualitygate.cache.store import Store
from qualitygate.config.tree import SettingsTree
from qualitygate.engine.earlier_runs import KnownFiles, Ran
from qualitygate.engine.request import Request
from qualitygate.engine.results import SettledFiles
from qualitygate.engine.reuse.lasting import Answer, Lasting, WrittenReport, answer, has_memory, holds_by_file, lasting
from qualitygate.engine.reuse.result_reuse import ResultReuse
from qualitygate.engine.work import Plan
from qualitygate.hosting.host import PluginHost
from qualitygate.model.report import Report

if TYPE_CHECKING:
    from qualitygate.cache.block_matches import BlockMatches  # few projects have a baseline
    from qualitygate.cache.project_answers import ProjectAnswers  # few runs ask project checkers


class StandingPlan(Struct, frozen=True):
    """What the memory of a run tells the next one, when its plan stands."""

    plan: Plan
    digests: Mapping[str, str]  #: of the files that are as they were, by path
    settled: SettledFiles | None  #: what was said of those; None: they are judged again


class Reuse(Struct):
    """Implements :class:`~qualitygate.engine.earlier_runs.EarlierRuns`."""

    request: Request
    host: PluginHost
    tree: SettingsTree
    store: Store
    learnt: Lessons
    block_matches: BlockMatches | None = None
    answers_file: str = ""
    standing: StandingPlan | None = None
    _of_tree: ResultReuse | None = None
    _of_base: ResultReuse | None = None
    _found: Lasting | None = None
    _answers: ProjectAnswers | None = None

    @property
    def plan(self) -> Plan | None:
        """What this run would plan again; None when it must plan."""
        return None if self.standing is None else self.standing.plan

    @property
    def answers(self) -> ProjectAnswers | None:
        """What project checkers said."""
        if self._answers is None and self.answers_file and not self.request.staged:
            from qualitygate.cache.project_answers import ProjectAnswers  # here: few runs ask any

            self._answers = ProjectAnswers(self.answers_file)
        return self._answers

    def files(self, plan: Plan, *, is_base: bool = False, is_final_by_file: bool = False) -> KnownFiles:
        """Return what is known of the plan's files; ``is_base``: they are those of the base revision."""
        if is_base:
            self._of_base = ResultReuse(self.tree.root, plan.settings, self.store)
            return self._of_base
        store = self.store if self.request.stdin is None else None  # what an editor sends changes with every key
        reuse = self._of_tree = ResultReuse(self.tree.root, plan.settings, store, learnt=self.learnt)
        if self.standing is not None:
            reuse.unchanged = self.standing.digests
            if is_final_by_file and holds_by_file(self.request, self.tree):
                reuse.settled = self.standing.settled
        return reuse

    def note(self, ran: Ran) -> None:
        """Find out what of it lasts."""
        digests = self._of_tree.digests if self._of_tree is not None else {}
        self._found = lasting(ran, digests, self.request, self.tree)
        # what plugins read in this run, and in those that its known results are from
        for path in self._read_by_plugins().union(self.store.dependencies.paths):
            self.tree.inputs.note(path)

    @property
    def found(self) -> Lasting | None:
        """What of the run a memory needs; None when none may be kept."""
        found = self._found
        if found is None or self.is_blind or not has_memory(self.request, found.plan):
            return None
        return found

    @property
    def _gatherings(self) -> list[ResultReuse]:
        return [each for each in (self._of_tree, self._of_base) if each is not None]

    @property
    def is_blind(self) -> bool:
        """Did the project's own plugins learn something that cannot be known? Then it is not remembered."""
        return self.host.watch.is_blind or any(each.is_blind for each in self._gatherings)

    def _read_by_plugins(self) -> set[str]:
        checked = {os.path.join(self.tree.root, path) for each in self._gatherings for path in each.digests}
        return set(self.host.watch.read(checked)).union(*(each.also_read for each in self._gatherings))

    def answer(self, report: Report, written: Iterable[WrittenReport], exit_code: int) -> Answer | None:
        """Return what a later run may say without running; None when it must run."""
        if self._found is None:
            return None
        return answer(self._found, self.request, self.host, report, written, exit_code)

    def save(self) -> list[str]:
        """Write what was learnt of files and the baseline; return what the user should know about it."""
        notes: list[str] = []
        self.store.dependencies.add(self._read_by_plugins())
        kept = (None, None) if self.is_blind else (self.store, self._answers)
        for each in (*kept, self.learnt, self.block_matches):
            if each is not None:
                each.save()
                notes += each.notes
        return notes
