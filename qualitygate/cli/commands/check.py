"""``qualitygate check``: run, report, and say what the gate decided."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING, TextIO

from qualitygate.cli.output import repaired
from qualitygate.cli.output import streams
from qualitygate.cli.output.outputs import (
    Output,
    into_file,
    plan_outputs,
    refuse_overwriting,
    report_options,
    shows_source,
)
from qualitygate.cli.output.profile import Profile
from qualitygate.cli.output.writing import Writing, raise_for
from qualitygate.cli.setup import Setup, set_up
from qualitygate.cli.workers import elsewhere, executor_here
from qualitygate.engine.earlier_runs import EarlierRuns, NoEarlierRuns
from qualitygate.engine.request import FOR_EDITORS, Request
from qualitygate.engine.run import Outcome, run
from qualitygate.errors import UsageError
from qualitygate.hosting import ask
from qualitygate.model.severity import Applicability
from qualitygate.model.verdict import ExitCode

if TYPE_CHECKING:
    import argparse  # not needed where the command line was parsed before
    from collections.abc import Sequence

    from qualitygate.cache.memory import LoadedMemory
    from qualitygate.cli.cache_session import CacheSession
    from qualitygate.cli.replay import Start
    from qualitygate.engine.reuse.run_memory import RememberedPlan

#: How many objects the garbage collector waits for. A finding is half a dozen, and none of them is garbage: with its
#: own 700, the collector takes a tenth of the time of a run that recalls twenty thousand findings.
_NEW_OBJECTS = 200_000


def command(arguments: argparse.Namespace, start: Start) -> int:
    """Check what was asked for, once or whenever a file changes, and return the exit code."""
    if _is_for_editors(arguments):
        from qualitygate.cli.commands.for_editors import refuse_beside_editors  # here: only the language server asks

        refuse_beside_editors(arguments)
    if arguments.watch:
        from qualitygate.cli.commands.watch import watch  # here: most runs end by themselves

        return watch(arguments, start.arguments)
    return _check_once(arguments, start)


def _check_once(arguments: argparse.Namespace, start: Start) -> int:
    if arguments.shard:
        from qualitygate.cli.commands.shard import refuse_beside_shard  # here: most runs are whole

        refuse_beside_shard(arguments)
    request = _request(arguments)
    if arguments.add_noqa is not None:
        from qualitygate.cli.commands.added_noqa import require_files  # here: most runs write none

        require_files(arguments)
    remembered = _remembered(start.loaded) if start.loaded is not None else None
    setup = set_up(arguments, *((remembered.plugins, remembered.documents) if remembered is not None else ()))
    if arguments.shard:
        from qualitygate.cli.commands.shard import record_shard  # here: as above

        return record_shard(arguments, request, setup, start)
    if arguments.show_files:
        return _show_files(request, setup, arguments)
    return _check(arguments, request, setup, start, remembered)


def _check(
    arguments: argparse.Namespace, request: Request, setup: Setup, start: Start, remembered: RememberedPlan | None
) -> ExitCode:
    stream = sys.stderr if repaired.takes_stdout(request) else sys.stdout
    outputs = _outputs(arguments, request, setup, stream)
    session = _session(arguments, setup, request, start, remembered) if setup.is_cached else None
    profile = Profile(enabled=arguments.profile, started=start.time)
    collect_garbage_less()
    out = session.before_output(outputs, stream) if session is not None else stream
    with Writing(outputs, setup.catalogue, out) as writing:
        earlier = session.reuse if session is not None else NoEarlierRuns()
        outcome = run_with_progress(request, setup, earlier, writing, quiet=arguments.quiet > 0)
        if arguments.add_noqa is not None:
            from qualitygate.cli.commands.added_noqa import add_noqa  # here: as above

            with streams.collected():
                code = add_noqa(arguments.add_noqa, outcome, request, setup)
            _report_failures(outcome, shown=False, debug=arguments.debug)
            return _exit_code(arguments, code)
        profile.lap()
        repaired.write(request, outcome, arguments.color)
        problems = writing.finish(outcome)
    code = told(arguments, setup, outputs, outcome, profile, problems)
    for note in session.keep(outcome, outputs, code) if session is not None else ():
        streams.tell(f"qualitygate: note: {note}")
    return code


def told(
    arguments: argparse.Namespace,
    setup: Setup,
    outputs: Sequence[Output],
    outcome: Outcome,
    profile: Profile,
    problems: Sequence[str],
) -> ExitCode:
    """Say what the reports did not, and return the exit code; ``problems`` are of reports that were not written.

    Raises:
        ReportError: there are some.
    """
    _report_failures(outcome, shown=any(output.format.is_for_people for output in outputs), debug=arguments.debug)
    for warning in ask.run_finished(setup.host, outcome.report, outcome.verdict):
        streams.tell(f"qualitygate: warning: {warning}")
    profile.show(outcome)
    raise_for(problems)
    return _exit_code(arguments, outcome.verdict.exit_code)


def _outputs(arguments: argparse.Namespace, request: Request, setup: Setup, stream: TextIO) -> list[Output]:
    if not request.write_fixes and not arguments.format:
        return []  # the diff says it all
    policy = setup.tree.reports
    options, formats = report_options(arguments, policy, stream), ask.formats(setup.host)
    if _is_for_editors(arguments):
        from qualitygate.cli.commands.for_editors import formats_for_editors  # here: only the language server asks

        formats |= formats_for_editors(arguments.format, setup)
    requested = into_file(arguments.format, arguments.output_file, formats)
    in_files = shows_source(arguments, policy, on_terminal=False)
    outputs = plan_outputs(requested, formats, options, root=setup.tree.root, source_in_files=in_files)
    refuse_overwriting(outputs, setup.tree)
    return outputs


def _show_files(request: Request, setup: Setup, arguments: argparse.Namespace) -> int:
    from qualitygate.cli.commands.show_files import show_files  # here: most runs check them

    with streams.collected():
        show_files(request, setup, others=arguments.verbose > 0)
    return ExitCode.PASSED


def collect_garbage_less() -> None:
    """Keep the collector from what is no garbage."""
    gc.freeze()  # what was read from the cache is no garbage
    gc.set_threshold(_NEW_OBJECTS)
    gc.enable()


def run_with_progress(
    request: Request, setup: Setup, earlier: EarlierRuns, writing: Writing, *, quiet: bool
) -> Outcome:
    """Run, with a line that tells how far it is, where somebody looks at it."""
    progress = streams.ProgressLine(enabled=not quiet and not writing.is_printing)
    try:
        return run(setup.given(request, earlier, progress), writing.write_part)
    finally:
        progress.close()


def _remembered(loaded: LoadedMemory) -> RememberedPlan:
    from qualitygate.engine.reuse.run_memory import remembered_plan  # here: the first run has nothing to remember

    return remembered_plan(loaded.memory.plan)


def _session(
    arguments: argparse.Namespace, setup: Setup, request: Request, start: Start, remembered: RememberedPlan | None
) -> CacheSession:
    from qualitygate.cli.cache_session import CacheSession  # here: without a cache all that it imports is not needed

    return CacheSession.of(arguments, setup, request, start, remembered)


def _exit_code(arguments: argparse.Namespace, code: ExitCode) -> ExitCode:
    return ExitCode.PASSED if arguments.exit_zero and code is ExitCode.FAILED else code


def _request(arguments: argparse.Namespace) -> Request:
    reads_stdin = "-" in arguments.paths
    if reads_stdin and len(arguments.paths) > 1:
        raise UsageError("'-' reads standard input and cannot be combined with other paths")
    if reads_stdin and arguments.staged:
        raise UsageError("'-' reads standard input and cannot be combined with --staged")
    level = _level(arguments)
    return Request(
        paths=tuple(arguments.paths),
        cwd=os.getcwd(),
        stdin=streams.read_stdin() if reads_stdin else None,
        stdin_name=arguments.stdin_display_name,
        apply_excludes=not arguments.no_exclude,
        allow_empty=arguments.allow_empty,
        jobs=worker_count(arguments.jobs),
        executor=executor_here(arguments.executor),
        elsewhere=elsewhere(arguments.executor),
        fix=level,
        write_fixes=not arguments.diff,
        new=arguments.new,
        staged=arguments.staged,
        stages=tuple(arguments.stage),
        stops=not _is_for_editors(arguments),  # who edits wants to know all, not where a build would stop
    )


def _is_for_editors(arguments: argparse.Namespace) -> bool:
    return any(each.startswith(FOR_EDITORS) for each in arguments.format)


def _level(arguments: argparse.Namespace) -> Applicability | None:
    """Return which fixes are wanted; --diff shows what --fix would do, and with --fix still only shows."""
    if arguments.unsafe_fixes:
        return Applicability.UNSAFE
    return Applicability.SAFE if arguments.fix or arguments.diff else None


def worker_count(text: str) -> int:
    """Read ``--jobs``; 0 is one for each core.

    Raises:
        UsageError: it is neither a number nor auto.
    """
    if text == "auto":
        return 0
    if text.isascii() and text.isdigit() and int(text) > 0:
        return int(text)
    raise UsageError(f"--jobs: expected a number of at least 1, or auto, got {text!r}")


def _report_failures(outcome: Outcome, *, shown: bool, debug: bool) -> None:
    """Name failures on standard error where no report for people does, and their tracebacks under --debug."""
    for failure in outcome.report.failures:
        if not shown:
            place = f"{failure.path}: " if failure.path else ""
            streams.tell(f"qualitygate: {place}{failure.message}")
        if debug and failure.details:
            streams.tell(failure.details)
