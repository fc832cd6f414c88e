"""Which findings a repair made an end of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from qualitygate.model.judgement import Disposition, Judgement, is_open
from qualitygate.model.replacement import replace

_Key = tuple[str, str]


def mark_fixed(before: Sequence[Judgement], after: Sequence[Judgement], paths: Collection[str]) -> list[Judgement]:
    """Return ``after`` and, marked as fixed, the open findings that ``before`` had in ``paths`` and that are gone.

    Of each code as many are gone as there are fewer in the file now, so that nothing is claimed fixed which is still
    found. They keep the place they had in the old text.
    """
    left = Counter(_key(judgement) for judgement in after)
    marks = {judgement.fingerprint for judgement in after}
    found: dict[_Key, list[Judgement]] = defaultdict(list)
    for judgement in before:
        if judgement.finding.location.path in paths:
            found[_key(judgement)].append(judgement)
    fixed: list[Judgement] = []
    for key, judgements in found.items():
        count = max(len(judgements) - left[key], 0)
        likely = sorted(filter(is_open, judgements), key=lambda each: (each.fingerprint in marks, not each.finding.fix))
        fixed += (replace(each, disposition=Disposition.FIXED) for each in likely[:count])
    return sorted([*after, *fixed], key=lambda judgement: judgement.finding.sort_key)


def _key(judgement: Judgement) -> _Key:
    return judgement.finding.location.path, judgement.finding.code
