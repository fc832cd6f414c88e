"""What a repair brings that was not there before, and the fixes that brought it: of style, and so for nothing."""

from __future__ import annotations

import tokenize
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct

from qualitygate.engine.fixing.attempt import PYTHON_KINDS
from qualitygate.engine.fixing.choice import edits_of, fix_of
from qualitygate.engine.fixing.silence import Moved, Silence
from qualitygate.model.finding import Finding
from qualitygate.source.source import Source

_Mark = tuple[str, str, str]


class Step(Struct, frozen=True):
    """A text that came about by fixes, and what is open in it."""

    source: Source
    made: Sequence[Finding]  #: whose fixes were made in the text before
    open: Sequence[Finding]


def has_more(before: Mapping[str, int], after: Sequence[Finding]) -> bool:
    """Is there a code that occurs more often than before? ``before`` are numbers by code."""
    counts = Counter(finding.code for finding in after)
    return any(count > before.get(code, 0) for code, count in counts.items())


def to_blame(first: Step, steps: Sequence[Step], free: Collection[str]) -> list[tuple[Finding, str]]:
    """Return the findings whose fixes brought what is in the last text and was not in the first, and the reasons.

    Only fixes of style are blamed: a fix of another kind may bring to light what its fault has hidden. ``free`` are the
    codes of those. Blamed are the fixes in the statement where something new stands, or else the nearest.
    """
    blamed: list[tuple[Finding, str]] = []
    texts = [first, *steps]
    counts = [Counter(finding.code for finding in text.open) for text in texts]
    for code in sorted(code for code, count in counts[-1].items() if count > counts[0][code]):
        index = max(number for number, count in enumerate(counts) if count[code] <= counts[0][code]) + 1
        before, after = texts[index - 1], texts[index]
        for new in _new(code, before.open, after.open):
            reason = f"it would bring {code}, which would stay"
            near = _nearest(new, before.source, after, after.made)
            blamed += ((finding, reason) for finding in near if finding.code not in free)
    return blamed


def _new(code: str, before: Sequence[Finding], after: Sequence[Finding]) -> list[Finding]:
    """Return the findings of a code that were not there; of equal ones the last."""
    marks = Counter(map(_mark, before))
    found = []
    for finding in after:
        if finding.code == code:
            marks[_mark(finding)] -= 1
            if marks[_mark(finding)] < 0:
                found.append(finding)
    return found


def _nearest(new: Finding, before: Source, after: Step, fixes: Sequence[Finding]) -> list[Finding]:
    moved = Moved(Silence(before), Silence(after.source), edits_of(after.made))
    first, last = _statement(after.source, new.location.line)

    def distance(finding: Finding) -> int:
        touched = [moved.around(edit) for edit in fix_of(finding).edits]
        return min(max(first - lines[-1], lines[0] - last, 0) for lines in touched)

    distances = [distance(finding) for finding in fixes]
    return [finding for finding, far in zip(fixes, distances, strict=True) if far == min(distances)]


def _statement(source: Source, line: int) -> tuple[int, int]:
    """Return the first and the last line of the statement that a line belongs to."""
    if source.kind not in PYTHON_KINDS or source.token_error is not None:
        return line, line
    first = 1
    for token in source.tokens:
        if token.type == tokenize.NEWLINE:
            if line <= token.start[0]:
                break
            first = token.start[0] + 1
    return min(first, line), max(line, token.start[0])


def _mark(finding: Finding) -> _Mark:
    return finding.code, finding.message, finding.context
