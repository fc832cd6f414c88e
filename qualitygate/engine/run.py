"""The whole run as one readable function. Start reading here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from msgspec import Struct, field

from qualitygate.config.tree import SettingsTree
from qualitygate.engine.baseline.baseline_match import BaselineMatch
from qualitygate.engine.checking.gather import Arrived, nobody
from qualitygate.engine.earlier_runs import Ran
from qualitygate.engine.gate.floor import applies, idle_checkers, too_few_files
from qualitygate.engine.gate.gate import judge, judge_diff, stops
from qualitygate.engine.gate.limited_tools import require_tools
from qualitygate.engine.given import Given
from qualitygate.engine.job import Job, Judged
from qualitygate.engine.planning.plan import make_plan, refuse_unread
from qualitygate.engine.planning.stages import GateStage, gate_stages, left_out, require_checkers, stopped
from qualitygate.engine.reports.announce import Announcer
from qualitygate.engine.reports.lines import SourceLines
from qualitygate.engine.request import Finished, not_awaited
from qualitygate.engine.timing import Timing
from qualitygate.engine.work import Plan
from qualitygate.errors import PluginError
from qualitygate.hosting import ask
from qualitygate.model.failure import Failure
from qualitygate.model.judgement import Judgement, is_open
from qualitygate.model.repair import RepairedFile
from qualitygate.model.replacement import replace
from qualitygate.model.report import Report, Stats
from qualitygate.model.verdict import Condition, Verdict


class Outcome(Struct, frozen=True):
    """What a run gives: everything it learned, and the gate's answer."""

    report: Report
    verdict: Verdict
    changes: tuple[RepairedFile, ...] = ()  #: texts that were repaired and not written: ``--diff``, standard input
    timing: Timing = field(default_factory=Timing)
    matched: BaselineMatch = BaselineMatch()  #: the baseline, and which finding each of its entries stands for
    sources: SourceLines | None = None  #: the files as they were checked


def run(given: Given, finished: Finished = not_awaited) -> Outcome:
    """Check what was asked for and judge it. No printing, no exit.

    Raises:
        UsageError: there is nothing to check.
    """
    try:
        return _run(given, finished)
    finally:
        if given.elsewhere is not None:
            given.elsewhere.close()


def _run(given: Given, finished: Finished) -> Outcome:
    request, host, tree = given.request, given.host, given.tree
    timing = Timing()
    stages = gate_stages(tree.gate, request.stages)
    plan = given.earlier.plan or _plan(given)
    tree.read(plan.configured_by)
    job = Job.of(given, plan)
    if not request.left_out:  # they may have had some that stages name
        require_checkers(tree.gate, host, plan, job.offered)
    require_tools(tree)
    timing.lap("plan")
    announcer = Announcer(finished, tree.root, SourceLines(tree.root, plan.by_path()))
    arrived: Arrived = nobody
    if finished is not not_awaited and len(stages) == 1 and job.is_final_by_file:
        arrived = _told_early(job, announcer)
    for stage in stages:
        job.check(stage, arrived)
        timing.lap("check")
        judged = job.judge()
        if request.stops and stage is not stages[-1] and stops(_report(job, judged, timing), tree.gate):
            break
    missing = stopped(stages, stage)
    if request.fix is not None:
        judged = job.fix(judged)
        timing.lap("fix")
        announcer.lines = SourceLines(tree.root, plan.by_path())
    announcer.tell(judged.judgements)
    report = _report(job, judged, timing, announcer.lines)
    refuse_unread(report, request)
    report = replace(report, notes=(*report.notes, *_notes(job, judged, report, stages, missing)))
    given.earlier.note(Ran(plan, job.results, judged.judgements, job.is_final_by_file, job.is_repeatable))
    timing.lap("judge")
    timing.count(job.results, job.old, files=len(plan.tasks), old_files=len(job.base.plan.tasks) if job.base else 0)
    report, verdict = _gated(job, _with_floor(job, report, missing), missing)
    return Outcome(report, verdict, judged.changes, timing, judged.matched, announcer.lines)


