"""The whole run as one readable function. Start reading here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from qualitygate.config.tree import SettingsTree
from qualitygate.engine.announce import Announcer
from qualitygate.engine.gate import judge, judge_diff
from qualitygate.engine.gather import gather, specification
from qualitygate.engine.lines import SourceLines
from qualitygate.engine.judging import FileJudge
from qualitygate.engine.plan import Plan, make_plan
from qualitygate.engine.recall import Known, Recall
from qualitygate.engine.request import Finished, Progress, Request, no_progress, not_awaited
from qualitygate.engine.results import Results
from qualitygate.engine.trace import Trace
from qualitygate.engine.unused_exclusions import covers_project, unused_exclusions
from qualitygate.hosting import ask
from qualitygate.hosting.host import PluginHost
from qualitygate.model.finding import Finding
from qualitygate.model.judgement import Judgement
from qualitygate.model.repair import Change, Repair
from qualitygate.model.report import Report, Stats
from qualitygate.model.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run gives: everything it learned, and the gate's answer."""

    report: Report
    verdict: Verdict
    changes: tuple[Change, ...] = ()  #: texts that were repaired and not written: ``--diff``, standard input
    trace: Trace = field(default_factory=Trace)


def run(
    request: Request,
    host: PluginHost,
    tree: SettingsTree,
    *,
    known: Known = Known(),
    progress: Progress = no_progress,
    finished: Finished = not_awaited,
) -> Outcome:
    """Check what was asked for and judge it. No printing, no exit. What is ``known`` changes the time, nothing else.

    Raises:
        UsageError: there is nothing to check.
    """
    trace = Trace(is_repeatable=request.fix is None)
    plan = trace.plan = known.plan or make_plan(request, host, tree)
    trace.lap("plan")
    announcer = Announcer(finished, tree.root, SourceLines(tree.root, plan.by_path()))
    results = Results()
    files = FileJudge(request, host, tree)

    def arrived(paths: Collection[str]) -> None:
        if finished is not not_awaited and request.fix is None:
            announcer.tell(files.judge(results.of(paths)))

    recall = Recall(tree.root, plan.settings, known.store, known.digests)
    gather(results, plan, request, recall=recall, host=host, tree=tree, progress=progress, arrived=arrived)
    trace.take(recall, results.seconds_by_file)
    trace.lap("check")
    judgements = files.judge(results.by_path.values(), _others(plan, results, request, tree))
    repair: Repair | None = None
    changes: tuple[Change, ...] = ()
    if request.fix is not None:
        judgements, repair, changes = _fix(judgements, files, plan, results, progress)
        announcer.lines = SourceLines(tree.root, plan.by_path())
        trace.lap("fix")
    announcer.tell(judgements)
    report = Report(
        judgements=tuple(judgements),
        failures=tuple(results.failures),
        files=tuple(sorted(result.checked for result in results.by_path.values())),
        skipped=tuple(sorted([*plan.skipped, *results.skipped])),
        notes=(*_header(plan), *_revived(judgements, tree)),
        stats=Stats(trace.seconds, results.workers, tuple(sorted(results.seconds.items()))),
        repair=repair,
        root=tree.root,
        directives={path: tuple(each.directives) for path, each in sorted(results.by_path.items()) if each.directives},
        lines=announcer.lines,
    )
    verdict = judge(report, tree.gate, ask.gate_conditions(host, report))
    if not request.write_fixes:
        verdict = judge_diff(report)
    trace.lap("judge")
    return Outcome(report, verdict, changes, trace)


def _others(plan: Plan, results: Results, request: Request, tree: SettingsTree) -> list[Finding]:
    """Return what is found beside the files: paths that cannot be read, entries of the configuration without use.

    Those are judged only when everything ran on everything.
    """
    if results.failures or not covers_project(request, tree.root):
        return plan.problems
    dropped = {path: result.looked_for.dropped for path, result in results.by_path.items()}
    return [*plan.problems, *unused_exclusions(tree, dropped, [*plan.skipped, *results.skipped])]


def _fix(
    judgements: list[Judgement], files: FileJudge, plan: Plan, results: Results, progress: Progress
) -> tuple[list[Judgement], Repair, tuple[Change, ...]]:
    """Make fixes, and put what is found in the new texts in the place of what was found in the old ones."""
    from qualitygate.engine.fixing.gone import mark_fixed  # here: most runs only check
    from qualitygate.engine.fixing.phase import FixPhase

    request, host, tree = files.request, files.host, files.tree
    phase = FixPhase(request, host, specification(plan, host, tree), progress)
    digests = {path: result.digest for path, result in results.by_path.items()}
    failed = {failure.path for failure in results.failures}
    repairs = phase.run(judgements, plan.tasks, digests, failed)
    paths = {row[0] for row in repairs.rows}
    if paths and request.write_fixes:
        results.forget(paths)
        results.collect(repairs.rows)
        new = {change.path: change.after for change in repairs.changes}
        plan.tasks = [replace(task, data=new[task.path]) if task.path in new else task for task in plan.tasks]
        left = files.judge(results.by_path.values(), _others(plan, results, request, tree))
        judgements = mark_fixed(judgements, left, paths)
    results.other_failures += repairs.failures
    changes = tuple(sorted(repairs.changes, key=lambda change: change.path))
    return judgements, phase.summary(repairs), changes


def _header(plan: Plan) -> tuple[str, ...]:
    """Say which configuration was used."""
    if not plan.sources:
        return ("settings: defaults (no configuration file found)", *plan.notes)
    return (f"settings: {', '.join(plan.sources)}", *plan.notes)


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
