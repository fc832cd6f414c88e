"""One shard: checks its files, in the tree and in the base revision, and judges nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from qualitygate.cache.digests import of_bytes, of_content
from qualitygate.engine.checking.gather import gather
from qualitygate.engine.given import Given
from qualitygate.engine.planning.plan import make_plan
from qualitygate.engine.planning.stages import GateStage, gate_stages
from qualitygate.engine.results import FileResult, Results
from qualitygate.engine.sharding.identity import Identity
from qualitygate.engine.sharding.record import Gathering, Record, Side
from qualitygate.engine.sharding.split import Weighed, split
from qualitygate.engine.work import Plan
from qualitygate.model.replacement import replace


def record(
    given: Given, shard: tuple[int, int], environment: Mapping[str, str], options: Mapping[str, str]
) -> tuple[Record, int]:
    """Check the files of a shard (its number, and how many there are); return them with the count of all files.

    Every gate stage runs: whether one stops the later ones is known when all shards are in.

    Raises:
        UsageError: there is nothing to check in the whole project.
        RevisionError: git cannot give what is to be compared with.
    """
    try:
        return _record(given, shard, environment, options)
    finally:
        if given.elsewhere is not None:
            given.elsewhere.close()


def _record(
    given: Given, shard: tuple[int, int], environment: Mapping[str, str], options: Mapping[str, str]
) -> tuple[Record, int]:
    number, of = shard
    request, host, tree = given.request, given.host, given.tree
    stages = gate_stages(tree.gate, request.stages)
    plan = make_plan(request, host, tree)
    tree.read(plan.configured_by)
    identity = Identity.of(given, plan, environment, options)
    base = None
    if request.new is not None:
        from qualitygate.engine.newcode.base import plan_base  # here: most runs need no git

        base = _side(given, plan_base(request, host, tree, plan).plan, shard, stages, is_base=True)
    side = _side(given, plan, shard, stages)
    return Record(number=number, of=of, identity=identity, tree=side, base=base), len(plan.tasks)


def weighed(plan: Plan, root: str) -> list[Weighed]:
    """Return the size and the digest of each planned file."""
    return [(task.size, _digest(plan, index, root), task.path) for index, task in enumerate(plan.tasks)]


def _digest(plan: Plan, index: int, root: str) -> str:
    task = plan.tasks[index]
    if task.data is not None:
        return of_bytes(task.data).hex()
    is_read = task.size <= plan.settings[task.settings].max_file_size
    return of_content(os.path.join(root, task.path)).hex() if is_read else ""


def _side(
    given: Given, plan: Plan, shard: tuple[int, int], stages: Sequence[GateStage], *, is_base: bool = False
) -> Side:
    number, of = shard
    files = weighed(plan, given.tree.root)
    own = frozenset(split(files, of)[number - 1])
    part = replace(plan, tasks=[task for task in plan.tasks if task.path in own])
    digests = {path: digest for _, digest, path in files if path in own}
    return Side(digests, [_gathered(given, stage.of(part), is_base=is_base) for stage in stages])


def _gathered(given: Given, plan: Plan, *, is_base: bool) -> Gathering:
    results = Results()
    gather(given, plan, results, is_base=is_base)
    skipped = {skip.path for skip in results.skipped}
    return Gathering(
        files=[_portable(result) for result in results.by_path.values()],
        skipped=results.skipped,
        lost=[task.path for task in plan.tasks if task.path not in results.by_path and task.path not in skipped],
        failures=results.other_failures,
        seconds=dict(results.seconds),
    )


def _portable(result: FileResult) -> FileResult:
    """Return the result without what holds on this machine only."""
    each = result
    return FileResult(each.checked, each.findings, each.failures, each.directives, each.looked_for, each.digest)
