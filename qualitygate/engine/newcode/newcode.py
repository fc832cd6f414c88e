"""What the base revision has too: the stage that marks findings known from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from qualitygate.api.project import ComparedBy
from qualitygate.engine.matching.checked_tree import CheckedTree
from qualitygate.engine.matching.matching import match
from qualitygate.engine.newcode.base import BasePlan
from qualitygate.engine.newcode.cause import cause
from qualitygate.engine.reports.lines import SourceLines
from qualitygate.engine.work import Plan
from qualitygate.inputs import Inputs
from qualitygate.model.finding import Finding
from qualitygate.model.fingerprint import Identity, identity
from qualitygate.model.judgement import Disposition, Judgement, is_open
from qualitygate.model.replacement import replace
from qualitygate.vcs.git import Base
from qualitygate.vcs.hunks import Hunk, find_hunks

#: Asking the class for each of tens of thousands of findings takes longer.
_OPEN, _KNOWN = Disposition.OPEN, Disposition.KNOWN


class _OldFinding:
    """A finding of the base revision, where it would be today."""

    __slots__ = ("_at", "_before", "identity")

    def __init__(self, today: Identity, before: CheckedTree, at: int) -> None:
        self.identity = today
        self._before = before
        self._at = at

    @property
    def near(self) -> str:
        """The mark of its neighbours, in the base revision."""
        return self._before.near(self._at).mark


def newcode(
    judgements: Sequence[Judgement],
    old: Sequence[Finding],
    base: BasePlan,
    *,
    root: str,
    head: Plan,
    inputs: Inputs,
    compared_by: Callable[[str], ComparedBy | None] | None = None,
) -> tuple[list[Judgement], list[Finding]]:
    """Mark every open finding that the base revision has too, and give the others their cause.

    ``compared_by`` says of project checkers how their findings are known to be new, and None of all others.
    Returns the judgements, and the base's findings that are gone.
    """
    indices = [index for index, each in enumerate(judgements) if _may_be_new(each.finding, base, compared_by)]
    findings = [judgements[index].finding for index in indices]
    now = CheckedTree(root, head.by_path(), findings, inputs)
    olds = base.plan.by_path()
    if compared_by:
        olds |= {task.path: task for task in head.tasks if task.path in base.unchanged}
    before = CheckedTree(root, olds, old, inputs)
    known = [_OldFinding(_today(finding, base), before, at) for at, finding in enumerate(old)]
    pairs = match(known, list(map(identity, findings)), now)
    new = {index for at, index in enumerate(indices) if at not in pairs and is_open(judgements[index])}
    lines = SourceLines(root, base.plan.by_path()), SourceLines(root, head.by_path())
    if compared_by:
        by_lines = {at: judgements[at].finding for at in new if compared_by(judgements[at].finding.checker) == "lines"}
        new -= _on_old_lines(by_lines, base, *lines)
    causes = _causes([judgements[index].finding for index in sorted(new)], base, *lines)
    used = set(pairs.values())
    fixed = [old[at] for at, each in enumerate(known) if at not in used and now.has_lost(each.identity.path)]
    result = list(judgements)
    reason = f"in {base.base.label} too"
    for index, judgement in enumerate(judgements):  # often tens of thousands, and a few are new
        if index in new:
            result[index] = replace(judgement, reason=causes[judgement.finding])
        elif judgement.disposition is _OPEN:
            result[index] = Judgement(judgement.finding, _KNOWN, reason, judgement.fingerprint)
    return result, fixed


def comparison(judgements: Sequence[Judgement], fixed: Sequence[Finding], base: Base) -> str:
    """Say what came of it: "compared with main (1a2b3c4): 2 new, 40 known, 7 fixed (E501 5, F401 2)"."""
    counts = Counter(judgement.disposition for judgement in judgements)
    codes = Counter(finding.code for finding in fixed)
    each = ", ".join(f"{code} {count:,}" for code, count in sorted(codes.items(), key=lambda row: (-row[1], row[0])))
    return (
        f"compared with {base.label}: {counts[Disposition.OPEN]:,} new, {counts[Disposition.KNOWN]:,} known,"
        f" {len(fixed):,} fixed{f' ({each})' if each else ''}"
    )


def _may_be_new(
    finding: Finding, base: BasePlan, compared_by: Callable[[str], ComparedBy | None] | None
) -> bool:
    if finding.location.path not in base.unchanged:
        return True
    return compared_by is not None and compared_by(finding.checker) in ("run", "never")


def _on_old_lines(findings: Mapping[int, Finding], base: BasePlan, before: SourceLines, now: SourceLines) -> set[int]:
    """Return those of the findings that stand on lines which nobody touched."""
    olds, found, touched = base.plan.by_path(), set(), dict[str, set[int]]()
    for index, finding in findings.items():
        path = finding.location.path
        old_path = base.old_path.get(path, path)
        if old_path not in olds:
            continue  # the file is new
        if path not in touched:
            hunks = find_hunks(_lines(before, old_path), _lines(now, path))
            touched[path] = {hunk.new_start + at for hunk in hunks for at in range(len(hunk.added))}
        if finding.location.line not in touched[path]:
            found.add(index)
    return found


def _today(finding: Finding, base: BasePlan) -> Identity:
    at = identity(finding)
    return at._replace(path=base.new_path.get(at.path, at.path))


def _causes(findings: Sequence[Finding], base: BasePlan, before: SourceLines, now: SourceLines) -> dict[Finding, str]:
    """Find the hunk behind each new finding."""
    hunks: dict[str, list[Hunk]] = {}
    olds = base.plan.by_path()
    result = {}
    for finding in findings:
        path = finding.location.path
        old_path = base.old_path.get(path, path)
        if path in base.unchanged:
            result[finding] = "new: this file is as it was, and what it depends on is not"
            continue
        if old_path in olds and path not in hunks:
            hunks[path] = find_hunks(_lines(before, old_path), _lines(now, path))
        said = cause(finding, hunks[path]) if old_path in olds else "the file is new"
        result[finding] = f"new: {said}"
    return result


def _lines(lines: SourceLines, path: str) -> list[str]:
    source = lines.source(path)
    return [line.rstrip("\n") for line in source.lines] if source else []
