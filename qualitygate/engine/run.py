"""The whole run as one readable function. Start reading here."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qualitygate.config.tree import SettingsTree
from qualitygate.engine.gate import judge
from qualitygate.engine.lines import SourceLines
from qualitygate.engine.merge import merge
from qualitygate.engine.plan import Plan, make_plan
from qualitygate.engine.request import Finished, Progress, Request, no_progress, not_awaited
from qualitygate.engine.suppress import suppress
from qualitygate.engine.worker import Worker, WorkerSpec
from qualitygate.executors.batching import batches
from qualitygate.executors.choose import choose_executor
from qualitygate.executors.executor import LostBatch
from qualitygate.hosting import ask
from qualitygate.hosting.host import PluginHost
from qualitygate.model.failure import Failure
from qualitygate.model.finding import Finding
from qualitygate.model.fingerprint import fingerprints
from qualitygate.model.judgement import Judgement
from qualitygate.model.report import CheckedFile, Lines, Report, Skip, Stats
from qualitygate.model.verdict import Verdict
from qualitygate.model.wire import Row, failure_from_row, finding_from_row
from qualitygate.source.directives import Directive


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run gives: everything it learned, and the gate's answer."""

    report: Report
    verdict: Verdict


def run(
    request: Request,
    host: PluginHost,
    tree: SettingsTree,
    *,
    progress: Progress = no_progress,
    finished: Finished = not_awaited,
) -> Outcome:
    """Check what was asked for and judge it. No printing, no exit.

    Raises:
        UsageError: there is nothing to check.
    """
    started = time.perf_counter()
    plan = make_plan(request, host, tree)
    lines = SourceLines(tree.root, {task.path: task for task in plan.tasks})
    results = _Results(tree.root, lines, finished)
    results.judge(plan.problems, {})
    _gather(results, plan, request, host, tree, progress)
    judgements = sorted(results.judgements, key=lambda judgement: judgement.finding.sort_key)
    report = Report(
        judgements=tuple(judgements),
        failures=tuple(sorted(set(results.failures))),
        files=tuple(sorted(results.files)),
        skipped=tuple(sorted([*plan.skipped, *results.skipped])),
        notes=(*_header(tree), *_revived(judgements, tree)),
        stats=Stats(
            time.perf_counter() - started, results.workers, tuple(sorted(results.seconds.items()))
        ),
        root=tree.root,
        lines=lines,
    )
    return Outcome(report, judge(report, tree.gate, ask.gate_conditions(host, report)))


@dataclass(slots=True)
class _Results:
    """What came back from the workers, judged file by file: nothing in one file says anything about another."""

    root: str
    lines: Lines
    finished: Finished
    workers: int = 1
    judgements: list[Judgement] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    files: list[CheckedFile] = field(default_factory=list)
    skipped: list[Skip] = field(default_factory=list)
    seconds: Counter[str] = field(default_factory=Counter)

    def judge(self, found: Iterable[Finding], directives: Mapping[str, Sequence[Directive]]) -> None:
        """Take the findings of whole files through all stages, and tell who waits for them."""
        findings = merge(found)
        if not findings:
            return
        marks = fingerprints(findings)
        judgements = [Judgement(finding, fingerprint=mark) for finding, mark in zip(findings, marks, strict=True)]
        judgements = suppress(judgements, directives)
        self.judgements += judgements
        self.finished(Report(judgements=tuple(judgements), root=self.root, lines=self.lines))


def _gather(
    results: _Results, plan: Plan, request: Request, host: PluginHost, tree: SettingsTree, progress: Progress
) -> None:
    """Run the plan's tasks and collect their rows."""
    tasks = plan.tasks
    if not tasks:
        return
    size = sum(task.size for task in tasks)
    executor = choose_executor(request.executor, request.jobs, files=len(tasks), size=size)
    results.workers = executor.workers
    specification = WorkerSpec(tree.root, host.refs, tuple(plan.settings))
    done = 0
    for batch in executor.map(Worker.start, specification, batches(tasks, executor.workers)):
        if isinstance(batch, LostBatch):
            results.failures += (Failure("worker", task.path, "lost-worker", batch.reason) for task in batch.tasks)
            done += len(batch.tasks)
        else:
            _collect(results, batch)
            done += len(batch)
        progress(done, len(tasks))


def _collect(results: _Results, rows: Iterable[Row]) -> None:
    """Turn the rows of :func:`worker.task_row` back into values."""
    for path, kind, lines, skipped, findings, failures, directives, seconds in rows:
        if skipped is not None:
            results.skipped.append(Skip(path, *skipped))
            continue
        results.files.append(CheckedFile(path, kind, lines))
        results.judge(map(finding_from_row, findings), {path: [Directive(*row) for row in directives]})
        results.failures += map(failure_from_row, failures)
        results.seconds.update(dict(seconds))


def _header(tree: SettingsTree) -> tuple[str, ...]:
    """Say which configuration was used."""
    if not tree.sources:
        return ("settings: defaults (no configuration file found)", *tree.notes)
    return (f"settings: {', '.join(tree.sources)}", *tree.notes)


def _revived(judgements: Iterable[Judgement], tree: SettingsTree) -> tuple[str, ...]:
    """Say when a replaced ignore list brought defaults back and they fire, and name the cure."""
    counts: Counter[str] = Counter()
    for judgement in judgements:
        finding = judgement.finding
        revived = tree.revived_defaults(finding.location.path)
        if revived and finding.code.startswith(revived):
            counts[finding.code] += 1
    if not counts:
        return ()
    codes = ", ".join(sorted(counts))
    total = sum(counts.values())
    return (
        f"'ignore' replaces the default list, which brings back {codes} ({total} findings);"
        " write extend-ignore instead of ignore, or add them to it",
    )
