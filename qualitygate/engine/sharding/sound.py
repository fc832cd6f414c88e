"""Is a record what a shard of ours writes? It comes from another machine: what it says is held against what can be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from qualitygate.engine.results import FileResult
from qualitygate.engine.sharding.record import Gathering
from qualitygate.engine.work import Plan
from qualitygate.errors import ShardError
from qualitygate.model.rule import CODE_PATTERN


def require_sound(found: Gathering, digests: Mapping[str, str], plan: Plan, name: str) -> None:
    """Refuse a record that does not say one thing of each of its files, or says something of others.

    ``digests`` are of its files as they are here, ``name`` is the shard's.

    Raises:
        ShardError: with the file that is wrong.
    """
    for problem in _problems(found, digests, plan):
        raise ShardError(f"{name} is not what a shard writes: {problem}; run the shard again")


def _problems(found: Gathering, digests: Mapping[str, str], plan: Plan) -> Iterator[str]:
    said = Counter([result.path for result in found.files])
    said.update([skip.path for skip in found.skipped])
    said.update(found.lost)
    yield from (f"it says {count} things of {path}" for path, count in said.items() if count > 1)
    yield from (f"it says nothing of {path}" for path in sorted(digests.keys() - said.keys()))
    yield from (f"it says something of {path}, which is not its" for path in sorted(said.keys() - digests.keys()))
    failed = {failure.path for failure in found.failures}
    yield from (f"{path} has no result and no failure" for path in found.lost if path not in failed)
    yield from (f"a failure is about {path}, which is not its" for path in failed if path and path not in digests)
    kinds = {task.path: task.kind for task in plan.tasks}
    for result in found.files:
        yield from _problems_of_file(result, digests[result.path], kinds.get(result.path, ""))


def _problems_of_file(result: FileResult, digest: str, kind: str) -> Iterator[str]:
    path = result.path
    if result.digest and result.digest != digest:
        yield f"{path} changed while it was checked"
    if result.checked.kind != kind or result.checked.line_count < 0:
        yield f"{path} was read as {result.checked.kind}, and is {kind}"
    for failure in result.failures:
        if failure.path not in ("", path):
            yield f"a failure in {path} is about {failure.path}"
    for finding in result.findings:
        if finding.location.path != path:
            yield f"a finding in {path} is about {finding.location.path}"
        if not CODE_PATTERN.fullmatch(finding.code):
            yield f"a finding in {path} has the code {finding.code!r}"
