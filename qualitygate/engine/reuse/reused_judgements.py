"""What was said of files that are as they were: judged once, taken from the memory of a run and left for the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import chain

from msgspec import Struct, field

from qualitygate.engine.results import Results
from qualitygate.engine.work import Plan
from qualitygate.model.judgement import Judgement
from qualitygate.model.report import CheckedFile, Skip
from qualitygate.model.wire import Reader, to_bytes

#: More judgements than this take longer to read than results to be judged again.
_LIMIT = 3_000


class _Kept(Struct, array_like=True):
    """The same as a memory has it, beside the plan that it belongs to."""

    lines: list[int]  #: by the plan's tasks; -1 = not checked
    skipped: list[Skip]
    suppressions: dict[str, dict[str, int]]
    until: int
    judgements: list[Judgement]


class ReusedJudgements(Struct):
    """Judgements that hold for single files as long as their content, the configuration and our code stay."""

    judgements: Sequence[Judgement] = ()  #: sorted
    files: Mapping[str, CheckedFile] = field(default_factory=dict)
    skipped: Mapping[str, Skip] = field(default_factory=dict)  #: that a plugin leaves alone
    #: comments that silence anything, by path and tool, where there are any
    suppressions: Mapping[str, dict[str, int]] = field(default_factory=dict)
    until: int = 0  #: seconds since 1970 when a comment ceases to hold; 0 = never

    @property
    def count(self) -> int:
        """How many files there are."""
        return len(self.files) + len(self.skipped)

    def has(self, path: str) -> bool:
        """Is it known what is said of this file?"""
        return path in self.files or path in self.skipped

    def joined(self, results: Results, judgements: Sequence[Judgement], until: int) -> ReusedJudgements:
        """Add what a run found in the other files. ``judgements`` are all, and ``until`` is for all."""
        return ReusedJudgements(
            judgements,
            {**self.files, **{path: result.checked for path, result in results.by_path.items()}},
            {**self.skipped, **{skip.path: skip for skip in results.skipped}},
            suppressions_by_path(results, self),
            until,
        )

    def to_bytes(self, plan: Plan) -> bytes:
        """Return what :func:`reused` reads, beside its plan; b"" when it is too much to be of use."""
        if len(self.judgements) > _LIMIT:
            return b""
        lines = [self.files[task.path].line_count if task.path in self.files else -1 for task in plan.tasks]
        skipped, suppressions = list(self.skipped.values()), dict(self.suppressions)
        return to_bytes(_Kept(lines, skipped, suppressions, self.until, list(self.judgements)))


def reused(data: bytes | memoryview, plan: Plan, *, changed: Collection[str], now: float) -> ReusedJudgements | None:
    """Read it back, without the files that have changed; None when it does not hold any more."""
    kept = Reader(_Kept).read(data)
    if 0 < kept.until <= now:
        return None
    files = {
        task.path: CheckedFile(task.path, task.kind, count)
        for task, count in zip(plan.tasks, kept.lines, strict=True)
        if count >= 0 and task.path not in changed
    }
    return ReusedJudgements(
        [each for each in kept.judgements if each.finding.location.path not in changed],
        files,
        {skip.path: skip for skip in kept.skipped if skip.path not in changed},
        {path: counts for path, counts in kept.suppressions.items() if path not in changed},
        kept.until,
    )


def suppressions_by_path(results: Results, known: ReusedJudgements) -> dict[str, dict[str, int]]:
    """Count the comments that silence anything, by tool, in the files that have some."""
    found = {
        path: dict(Counter(each.tool for each in result.directives if each.form != "on"))
        for path, result in results.with_something_said.items()
    }
    return {**known.suppressions, **{path: counts for path, counts in found.items() if counts}}


def suppressions_by_tool(results: Results, known: ReusedJudgements) -> dict[str, int]:
    """Add them up, sorted by tool."""
    total: Counter[str] = Counter()
    for counts in suppressions_by_path(results, known).values():
        total.update(counts)
    return dict(sorted(total.items()))


def all_skipped(plan: Plan, results: Results, known: ReusedJudgements) -> list[Skip]:
    """Return what was found and not checked, sorted, each once."""
    return sorted({*plan.skipped, *results.skipped, *known.skipped.values()})


def all_files(results: Results, known: ReusedJudgements) -> tuple[CheckedFile, ...]:
    """Return what was checked, now or before, sorted."""
    checked = (result.checked for result in results.by_path.values())
    return tuple(sorted(chain(checked, known.files.values()), key=lambda file: file.path))
