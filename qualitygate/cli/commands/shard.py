"""``qualitygate --shard I/N``: one part of the files is checked, and what was found written down for ``merge``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from typing import TextIO

from qualitygate.api.reporting import Format, Reporter, ReportOptions
from qualitygate.cli.cache_session import CacheSession, environment_of
from qualitygate.cli.output import streams
from qualitygate.cli.output.outputs import Output, into_file, plan_outputs, refuse_overwriting, report_options
from qualitygate.cli.output.profile import Profile
from qualitygate.cli.output.writing import raise_for, write_outputs
from qualitygate.cli.replay import Start
from qualitygate.cli.setup import Setup
from qualitygate.engine.request import Request
from qualitygate.engine.run import Outcome
from qualitygate.engine.sharding.record import Record, to_text
from qualitygate.engine.sharding.recording import record
from qualitygate.engine.sharding.split import parse_shard
from qualitygate.errors import UsageError
from qualitygate.files.discover import path_from_root
from qualitygate.model.failure import Failure
from qualitygate.model.report import Report, Stats
from qualitygate.model.rule import RuleBook
from qualitygate.model.verdict import ExitCode, Verdict

#: The only format that a shard has.
_FORMAT = "shard"
#: Options that need all files, or change them: their names among the arguments, and how they are written.
_REFUSED = (
    ("fix", "--fix"),
    ("unsafe_fixes", "--unsafe-fixes"),
    ("diff", "--diff"),
    ("add_noqa", "--add-noqa"),
    ("show_files", "--show-files"),
    ("staged", "--staged"),
)


def refuse_beside_shard(arguments: argparse.Namespace) -> None:
    """Refuse what a shard cannot do.

    Raises:
        UsageError: something of it was asked for, or the shard is none.
    """
    parse_shard(arguments.shard)
    asked = [shown for name, shown in _REFUSED if getattr(arguments, name) not in (None, False)]
    asked += ["'-'"] if "-" in arguments.paths else []
    if asked:
        raise UsageError(f"--shard checks a part of the files and judges nothing; run {asked[0]} without it")
    other = [each for each in arguments.format if each.partition("=")[0] not in ("auto", _FORMAT)]
    if other:
        raise UsageError(
            f"--format {other[0]}: a shard has one report, for qualitygate merge, which writes all others; leave it"
            " out here, and name with --output-file where that report goes"
        )


def record_shard(arguments: argparse.Namespace, request: Request, setup: Setup, start: Start) -> ExitCode:
    """Check the files of the shard; the exit code says whether that was done, for nothing is judged."""
    reporter = _RecordReporter()
    outputs = _outputs(arguments, setup, reporter)
    profile = Profile(enabled=arguments.profile, started=start.time)
    session = CacheSession.of(arguments, setup, request, start) if setup.is_cached else None
    environment = (session.environment if session is not None else None) or environment_of(setup)
    shard, options = parse_shard(arguments.shard), deciding(arguments, request, setup)
    progress = streams.ProgressLine(enabled=not arguments.quiet)
    try:
        given = setup.given(request, session.reuse if session is not None else None, progress)
        reporter.found, total = record(given, shard, environment.parts, options)
    finally:
        progress.close()
    profile.lap()
    problems = write_outputs(outputs, _outcome(reporter.found), setup.catalogue)
    notes = session.save() if session is not None else []
    _tell(reporter.found, total, notes, arguments)
    profile.show(_outcome(reporter.found))
    raise_for(problems)
    return ExitCode.INCOMPLETE if any(_failures(reporter.found)) else ExitCode.PASSED


def deciding(arguments: argparse.Namespace, request: Request, setup: Setup) -> dict[str, str]:
    """Return the options of a command line that decide what a shard finds, as errors name them."""
    root = setup.tree.root
    paths = sorted({path_from_root(path, cwd=request.cwd, root=root) or "." for path in request.paths})
    plugins = [f"--no-plugin {name}" for name in arguments.no_plugin]
    given = {
        "PATH": " ".join(path for path in paths if paths != ["."]),
        "--new": "" if request.new is None else request.new or "the merge base",
        "--stage": " ".join(sorted(request.stages)),
        "--set": " ".join([*sorted(arguments.set), *plugins]),
        "--isolated": "given" if arguments.isolated else "",
        "--no-exclude": "given" if arguments.no_exclude else "",
        "--untrusted": "given, or implied" if setup.trust.untrusted else "",
    }
    return {name: value for name, value in given.items() if value}


class _RecordReporter:
    """Writes the record, once it is there."""

    found: Record

    def write(self, report: Report, verdict: Verdict, rules: RuleBook, out: TextIO) -> None:
        """Write it; there is nothing else to tell."""
        out.write(to_text(self.found))


def _outputs(arguments: argparse.Namespace, setup: Setup, reporter: Reporter) -> list[Output]:
    def create(options: ReportOptions) -> Reporter:
        return reporter

    formats = {_FORMAT: Format(create, is_default=True)}
    requested = into_file(arguments.format, arguments.output_file, formats)
    outputs = plan_outputs(requested, formats, report_options(arguments, setup.tree.reports), root=setup.tree.root)
    refuse_overwriting(outputs, setup.tree)
    return outputs


def _outcome(found: Record) -> Outcome:
    seconds: dict[str, float] = {}
    for stage in found.tree.stages:
        for name, spent in stage.seconds.items():
            seconds[name] = seconds.get(name, 0.0) + spent
    return Outcome(Report(stats=Stats(seconds_by_checker=tuple(sorted(seconds.items())))), Verdict((), ExitCode.PASSED))


def _failures(found: Record) -> Iterator[Failure]:
    for side in (found.tree, found.base):
        for stage in side.stages if side is not None else ():
            yield from stage.failures
            for result in stage.files:
                yield from result.failures


def _tell(found: Record, total: int, notes: Sequence[str], arguments: argparse.Namespace) -> None:
    for failure in sorted(set(_failures(found))):
        place = f"{failure.path}: " if failure.path else ""
        streams.tell(f"qualitygate: {place}{failure.message}")
        if arguments.debug and failure.details:
            streams.tell(failure.details)
    if not arguments.quiet:
        count = f"{len(found.tree.digests):,} of {total:,} files"
        streams.tell(f"qualitygate: shard {found.number}/{found.of}: {count} looked at; qualitygate merge judges them")
    for note in notes:
        streams.tell(f"qualitygate: note: {note}")
    sys.stderr.flush()
