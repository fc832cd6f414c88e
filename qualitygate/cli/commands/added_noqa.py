"""What ``--add-noqa`` does after a run: comments into files, and a line about each."""

from __future__ import annotations

import argparse
import os

from qualitygate.api.reporting import printable
from qualitygate.cli.setup import Setup
from qualitygate.engine.checking.worker import Worker, WorkerSpec
from qualitygate.engine.planning.plan import make_plan
from qualitygate.engine.request import Request
from qualitygate.engine.run import Outcome
from qualitygate.engine.silencing.noqa_writer import Annotated, NoqaWriter, require_reason
from qualitygate.engine.silencing.suppressions import DirectiveContext
from qualitygate.engine.work import Task
from qualitygate.errors import UsageError
from qualitygate.files.replace import ChangedError, LinkedError, replace_content
from qualitygate.model.finding import Finding
from qualitygate.model.judgement import Disposition
from qualitygate.model.verdict import ExitCode


def require_files(arguments: argparse.Namespace) -> None:
    """Refuse what cannot be combined, before any work is done.

    Raises:
        UsageError: standard input, a report, or a reason that is none.
    """
    require_reason(arguments.add_noqa)
    if "-" in arguments.paths:
        raise UsageError("--add-noqa writes files and cannot be combined with '-'")
    if arguments.staged:
        raise UsageError("--add-noqa writes the working tree and cannot be combined with --staged")
    if arguments.diff:
        raise UsageError("--add-noqa writes files and --diff only shows what fixes would change; leave one of them out")
    if arguments.format:
        raise UsageError("--add-noqa tells what it wrote and writes no report; leave --format out")


def add_noqa(reason: str, outcome: Outcome, request: Request, setup: Setup) -> ExitCode:
    """Write the comments and return the exit code: 1 when something stayed open, 3 when the run was incomplete."""
    plan = make_plan(request, setup.host, setup.tree)
    tasks = {task.path: task for task in plan.tasks}
    worker = Worker(WorkerSpec(setup.tree.root, setup.host.refs, tuple(plan.settings)), setup.host)
    judging = DirectiveContext.of_run(request.today, setup.host, setup.tree)
    writer = NoqaWriter(worker.check_task, judging, require_reason(reason))
    silenced = files = left = 0
    for path, findings in outcome.report.open_by_path():
        done = _one(path, findings, tasks.get(path), writer, setup.tree.root)
        silenced += done.silenced
        files += bool(done.silenced)
        left += len(done.refused)
        if done.silenced:
            print(printable(f"{path}: {done.silenced} silenced"))
        for finding, why in done.refused:
            print(printable(f"{path}:{finding.location.line}: {finding.code} not silenced: {why}"))
    what = f"{silenced} finding{'' if silenced == 1 else 's'} silenced in {files} file{'' if files == 1 else 's'}"
    if outcome.report.repair is not None:
        fixed = sum(each.disposition is Disposition.FIXED for each in outcome.report.judgements)
        print(f"{fixed} finding{'' if fixed == 1 else 's'} fixed before that")
    print(f"{what}, {left} left open")
    if outcome.report.failures:
        return ExitCode.INCOMPLETE
    return ExitCode.FAILED if left else ExitCode.PASSED


def _one(path: str, findings: list[Finding], task: Task | None, writer: NoqaWriter, root: str) -> Annotated:
    """Annotate one file and write it; what cannot be written is refused as a whole."""
    absolute = os.path.join(root, path)
    data = b""
    try:
        if task is None:
            raise OSError(0, "no comment can silence it")
        with open(absolute, "rb") as file:
            data = file.read()
        done = writer.annotate(task, data, findings)
        if done.after is not None:
            replace_content(absolute, data, done.after, root=root)
        return done
    except ChangedError:
        why = "the file was changed meanwhile"
    except LinkedError as error:
        why = str(error)
    except OSError as error:
        why = error.strerror or str(error)
    return Annotated(path, data, refused=[(finding, why) for finding in findings])
