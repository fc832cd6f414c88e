"""What one run works on: its plan, what it is compared with, and what was found so far."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence, Set
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct, field

from qualitygate.engine.baseline.baseline_match import BaselineMatch
from qualitygate.engine.checking.gather import Arrived, gather, specification
from qualitygate.engine.given import Given
from qualitygate.engine.planning.stages import GateStage
from qualitygate.engine.project.trust import UNTRUSTED, left_out_conditions, left_out_notes
from qualitygate.engine.results import Results
from qualitygate.engine.silencing.judging import NOTHING_MORE, FileJudge
from qualitygate.engine.silencing.unused_exclusions import covers_project, looks_for_unused, unused_exclusions
from qualitygate.engine.work import Plan
from qualitygate.errors import PluginError
from qualitygate.hosting import ask
from qualitygate.model.failure import Failure
from qualitygate.model.finding import Finding
from qualitygate.model.judgement import Judgement, is_open
from qualitygate.model.repair import Repair, RepairedFile
from qualitygate.model.replacement import replace
from qualitygate.model.verdict import Condition

if TYPE_CHECKING:
    from qualitygate.api.project import ProjectChecker
    from qualitygate.engine.checking.same_as import SameTables  # few projects have project checkers or the pack's rules
    from qualitygate.engine.fixing.staging import Staging
    from qualitygate.engine.baseline.baseline_blocks import Baseline  # most runs have none
    from qualitygate.engine.newcode.base import BasePlan  # it loads what talks to git
    from qualitygate.engine.project.checks import ProjectChecks


class Judged(Struct, frozen=True):
    """What became of the findings."""

    judgements: Sequence[Judgement]
    matched: BaselineMatch = BaselineMatch()  #: the baseline, and which finding each of its entries stands for
    gone: Sequence[Finding] = ()  #: that the base revision has, and the tree no more
    repair: Repair | None = None
    changes: tuple[RepairedFile, ...] = ()  #: texts that were repaired and not written


class Job(Struct):
    """Checks gate stage by gate stage, and judges what was found so far."""

    given: Given
    plan: Plan
    accepted: Baseline | None = None
    base: BasePlan | None = None
    results: Results = field(default_factory=Results)
    old: Results = field(default_factory=Results)  #: of the base revision
    project: ProjectChecks | None = None  #: None: there are no project checkers
    offered: Set[str] = frozenset()  #: the names that stages may have for project checkers, whether these run or not
    same: SameTables | None = None  #: None: no codes count that others find the same with
    _files: FileJudge | None = None
    _early: list[Judgement] = field(default_factory=list)  #: of the files of ``_early_paths``
    _early_paths: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, given: Given, plan: Plan) -> Job:
        """Read the baseline and the base revision, where they count.

        Raises:
            BaselineError: the baseline's file is damaged.
            RevisionError: git cannot give what is to be compared with.
        """
        job = cls(given, plan, _accepted(given))
        if given.request.new is not None:
            from qualitygate.engine.newcode.base import plan_base  # here: most runs need no git

            job.base = plan_base(given.request, given.host, given.tree, plan)
        offered = list(ask.project_checkers(given.host, given.tree.run_settings))
        if offered:
            from qualitygate.engine.project.checks import ProjectChecks  # here: few projects have any

            project = ProjectChecks.of(given, plan, offered)
            job.project = project if project.has_anything else None
        job.offered = {name for plugin, each in offered for name in (plugin, getattr(each, "name", plugin))}
        job.same = _same(given, job.project, [each for _, each in offered if not isinstance(each, PluginError)])
        return job

    @property
    def files(self) -> FileJudge:
        """Judges by the sources alone: what a comment silences is not open to any list."""
        if self._files is None:
            self._files = FileJudge(self.given.request, self.given.host, self.given.tree, self.same)
        return self._files

    @property
    def is_final_by_file(self) -> bool:
        """Is a file's judgement final as soon as the file is checked?"""
        return not (self.accepted or self.base or self.project) and self.given.request.fix is None

    def check(self, stage: GateStage, arrived: Arrived) -> None:
        """Check what the stage's checkers look at, in the tree and in the base revision."""
        if self.project is None:
            self._check_files(stage, arrived)
            return
        if self.project and self.base is not None:
            self.project.compare_with(self.base)
        with self.project.beside(stage, self.results):
            self._check_files(stage, arrived)
        self.results.seconds.update(self.project.seconds)
        self.project.seconds.clear()

    def _check_files(self, stage: GateStage, arrived: Arrived) -> None:
        if self.base is not None:  # before the tree, whose new contents may push old ones out of the store
            gather(self.given, stage.of(self.base.plan), self.old, is_base=True)
        plan = stage.of(self.plan)
        gather(self.given, plan, self.results, is_final_by_file=self.is_final_by_file, arrived=arrived)

    def judge(self) -> Judged:
        """Take what was found through all stages of judging: sources, baseline, base revision."""
        judgements, matched, tree = self._judge_by_files(), BaselineMatch(), self.given.tree
        if self.accepted:
            from qualitygate.engine.baseline.baseline import baseline  # here: few projects have one
            from qualitygate.engine.matching.checked_tree import CheckedTree

            head_of = partial(CheckedTree, tree.root, self.plan.by_path(), inputs=tree.inputs)
            judgements, matched = baseline(judgements, self.accepted, never=tree.baseline.never, head_of=head_of)
        if self.base is None:
            return Judged(judgements, matched)
        from qualitygate.engine.newcode.newcode import newcode  # here: most runs compare with nothing

        beside = self.project.old if self.project is not None else []
        old = self.files.judge(self.old.with_something_said.values(), [*self.base.plan.problems, *beside])
        before = [judgement.finding for judgement in old if is_open(judgement)]
        compared_by = self.project.compared_by if self.project is not None else None
        judgements, gone = newcode(
            judgements, before, self.base, root=tree.root, head=self.plan, inputs=tree.inputs, compared_by=compared_by
        )
        return Judged(judgements, matched, gone)

    def judge_early(self, paths: Collection[str]) -> list[Judgement]:
        """Judge some files, only where that is final; what stands without being checked comes before the first."""
        loud = self.results.with_something_said
        judgements = self.files.judge([loud[path] for path in paths if path in loud])
        told = judgements if self._early_paths else [*self._standing, *judgements]
        self._early += judgements
        self._early_paths.update(paths)
        return told

    @property
    def _standing(self) -> Sequence[Judgement]:
        return self.results.settled.judgements

    def _judge_by_files(self) -> list[Judgement]:
        """Judge by the sources; what was judged early is not judged again unless something more is known by now."""
        results, others, before = self.results, self._others(), self._standing
        if others or results.failures or not results.by_path.keys() <= self._early_paths:
            more = self.project.looked_at if self.project is not None else NOTHING_MORE
            judgements = self.files.judge(results.with_something_said.values(), others, looked_for_too=more)
            if not before:
                return judgements
        else:
            judgements = self._early
        return sorted([*before, *judgements], key=lambda judgement: judgement.finding.sort_key)

    def _others(self) -> list[Finding]:
        """Return what is found beside the files: paths that cannot be read, entries of the configuration without use.

        Those are judged only when everything ran on everything.
        """
        plan, results, tree = self.plan, self.results, self.given.tree
        found = [*plan.problems, *(self.project.findings if self.project is not None else ())]
        if self.failures or not looks_for_unused(tree) or not covers_project(self.given.request, tree.root):
            return found
        skipped = [*plan.skipped, *results.skipped]
        return [*found, *unused_exclusions(tree, results.by_path, skipped)]

    def fix(self, judged: Judged) -> Judged:
        """Make fixes, and put what is found in the new texts in the place of what was found in the old ones."""
        from qualitygate.engine.fixing.fixed_findings import mark_fixed  # here: most runs only check
        from qualitygate.engine.fixing.phase import FixPhase

        plan, results, given = self.plan, self.results, self.given
        worker = specification(plan, given.host, given.tree)
        phase = FixPhase(given.request, given.host, worker, given.progress, _staging(given), self.same)
        digests = {path: result.digest for path, result in results.by_path.items()}
        failed = {failure.path for failure in results.failures}
        repairs = phase.run(judged.judgements, plan.tasks, digests, failed)
        paths = {result.path for result in repairs.results}
        if paths and given.request.write_fixes:
            results.forget(paths)
            results.collect(repairs.results)
            new = {change.path: change.after for change in repairs.changes} | repairs.staged
            plan.tasks = [replace(task, data=new[task.path]) if task.path in new else task for task in plan.tasks]
            if self.project is not None:
                self.project.again(results)
            left = self.judge()
            judged = replace(left, judgements=mark_fixed(judged.judgements, left.judgements, paths))
        results.other_failures += repairs.failures
        changes = tuple(sorted(repairs.changes, key=lambda change: change.path))
        return replace(judged, repair=phase.summary(repairs), changes=changes)

    @property
    def failures(self) -> list[Failure]:
        """Everything that did not do its work, in the tree or in the base revision."""
        old = [replace(each, message=f"in the base revision: {each.message}") for each in self.old.failures]
        beside = self.project.failures if self.project is not None else ()
        return sorted({*self.results.failures, *old, *beside})

    @property
    def notes(self) -> list[str]:
        """What project checkers have to say beside findings, and which did not run."""
        return [*(self.project.notes if self.project is not None else ()), *left_out_notes(self._left_out)]

    @property
    def conditions(self) -> list[Condition]:
        """What they add to the gate."""
        return [*(self.project.conditions if self.project is not None else ()), *left_out_conditions(self._left_out)]

    @property
    def _left_out(self) -> dict[str, str]:
        plugins = dict.fromkeys(self.given.request.left_out, UNTRUSTED)
        return {**plugins, **(self.project.left_out if self.project is not None else {})}

    @property
    def is_repeatable(self) -> bool:
        """Is all watched that the findings depend on?"""
        return self.project is None or self.project.is_repeatable


