"""The baseline as people work on it: which entries and findings are meant, and what changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from qualitygate.engine.baseline.baseline import accept, prune
from qualitygate.engine.baseline.baseline_file import Entry
from qualitygate.engine.baseline.baseline_match import BaselineMatch
from qualitygate.engine.matching.neighbours import neighbours
from qualitygate.engine.reports.lines import SourceLines
from qualitygate.model.finding import Finding
from qualitygate.model.fingerprint import Identity
from qualitygate.model.judgement import Judgement


class Choice(Struct, frozen=True):
    """What an action is limited to; nothing said means everything."""

    paths: tuple[str, ...] = ()  #: files and directories, relative to the root
    codes: tuple[str, ...] = ()  #: codes or prefixes
    fingerprints: tuple[str, ...] = ()  #: or the beginning of each; of findings only

    def covers(self, identity: Identity) -> bool:
        """Is an entry meant?"""
        if self.codes and not identity.code.startswith(self.codes):
            return False
        return not self.paths or any(
            path in ("", ".", identity.path) or identity.path.startswith(f"{path}/") for path in self.paths
        )

    def takes(self, judgement: Judgement) -> bool:
        """Is a finding meant?"""
        finding = judgement.finding
        if self.fingerprints and judgement.fingerprint.startswith(self.fingerprints):
            return True
        if self.fingerprints and not self.paths:
            return False
        return self.covers(Identity(finding.code, finding.location.path, "", ""))


class BaselineChange(Struct, frozen=True):
    """What an action makes of the baseline."""

    entries: tuple[Entry, ...]
    added: tuple[Finding, ...] = ()
    refused: tuple[Finding, ...] = ()  #: of codes that are never accepted
    removed: tuple[Entry, ...] = ()
    moved: int = 0


def accepting(
    matched: BaselineMatch,
    judgements: Iterable[Judgement],
    choice: Choice,
    *,
    sources: SourceLines | None,
    never: tuple[str, ...],
    reason: str,
) -> BaselineChange:
    """Add an entry for every one of the open ``judgements`` that is meant."""
    meant = [judgement.finding for judgement in judgements if choice.takes(judgement)]
    refused = tuple(finding for finding in meant if never and finding.code.startswith(never))
    added = tuple(finding for finding in meant if not (never and finding.code.startswith(never)))
    marks = (_near(sources, finding) for finding in added)
    return BaselineChange(tuple(accept(matched, added, marks, reason=reason)), added, refused)


def pruning(matched: BaselineMatch, choice: Choice, *, sources: SourceLines | None) -> BaselineChange:
    """Remove the entries that stand for nothing, and write moved ones at their new places."""
    moved = sum(matched.is_moved(index) for index in matched.findings)
    kept, stale = prune(matched, choice.covers, lambda finding: _near(sources, finding))
    return BaselineChange(tuple(kept), removed=tuple(stale), moved=moved)


def places(matched: BaselineMatch, choice: Choice) -> Iterator[tuple[Entry, Finding | None]]:
    """Yield every entry that is meant with its finding, None when it stands for nothing any more."""
    order = sorted(range(len(matched.entries)), key=lambda index: _place(matched, index))
    for index in order:
        entry = matched.entries[index]
        if choice.covers(entry.identity):
            yield entry, matched.findings.get(index)


def _place(matched: BaselineMatch, index: int) -> tuple[str, int, int, str, int]:
    finding, entry = matched.findings.get(index), matched.entries[index]
    if finding is None:
        return (entry.identity.path, 0, 0, entry.identity.code, entry.number)
    where = finding.location
    return (where.path, where.line, where.column, finding.code, entry.number)


def _near(sources: SourceLines | None, finding: Finding) -> str:
    source = sources.source(finding.location.path) if sources else None
    return neighbours(source.lines, finding.location.line).mark if source else ""