def _with_floor(job: Job, report: Report, missing: Sequence[Condition]) -> Report:
    """Add what the run did not look at, and should have."""
    given = job.given
    if not applies(given.request, given.tree):
        return report
    low = [*too_few_files(report.files, given.tree)]
    if not missing:  # what a failed stage stopped is said already
        low += idle_checkers(report.files, job.plan, given.host, given.tree, job.project.asked if job.project else ())
    return replace(report, failures=(*report.failures, *low))


def _gated(job: Job, report: Report, missing: Sequence[Condition]) -> tuple[Report, Verdict]:
    """Judge the report; a plugin that cannot say its conditions is one more failure in it."""
    if not job.given.request.write_fixes:
        return report, judge_diff(report)
    added: list[Condition] = list(job.conditions)
    try:
        added += ask.gate_conditions(job.given.host, report)
    except PluginError as error:
        report = replace(report, failures=(*report.failures, Failure("gate", "", "crash", str(error))))
    return report, judge(report, job.given.tree.gate, [*missing, *added])


def _plan(given: Given) -> Plan:
    request, host, tree = given.request, given.host, given.tree
    if not request.staged:
        return make_plan(request, host, tree)
    from qualitygate.engine.planning.staged import make_staged_plan  # here: most runs need no git

    return make_staged_plan(request, host, tree)


def _report(job: Job, judged: Judged, timing: Timing, lines: SourceLines | None = None) -> Report:
    plan, results, tree = job.plan, job.results, job.given.tree
    return Report(
        judgements=tuple(judged.judgements),
        failures=tuple(job.failures),
        files=results.files(),
        skipped=results.all_skipped(plan.skipped),
        notes=(*_header(plan), *_revived(judged.judgements, tree, plan), *job.notes),
        stats=Stats(timing.seconds, results.workers, tuple(sorted(results.seconds.items()))),
        repair=judged.repair,
        root=tree.root,
        suppressions_by_tool=results.suppressions_by_tool(),
        lines=lines or SourceLines(tree.root, plan.by_path()),
    )


def _notes(
    job: Job, judged: Judged, report: Report, stages: Sequence[GateStage], missing: Sequence[Condition]
) -> list[str]:
    """Say what came of a comparison, and which baseline entries or gate stages had no part in the run."""
    told: list[str] = []
    tree = job.given.tree
    if job.base is not None:
        from qualitygate.engine.newcode.newcode import comparison  # here: most runs compare with nothing

        told = [comparison(report.judgements, judged.gone, job.base.base), *job.base.notes]
    if missing or job.given.request.stages or report.failures:
        told += left_out(tree.gate, stages)
    elif judged.matched.entries:
        from qualitygate.engine.baseline.baseline import unused  # here: few projects have one

        told += unused(judged.matched, report, tree.settings_for)
    return told


def _told_early(job: Job, announcer: Announcer) -> Arrived:
    """Return what hands on findings as files arrive."""

    def arrived(paths: Collection[str]) -> None:
        announcer.tell(job.judge_early(paths))

    return arrived


def _header(plan: Plan) -> tuple[str, ...]:
    """Say which configuration was used."""
    if not plan.sources:
        return ("settings: defaults (no configuration file found)", *plan.notes)
    return (f"settings: {', '.join(plan.sources)}", *plan.notes)


def _revived(judgements: Iterable[Judgement], tree: SettingsTree, plan: Plan) -> tuple[str, ...]:
    """Say when a replaced ignore list brought defaults back and they fire, and name the cure."""
    by_settings = [tree.revived_defaults(settings) for settings in plan.settings]
    if not any(by_settings):
        return ()
    by_path = {task.path: by_settings[task.settings] for task in plan.tasks}
    counts: Counter[str] = Counter()
    path = ""
    revived: tuple[str, ...] = ()
    for judgement in judgements:
        finding = judgement.finding
        if finding.location.path != path:  # they are sorted
            path = finding.location.path
            revived = by_path.get(path, ())
        if revived and is_open(judgement) and finding.code.startswith(revived):
            counts[finding.code] += 1
    if not counts:
        return ()
    codes = ", ".join(sorted(counts))
    total = sum(counts.values())
    return (
        f"'ignore' replaces the default list, which brings back {codes} ({total} findings);"
        " write extend-ignore instead of ignore, or add them to it",
    )
