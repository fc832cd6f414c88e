"""The stage that marks what the committed baseline accepts, and how the baseline changes when it is told to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from qualitygate.engine.baseline.baseline_blocks import Baseline
from qualitygate.engine.baseline.baseline_file import Entry
from qualitygate.engine.baseline.baseline_match import BaselineMatch
from qualitygate.engine.matching.matching import Head, match
from qualitygate.model.finding import Finding
from qualitygate.model.fingerprint import Identity, identity
from qualitygate.model.judgement import Disposition, Judgement
from qualitygate.model.report import Report
from qualitygate.model.settings import Settings

#: Asking the class for each of 100,000 findings takes longer.
_OPEN, _BASELINED = Disposition.OPEN, Disposition.BASELINED


def baseline(
    judgements: Sequence[Judgement],
    accepted: Baseline,
    *,
    never: tuple[str, ...] = (),
    head_of: Callable[[Sequence[Finding]], Head],
) -> tuple[list[Judgement], BaselineMatch]:
    """Mark every open finding that an entry stands for. ``never`` are prefixes of codes that no entry may stand for."""
    result = list(judgements)
    places = _by_path(judgements, never)
    balanced = {path for path, indices in places.items() if accepted.balances(path, _marks(judgements, indices))}
    for path in balanced:
        for index in places.pop(path):
            result[index] = _accepted(judgements[index], accepted.balanced[path].reason)
    indices = [index for group in places.values() for index in group]
    findings = [judgements[index].finding for index in indices]
    head = head_of(findings)
    others = accepted.balanced.keys() - balanced - places.keys()
    out_of_play = {path for path in others if not head.has_lost(path)}
    entries = accepted.entries(without=balanced | out_of_play)
    identities = list(map(identity, findings))
    pairs = match(entries, identities, head)
    for new, old in _by_other_codes(entries, findings, pairs, never):
        pairs[new], identities[new] = old, identities[new]._replace(code=entries[old].identity.code)
    reasons = {new: _reason(entries[old], identities[new]) for new, old in pairs.items()}
    for new, reason in reasons.items():
        result[indices[new]] = _accepted(judgements[indices[new]], reason)
    if accepted.is_remembered:
        for path, reason in _balancing(entries, identities, pairs):
            accepted.note_balance(path, _marks(judgements, places[path]), reason)
    return result, BaselineMatch(tuple(entries), {old: findings[new] for new, old in pairs.items()})


def _by_other_codes(
    entries: Sequence[Entry], findings: Sequence[Finding], pairs: Mapping[int, int], never: tuple[str, ...]
) -> Iterator[tuple[int, int]]:
    """Pair what is left by the codes that other checkers said the same with, at the same place."""
    left: dict[int, Finding] = {new: each for new, each in enumerate(findings) if each.also_from and new not in pairs}
    if not left:
        return
    used = set(pairs.values())
    offered: dict[Identity, list[int]] = {}
    for old, entry in enumerate(entries):
        if old not in used:
            offered.setdefault(entry.identity, []).append(old)
    for new, finding in left.items():
        for code in finding.codes[1:]:
            same = offered.get(identity(finding)._replace(code=code))
            if same and not code.startswith((*never, "\0")):
                yield new, same.pop(0)
                break


def _by_path(judgements: Sequence[Judgement], never: tuple[str, ...]) -> dict[str, list[int]]:
    """Return the places of the findings that an entry may stand for, in order."""
    codes: dict[str, bool] = {}
    places: dict[str, list[int]] = {}
    for index, judgement in enumerate(judgements):
        if judgement.disposition is not _OPEN:
            continue
        finding = judgement.finding
        if finding.code not in codes:
            codes[finding.code] = not (never and finding.code.startswith(never))
        if codes[finding.code]:
            path = finding.location.path
            if path in places:
                places[path].append(index)
            else:
                places[path] = [index]
    return places


def _marks(judgements: Sequence[Judgement], indices: Iterable[int]) -> list[str]:
    return [judgements[index].fingerprint for index in indices]


def _balancing(
    entries: Sequence[Entry], identities: Sequence[Identity], pairs: Mapping[int, int]
) -> Iterator[tuple[str, str]]:
    """Yield the paths whose entries stand for their findings one for one, all with the same reason, and this."""
    here = Counter([each.path for each in identities])
    known = Counter([entry.identity.path for entry in entries])
    same = ((entries[old], identities[new]) for new, old in pairs.items())
    exact = Counter([(entry.identity.path, _reason(entry, each)) for entry, each in same if entry.identity == each])
    for (path, reason), count in exact.items():
        if count == here[path] == known[path]:
            yield path, reason


def _accepted(judgement: Judgement, reason: str) -> Judgement:
    return Judgement(judgement.finding, _BASELINED, reason, judgement.fingerprint)


def _reason(entry: Entry, finding: Identity) -> str:
    reason = entry.reason or "baseline"
    if finding == entry.identity:
        return reason
    _, path, scope, _ = entry.identity
    return f"{reason} (moved from {scope or 'the top level'} in {path})"


def unused(matched: BaselineMatch, report: Report, settings_for: Callable[[str], Settings]) -> list[str]:
    """Say how many entries stand for nothing any more in the files that were checked."""
    if len(matched.findings) == len(matched.entries):
        return []
    checked = {file.path for file in report.files}
    left: Counter[tuple[str, str]] = Counter()
    for index, entry in enumerate(matched.entries):
        if index not in matched.findings:
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


def accept(matched: BaselineMatch, findings: Iterable[Finding], marks: Iterable[str], *, reason: str = "") -> list[
    Entry
]:
    """Return the entries with one more for each finding; ``marks`` are the findings' neighbours."""
    taken = {entry.key for entry in matched.entries}
    result = list(matched.entries)
    for finding, near in zip(findings, marks, strict=True):
        entry = _numbered(Entry(identity(finding), 1, near, reason), taken)
        taken.add(entry.key)
        result.append(entry)
    return result


def prune(
    matched: BaselineMatch, is_judged: Callable[[Identity], bool], near: Callable[[Finding], str]
) -> tuple[list[Entry], list[Entry]]:
    """Return the entries that are left, moved ones at their new places, and those that stand for nothing.

    ``is_judged`` says for an entry without a finding whether the run would have seen one.
    """
    kept: list[Entry] = []
    stale: list[Entry] = []
    moved: list[tuple[Entry, Finding]] = []
    for index, entry in enumerate(matched.entries):
        finding = matched.findings.get(index)
        if finding is None:
            (stale if is_judged(entry.identity) else kept).append(entry)
        elif matched.is_moved(index):
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
