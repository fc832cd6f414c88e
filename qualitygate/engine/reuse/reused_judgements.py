"""What was said of files, as the memory of a run has it: as long as they stay, the next run says it again."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from qualitygate.cache.bounds import JUDGEMENTS
from qualitygate.engine.results import SettledFiles
from qualitygate.engine.work import Plan
from qualitygate.model.judgement import Judgement
from qualitygate.model.report import CheckedFile, Skip
from qualitygate.model.wire import Reader, to_bytes


class _Kept(Struct, array_like=True):
    """Settled files beside the plan that they belong to."""

    lines: list[int]  #: by the plan's tasks; -1 = not checked
    skipped: list[Skip]
    suppressions: dict[str, dict[str, int]]
    until: int
    judgements: list[Judgement]


def settled_to_bytes(files: SettledFiles, plan: Plan) -> bytes:
    """Return what :func:`settled_from_bytes` reads; b"" when it is too much to be of use."""
    if len(files.judgements) > JUDGEMENTS:
        return b""
    lines = [files.files[task.path].line_count if task.path in files.files else -1 for task in plan.tasks]
    skipped, suppressions = list(files.skipped.values()), dict(files.suppressions)
    return to_bytes(_Kept(lines, skipped, suppressions, files.until, list(files.judgements)))


def settled_from_bytes(
    data: bytes | memoryview, plan: Plan, *, changed: Collection[str], now: float
) -> SettledFiles | None:
    """Read it back, without the files that have changed; None when it does not hold any more."""
    kept = Reader(_Kept).read(data)
    if 0 < kept.until <= now:
        return None
    files = {
        task.path: CheckedFile(task.path, task.kind, count)
        for task, count in zip(plan.tasks, kept.lines, strict=True)
        if count >= 0 and task.path not in changed
    }
    return SettledFiles(
        [each for each in kept.judgements if each.finding.location.path not in changed],
        files,
        {skip.path: skip for skip in kept.skipped if skip.path not in changed},
        {path: counts for path, counts in kept.suppressions.items() if path not in changed},
        kept.until,
    )
