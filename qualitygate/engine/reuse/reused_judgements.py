"""What was said of files that are as they were: judged once, taken from the memory of a run and left for the next."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import chain
from typing import Any

from msgspec import Struct, field

from qualitygate.engine.results import Results
from qualitygate.engine.work import Plan
from qualitygate.model.judgement import Disposition, Judgement
from qualitygate.model.report import CheckedFile, Skip
from qualitygate.model.wire import Row, finding_from_row, finding_to_row

#: More judgements than this take longer to read than results to be judged again.
_LIMIT = 3_000


class ReusedJudgements(Struct):
    """Judgements that hold for single files as long as their content, the configuration and our code stay."""

    judgements: Sequence[Judgement] = ()  #: sorted
    files: Mapping[str, CheckedFile] = field(default_factory=dict)
    skipped: Mapping[str, Skip] = field(default_factory=dict)  #: that a plugin leaves alone
    #: comments that silence anything, where there are any
    suppressions: Mapping[str, int] = field(default_factory=dict)
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

    def to_row(self, plan: Plan) -> Row | None:
        """Return it as plain values, beside the plan that it belongs to; None when it is too much to be of use."""
        if len(self.judgements) > _LIMIT:
            return None
        lines = [self.files[task.path].line_count if task.path in self.files else -1 for task in plan.tasks]
        skipped = [(skip.path, skip.reason, skip.note) for skip in self.skipped.values()]
        return lines, skipped, dict(self.suppressions), self.until, list(map(_judgement_to_row, self.judgements))


def reused_from_row(row: Sequence[Any], plan: Plan, *, changed: Collection[str], now: float) -> ReusedJudgements | None:
    """Turn a row back, without the files that have changed; None when it does not hold any more."""
    lines, skipped, suppressions, until, judgements = row
    if 0 < until <= now:
        return None
    files = {
        task.path: CheckedFile(task.path, task.kind, count)
        for task, count in zip(plan.tasks, lines, strict=True)
        if count >= 0 and task.path not in changed
    }
    return ReusedJudgements(
        [_judgement_from_row(each) for each in judgements if each[0][2] not in changed],
        files,
        {path: Skip(path, reason, note) for path, reason, note in skipped if path not in changed},
        {path: count for path, count in suppressions.items() if path not in changed},
        until,
    )


def suppressions_by_path(results: Results, known: ReusedJudgements) -> dict[str, int]:
    """Count the comments that silence anything, in the files that have some."""
    found = {
        path: sum(each.form != "on" for each in result.directives) for path,
        result in results.with_something_said.items()
    }
    return {**known.suppressions, **{path: count for path, count in found.items() if count}}


def all_skipped(plan: Plan, results: Results, known: ReusedJudgements) -> list[Skip]:
    """Return what was found and not checked, sorted, each once."""
    return sorted({*plan.skipped, *results.skipped, *known.skipped.values()})


def all_files(results: Results, known: ReusedJudgements) -> tuple[CheckedFile, ...]:
    """Return what was checked, now or before, sorted."""
    checked = (result.checked for result in results.by_path.values())
    return tuple(sorted(chain(checked, known.files.values()), key=lambda file: file.path))


def _judgement_to_row(judgement: Judgement) -> Row:
    finding = finding_to_row(judgement.finding)
    return finding, judgement.disposition.value, judgement.reason, judgement.fingerprint


def _judgement_from_row(row: Sequence[Any]) -> Judgement:
    finding, disposition, reason, fingerprint = row
    return Judgement(finding_from_row(finding), Disposition(disposition), reason, fingerprint)