def _same(given: Given, project: ProjectChecks | None, offered: Sequence[ProjectChecker]) -> SameTables | None:
    """Return which codes are the same; None where nothing can be found twice, and no tool's comments count."""
    found = ask.same_as(given.host)
    selection = given.tree.run_settings.selection
    if not offered and not project and not selection.may_select_any(tuple({same.code for same in found.values()})):
        return None
    from qualitygate.engine.checking.same_as import SameTables  # here: see above

    return SameTables(found).also(project.checkers if project else ()).obeying(offered)


def _accepted(given: Given) -> Baseline | None:
    """Read the baseline; None where there is none."""
    name = given.tree.baseline.file
    path = os.path.join(given.tree.root, name)
    if not name or not given.tree.inputs.exists(path):
        return None
    from qualitygate.engine.baseline.baseline_blocks import Baseline  # here: few projects have one

    return Baseline.read(path, name, given.tree.inputs, given.earlier.block_matches)


def _staging(given: Given) -> Staging | None:
    """Return where fixes are written that go into the index."""
    if not given.request.staged or not given.request.write_fixes:
        return None
    from qualitygate.engine.fixing.staging import Staging  # here: it loads what talks to git
    from qualitygate.engine.planning.staged import staged_repository

    return Staging(given.tree.root, staged_repository(given.tree))
