"""The stage that marks what the committed baseline accepts, and how the baseline changes when it is told to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field

from qualitygate._dataclasses import dataclass
from qualitygate.engine.baseline_file import Entry
from qualitygate.engine.matching import Head, match
from qualitygate.model.finding import Finding
from qualitygate.model.fingerprint import Identity, identity
from qualitygate.model.judgement import Disposition, Judgement, is_open
from qualitygate.model.report import Report
from qualitygate.model.settings import Settings


@dataclass(frozen=True, slots=True)
class Settled:
    """A baseline, and which finding each of its entries stands for."""

    entries: tuple[Entry, ...] = ()
    findings: Mapping[int, Finding] = field(default_factory=dict)  #: by index into ``entries``

    def is_moved(self, index: int) -> bool:
        """Does the entry's finding stand in another file or scope by now?"""
        finding = self.findings.get(index)
        return finding is not None and identity(finding) != self.entries[index].identity


def baseline(
    judgements: Sequence[Judgement],
    entries: Sequence[Entry],
    *,
    never: tuple[str, ...] = (),
    head_of: Callable[[Sequence[Finding]], Head],
) -> tuple[list[Judgement], Settled]:
    """Mark every open finding that an entry stands for. ``never`` are prefixes of codes that no entry may stand for."""
    if not entries:
        return list(judgements), Settled()
    indices = [
        index
        for index, judgement in enumerate(judgements)
        if is_open(judgement) and not (never and judgement.finding.code.startswith(never))
    ]
    findings = [judgements[index].finding for index in indices]
    identities = list(map(identity, findings))
    pairs = match(entries, identities, head_of(findings))
    result = list(judgements)
    for new, old in pairs.items():
        entry, judgement = entries[old], judgements[indices[new]]
        reason = _reason(entry, moved=identities[new] != entry.identity)
        result[indices[new]] = Judgement(judgement.finding, Disposition.BASELINED, reason, judgement.fingerprint)
    return result, Settled(tuple(entries), {old: findings[new] for new, old in pairs.items()})


def _reason(entry: Entry, *, moved: bool) -> str:
    reason = entry.reason or "baseline"
    if not moved:
        return reason
    _, path, scope, _ = entry.identity
    return f"{reason} (moved from {scope or 'the top level'} in {path})"


def unused(settled: Settled, report: Report, settings_for: Callable[[str], Settings]) -> list[str]:
    """Say how many entries stand for nothing any more in the files that were checked."""
    if len(settled.findings) == len(settled.entries):
        return []
    checked = {file.path for file in report.files}
    left: Counter[tuple[str, str]] = Counter()
    for index, entry in enumerate(settled.entries):
        if index not in settled.findings:
            left[entry.identity.path, entry.identity.code] += 1
    count = sum(
        number
        for (path, code), number in left.items()
        if path in checked and settings_for(path).selection.is_selected(code)
    )
    if not count:
        return []
    which = "1 entry stands" if count == 1 else f"{count:,} entries stand"
    return [f"baseline: {which} for nothing any more; remove with: qualitygate baseline prune"]


def accept(settled: Settled, findings: Iterable[Finding], marks: Iterable[str], *, reason: str = "") -> list[Entry]:
    """Return the entries with one more for each finding; ``marks`` are the findings' neighbours."""
    taken = {entry.key for entry in settled.entries}
    result = list(settled.entries)
    for finding, near in zip(findings, marks, strict=True):
        entry = _numbered(Entry(identity(finding), 1, near, reason), taken)
        taken.add(entry.key)
        result.append(entry)
    return result


def prune(
    settled: Settled, is_judged: Callable[[Identity], bool], near: Callable[[Finding], str]
) -> tuple[list[Entry], list[Entry]]:
    """Return the entries that are left, moved ones at their new places, and those that stand for nothing.

    ``is_judged`` says for an entry without a finding whether the run would have seen one.
    """
    kept: list[Entry] = []
    stale: list[Entry] = []
    moved: list[tuple[Entry, Finding]] = []
    for index, entry in enumerate(settled.entries):
        finding = settled.findings.get(index)
        if finding is None:
            (stale if is_judged(entry.identity) else kept).append(entry)
        elif settled.is_moved(index):
            moved.append((entry, finding))
        else:
            kept.append(entry)
    taken = {entry.key for entry in kept}
    for entry, finding in moved:
        there = _numbered(Entry(identity(finding), 1, near(finding), entry.reason), taken)
        taken.add(there.key)
        kept.append(there)
    return kept, stale


def _numbered(entry: Entry, taken: set[tuple[Identity, int]]) -> Entry:
    """Give an entry the least number among its equals that is free."""
    number = entry.number
    while (entry.identity, number) in taken:
        number += 1
    return entry._replace(number=number)
