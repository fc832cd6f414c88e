"""``--show-files``: what would be checked, and with ``-v`` what took each of the others. Nothing is checked."""

from __future__ import annotations

from collections.abc import Iterator

from qualitygate.api.reporting import printable
from qualitygate.cli.setup import Setup
from qualitygate.engine.planning.plan import make_plan
from qualitygate.engine.reasons.taken import Taker, excluded_by, ignored_by
from qualitygate.engine.request import Request
from qualitygate.engine.work import Plan
from qualitygate.model.report import Skip


def show_files(request: Request, setup: Setup, *, others: bool) -> None:
    """Print a path on each line; with ``others`` what was passed over too, and why.

    Raises:
        UsageError: there is nothing to check.
    """
    plan = _plan(request, setup)
    for task in plan.tasks:
        print(printable(task.path))
    for line in _passed_over(plan, setup) if others else ():
        print(printable(line))


def _plan(request: Request, setup: Setup) -> Plan:
    if not request.staged:
        return make_plan(request, setup.host, setup.tree)
    from qualitygate.engine.planning.staged import make_staged_plan  # here: most runs need no git

    return make_staged_plan(request, setup.host, setup.tree)


def _passed_over(plan: Plan, setup: Setup) -> Iterator[str]:
    for skip in plan.skipped:
        taker = _taker(skip, setup)
        by = f" by {taker.entry!r} [{taker.source}]" if taker is not None else ""
        yield f"- {skip.path}  {skip.reason}{by}"
    for problem in plan.problems:
        yield f"! {problem.location.path}  {problem.message}"


def _taker(skip: Skip, setup: Setup) -> Taker | None:
    find = {"excluded": excluded_by, "ignored by git": ignored_by}.get(skip.reason)
    if find is None:
        return None
    return find(skip.path.rstrip("/"), setup.tree, is_directory=skip.path.endswith("/"))
