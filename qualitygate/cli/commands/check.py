"""``qualitygate check``: run, report, and say what the gate decided."""

from __future__ import annotations

import argparse
import os
import sys

from qualitygate.cli import streams
from qualitygate.cli.outputs import plan_outputs, report_options
from qualitygate.cli.setup import set_up
from qualitygate.cli.writing import Writing, raise_for
from qualitygate.engine.request import Request
from qualitygate.engine.run import Outcome, run
from qualitygate.errors import UsageError
from qualitygate.hosting import ask
from qualitygate.model.verdict import ExitCode

#: Formats that tell a person of failures.
_FOR_PEOPLE = ("console", "concise")


def command(arguments: argparse.Namespace) -> int:
    """Check what was asked for and return the exit code."""
    request = _request(arguments)
    setup = set_up(arguments)
    outputs = plan_outputs(arguments.format, ask.reporters(setup.host), report_options(arguments))
    with Writing(outputs, setup.catalogue) as writing:
        progress = streams.ProgressLine(enabled=not arguments.quiet and not writing.is_printing)
        try:
            outcome = run(request, setup.host, setup.tree, progress=progress, finished=writing.write_part)
        finally:
            progress.close()
        problems = writing.finish(outcome)
    _report_failures(outcome, shown=any(output.name in _FOR_PEOPLE for output in outputs), debug=arguments.debug)
    for warning in ask.run_finished(setup.host, outcome.report, outcome.verdict):
        print(f"qualitygate: warning: {warning}", file=sys.stderr)
    raise_for(problems)
    code = outcome.verdict.exit_code
    return ExitCode.PASSED if arguments.exit_zero and code is ExitCode.FAILED else code


def _request(arguments: argparse.Namespace) -> Request:
    reads_stdin = "-" in arguments.paths
    if reads_stdin and len(arguments.paths) > 1:
        raise UsageError("'-' reads standard input and cannot be combined with other paths")
    return Request(
        paths=tuple(arguments.paths),
        cwd=os.getcwd(),
        stdin=sys.stdin.buffer.read() if reads_stdin else None,
        stdin_name=arguments.stdin_display_name,
        apply_excludes=not arguments.no_exclude,
        allow_empty=arguments.allow_empty,
        jobs=_jobs(arguments.jobs),
        executor=arguments.executor,
    )


def _jobs(text: str) -> int:
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
            print(f"qualitygate: {place}{failure.message}", file=sys.stderr)
        if debug and failure.details:
            print(failure.details, file=sys.stderr)
