"""What of a run may be said again by later ones, and for how long."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from qualitygate.config.tree import SettingsTree
from qualitygate.engine.earlier_runs import Ran
from qualitygate.engine.request import Request
from qualitygate.engine.results import Results, SettledFiles
from qualitygate.engine.silencing.unused_exclusions import looks_for_unused
from qualitygate.engine.work import Plan
from qualitygate.hosting import ask
from qualitygate.hosting.host import PluginHost
from qualitygate.model.judgement import Judgement
from qualitygate.model.report import Report


class WrittenReport(NamedTuple):
    """A report as it was written."""

    format: str
    file: str  #: "" = standard output
    content: bytes | None  #: None: it was too much to keep, or went where nothing can be read back
    is_repeatable: bool  #: its reporter would write the same of the same report


class Answer(Struct, frozen=True):
    """What a run said, and until when it would say it again."""

    exit_code: int
    outputs: tuple[tuple[str, str, bytes], ...]  #: format, file ("" = standard output), content
    until: int = 0  #: seconds since 1970; 0 = for ever


class Lasting(Struct, frozen=True):
    """What a run found that a memory of it needs."""

    plan: Plan
    digests: Mapping[str, str]  #: of the content that each file was judged by
    settled: SettledFiles | None  #: what the next run need not judge again; None = it must
    until: int  #: seconds since 1970 when the run would say something else of the same files; 0 = never
    is_repeatable: bool = True  #: all that the findings depend on is watched


def lasting(ran: Ran, digests: Mapping[str, str], request: Request, tree: SettingsTree) -> Lasting:
    """Find out how long, and as long as what, the findings of a run stand, and what of them holds file by file."""
    until = _until(ran.results, request.today)
    settled = None
    if ran.is_final_by_file and holds_by_file(request, tree) and not ran.results.failures and not ran.plan.problems:
        settled = _settled(ran.results, ran.judgements, until)
    return Lasting(ran.plan, digests, settled, until, ran.is_repeatable)


def holds_by_file(request: Request, tree: SettingsTree) -> bool:
    """Would a run say the same of a file as long as that file stays as it is, if its judgements are final by file?"""
    return request.stdin is None and not tree.gate.stages and not looks_for_unused(tree)


def has_memory(request: Request, plan: Plan) -> bool:
    """May a memory of the run be kept? Not where what was checked is not what lies on the disk."""
    return request.stdin is None and not request.staged and not plan.problems


def answer(
    found: Lasting, request: Request, host: PluginHost, report: Report, written: Iterable[WrittenReport], exit_code: int
) -> Answer | None:
    """Return what a later run may say without running; None when it must run.

    git and its index are not watched, a repair changes what it looked at, and a plugin that observes the end of runs
    wants to see all of them.
    """
    if request.fix is not None or request.new is not None or request.staged:
        return None
    if report.failures or not found.is_repeatable or ask.is_watched(host):
        return None
    outputs = []
    for each in written:
        if each.content is None or not each.is_repeatable:
            return None
        outputs.append((each.format, each.file, each.content))
    return Answer(exit_code, tuple(outputs), found.until)


def _until(results: Results, today: str) -> int:
    loud = results.with_something_said.values()
    directives = [each for result in loud for each in result.directives if each.until]
    if not directives:
        return results.settled.until
    from qualitygate.engine.silencing.suppressions import expiry  # here: few comments have an end

    ends = [expiry(directive, today) for directive in directives]
    return min(filter(None, (results.settled.until, *ends)), default=0)


def _settled(results: Results, judgements: Sequence[Judgement], until: int) -> SettledFiles:
    before = results.settled
    return SettledFiles(
        judgements,
        {**before.files, **{path: result.checked for path, result in results.by_path.items()}},
        {**before.skipped, **{skip.path: skip for skip in results.skipped}},
        results.suppressions_by_path(),
        until,
    )
