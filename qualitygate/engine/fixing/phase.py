"""The second half of a run with ``--fix``: from what is open to new texts, and where those are written."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct, field

from qualitygate.engine.checking.worker import WorkerSpec
from qualitygate.engine.fixing.attempt import PYTHON_KINDS
from qualitygate.engine.fixing.elsewhere import ENDINGS
from qualitygate.engine.fixing.rounds import FixPolicy
from qualitygate.engine.fixing.worker import CHANGED, FixResult, FixSpec, FixTask, FixWorker
from qualitygate.engine.own_rules import OWN_RULES
from qualitygate.engine.request import Progress, Request
from qualitygate.engine.results import FileResult
from qualitygate.engine.work import Task
from qualitygate.executors.batching import batches
from qualitygate.executors.choose import choose_executor
from qualitygate.executors.executor import LostBatch
from qualitygate.errors import RevisionError
from qualitygate.files.replace import ChangedError, LinkedError, refuse_links, replace_content
from qualitygate.files.texts import read_texts
from qualitygate.hosting.catalogue import Catalogue
from qualitygate.hosting.host import PluginHost
from qualitygate.model.failure import Failure
from qualitygate.model.judgement import Judgement, is_open
from qualitygate.model.repair import Refusal, Repair, RepairedFile
from qualitygate.model.replacement import replace
from qualitygate.model.severity import Applicability

if TYPE_CHECKING:
    from qualitygate.engine.checking.same_as import SameTables  # few projects have any
    from qualitygate.engine.fixing.staging import Staging  # it loads what talks to git

_CHECKER_FAILED = "a checker failed on this file, and could not tell what a fix does to it"


class Repairs(Struct):
    """What the second half gave."""

    results: list[FileResult] = field(default_factory=list)  #: of every text that is a new one now
    #: only where nothing is written: ``--diff``, standard input
    changes: list[RepairedFile] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    paths: set[str] = field(default_factory=set)  #: what was changed, or would be
    staged: dict[str, bytes] = field(default_factory=dict)  #: new texts in the index, by path


class FixPhase(Struct, frozen=True):
    """What it needs to know of the first half."""

    request: Request
    host: PluginHost
    worker: WorkerSpec
    progress: Progress
    staging: Staging | None = None  #: where to write what is staged; None: it is not about the index, or only a look
    same: SameTables | None = None  #: which findings are one

    @property
    def level(self) -> Applicability:
        """The least trusted fixes to make."""
        return self.request.fix or Applicability.SAFE

    def summary(self, repairs: Repairs) -> Repair:
        """Return the part that reports tell."""
        return Repair(self.level, len(repairs.paths), tuple(sorted(repairs.refusals)))

    def run(
        self,
        judgements: Sequence[Judgement],
        tasks: Sequence[Task],
        digests: Mapping[str, str],
        failed: Collection[str],
    ) -> Repairs:
        """Make the fixes of all open findings that have one; write them unless only a look was asked for.

        ``digests`` are of the texts that were checked, ``failed`` the files on which a checker failed.
        """
        repairs = Repairs()
        wanted = _fix_tasks(judgements, tasks, digests, self.level)
        todo = [task for task in wanted if not self._refuse(task, failed, repairs)]
        todo = self._with_work(todo, repairs)
        total = len(todo)
        done = 0
        if todo:
            self.progress(done, total, doing="fixing")  # the first file may take long, and "checking" is over
        specification = self._specification(todo)
        for wave in self._waves(todo):
            for batch in self._map(wave, specification):
                if isinstance(batch, LostBatch):
                    repairs.failures += (_lost(task, batch.reason) for task in batch.tasks)
                    done += len(batch.tasks)
                else:
                    for result in batch:
                        self._take(result, repairs)
                    done += len(batch)
                self.progress(done, total, doing="fixing")
        return repairs

    def _specification(self, tasks: Sequence[FixTask]) -> FixSpec:
        """Return what the workers need; the rest of the tree only where a safe fix may take something from it.

        Where the index has another text than the disk, both are what others use.
        """
        rules = Catalogue(self.host, OWN_RULES)
        free = frozenset(code for code in rules.codes() if rules.rule(code).category != "style")
        may_take = self.level is Applicability.SAFE and any(
            not task.digest or any(finding.code in free for finding in task.findings)
            for task in tasks
            if task.task.kind in PYTHON_KINDS
        )
        texts = read_texts(self.worker.root, ENDINGS) if may_take else {}
        for path, text in self.staging.texts(ENDINGS).items() if may_take and self.staging is not None else ():
            texts[path] = f"{texts.get(path, '')}\n{text}"
        return FixSpec(self.worker, FixPolicy(self.level, free, self.request.today, same=self.same), texts)

    def _map(self, tasks: list[FixTask], specification: FixSpec) -> Iterator[list[FixResult] | LostBatch]:
        size = sum(task.size for task in tasks)
        executor = choose_executor(self.request.executor, self.request.jobs, files=len(tasks), size=size)
        return executor.map(FixWorker.start, specification, batches(tasks, executor.workers))

    def _with_work(self, tasks: list[FixTask], repairs: Repairs) -> list[FixTask]:
        """Give staged files what the working tree has of them; refuse those where it cannot take a fix."""
        if self.staging is None or not tasks:
            return tasks
        kept = []
        for task, reason in self.staging.sorted_out(tasks):
            if reason:
                repairs.refusals += _refusals(task, reason)
            else:
                kept.append(task)
        return kept

    def _refuse(self, task: FixTask, failed: Collection[str], repairs: Repairs) -> bool:
        """Refuse a file that may not be repaired before any work is done on it."""
        path = task.task.path
        reason = _CHECKER_FAILED if path in failed else ""
        if task.task.data is None:
            try:
                refuse_links(os.path.join(self.worker.root, path), self.worker.root)
            except LinkedError as error:
                reason = str(error)
            except OSError:
                pass  # the worker says why it cannot be read
        repairs.refusals += _refusals(task, reason) if reason else ()
        return bool(reason)

    def _waves(self, tasks: Iterable[FixTask]) -> list[list[FixTask]]:
        """Put paths that lead to one file into different waves: each works on what the one before has written."""
        waves: list[list[FixTask]] = [[]]
        seen: Counter[str] = Counter()
        for task in tasks:
            place = os.path.realpath(os.path.join(self.worker.root, task.task.path))
            number = seen[place]
            seen[place] += 1
            if number == len(waves):
                waves.append([])
            waves[number].append(replace(task, findings=(), digest="") if number else task)
        waves = [wave for wave in waves if wave]
        return waves if self.request.write_fixes else waves[:1]

    def _take(self, fixed: FixResult, repairs: Repairs) -> None:
        """Write a new text, and count what was not to be had."""
        repairs.refusals += fixed.refusals
        repairs.failures += fixed.failures
        change = fixed.change
        if change.before != change.after and not self._put(fixed, repairs):
            return
        if fixed.result is not None:
            repairs.results.append(fixed.result)

    def _put(self, fixed: FixResult, repairs: Repairs) -> bool:
        """Write the text where it belongs; return False when it could not be."""
        change = fixed.change
        if self.request.write_fixes and self.request.stdin is None:
            try:
                self._write(fixed, repairs)
            except ChangedError:
                repairs.failures.append(Failure("fix", change.path, "changed", CHANGED))
                return False
            except (OSError, LinkedError, RevisionError) as error:
                why = (error.strerror if isinstance(error, OSError) else "") or str(error)
                text = f"the repaired text was not written: {why}; the file is as it was"
                repairs.failures.append(Failure("fix", change.path, "not-written", text))
                return False
        else:
            repairs.changes.append(change)
        repairs.paths.add(change.path)
        return True

    def _write(self, fixed: FixResult, repairs: Repairs) -> None:
        change = fixed.change
        if self.staging is not None and fixed.work is not None:
            self.staging.put(change, fixed.work)
            repairs.staged[change.path] = change.after
        else:
            whole = os.path.join(self.worker.root, change.path)
            replace_content(whole, change.before, change.after, root=self.worker.root)


def _fix_tasks(
    judgements: Sequence[Judgement], tasks: Sequence[Task], digests: Mapping[str, str], level: Applicability
) -> Iterator[FixTask]:
    """Yield a task for each file with an open finding that has a fix of this level."""
    by_path = {task.path: task for task in tasks}
    for path, each in groupby(judgements, key=lambda judgement: judgement.finding.location.path):
        group = list(each)
        findings = [
            judgement.finding
            for judgement in group
            if is_open(judgement) and judgement.finding.fix and judgement.finding.fix.applicability >= level
        ]
        if findings and path in by_path:
            held = frozenset(judgement.fingerprint for judgement in group if not is_open(judgement))
            numbers = Counter(judgement.finding.code for judgement in group if is_open(judgement))
            task, counts = by_path[path], tuple(numbers.items())
            yield FixTask(task, tuple(findings), digests.get(path, ""), held, numbers=counts)


def _refusals(task: FixTask, reason: str) -> Iterator[Refusal]:
    """Yield the refusal of all fixes of a file."""
    codes = Counter(finding.code for finding in task.findings)
    return (Refusal(task.task.path, code, codes[code], reason) for code in codes)


def _lost(task: FixTask, reason: str) -> Failure:
    return Failure("fix", task.task.path, "lost-worker", reason)
