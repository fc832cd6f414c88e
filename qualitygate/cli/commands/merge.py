"""``qualitygate merge REPORT...``: what all shards found, judged as one run."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence

from qualitygate.cli.cache_session import environment_of
from qualitygate.cli.commands.check import collect_garbage_less, run_with_progress, told, worker_count
from qualitygate.cli.commands.shard import deciding
from qualitygate.cli.output.outputs import plan_outputs, refuse_overwriting, report_options, shows_source
from qualitygate.cli.output.profile import Profile
from qualitygate.cli.output.writing import Writing
from qualitygate.cli.replay import Start
from qualitygate.cli.setup import set_up
from qualitygate.cli.workers import elsewhere, executor_here
from qualitygate.engine.request import Request
from qualitygate.engine.sharding.record import read_record
from qualitygate.engine.sharding.union import Shard, Union, complete
from qualitygate.errors import ShardError, UsageError
from qualitygate.hosting import ask
from qualitygate.inputs import Inputs
from qualitygate.model.verdict import ExitCode

#: Bytes of a report. Django's is 7 MB with every code selected; a larger one than this would fill the memory.
_LARGEST = 256 * 2**20


def command(arguments: argparse.Namespace, start: Start) -> ExitCode:
    """Judge the shards, write the reports, and return the exit code."""
    request = _request(arguments)
    setup = set_up(arguments)
    shards = _shards(arguments.reports, setup.tree.inputs)
    formats = ask.formats(setup.host)
    options = report_options(arguments, setup.tree.reports)
    in_files = shows_source(arguments, setup.tree.reports, on_terminal=False)
    outputs = plan_outputs(arguments.format, formats, options, root=setup.tree.root, source_in_files=in_files)
    refuse_overwriting(outputs, setup.tree)
    profile = Profile(enabled=arguments.profile, started=start.time)
    collect_garbage_less()
    decide = deciding(arguments, request, setup)
    earlier = Union.of(setup.given(request), shards, environment_of(setup).parts, decide)
    with Writing(outputs, setup.catalogue) as writing:
        outcome = run_with_progress(request, setup, earlier, writing, quiet=arguments.quiet > 0)
        profile.lap()
        problems = writing.finish(outcome)
    return told(arguments, setup, outputs, outcome, profile, problems)


def _request(arguments: argparse.Namespace) -> Request:
    if "-" in arguments.paths:
        raise UsageError("--path -: standard input has no shards")
    return Request(
        paths=tuple(arguments.paths),
        cwd=os.getcwd(),
        apply_excludes=not arguments.no_exclude,
        allow_empty=arguments.allow_empty,
        jobs=worker_count(arguments.jobs),
        executor=executor_here(arguments.executor),
        elsewhere=elsewhere(arguments.executor),
        new=arguments.new,
        stages=tuple(arguments.stage),
    )


def _shards(files: Sequence[str], inputs: Inputs) -> list[Shard]:
    """Read all reports.

    Raises:
        ShardError: one cannot be read, is none, is missing, or there twice.
    """
    return complete([Shard(read_record(_content(file, inputs), file), file) for file in files])


def _content(file: str, inputs: Inputs) -> bytes:
    path = os.path.abspath(file)
    try:
        size = os.stat(path).st_size
        if size > _LARGEST:
            raise ShardError(f"{file}: {size:,} bytes are too many for a report; split into more shards")
        return inputs.read(path)
    except OSError as error:
        raise ShardError(f"{file}: the report of a shard cannot be read: {error.strerror}") from error
