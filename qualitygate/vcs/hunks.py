"""The lines that two texts do not share, as hunks."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct


#: Where so many lines times so many lines differ, one hunk says it: finding the smallest ones takes longer than a run.
_TOO_MANY = 20_000_000


class Hunk(Struct, frozen=True):
    """Lines that were replaced by others. Lines are 1-based; where there are none, the start is the line before."""

    old_start: int
    new_start: int
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


def find_hunks(old: Sequence[str], new: Sequence[str]) -> list[Hunk]:
    """Return what turns the old lines into the new ones."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    before, after = old[head : len(old) - tail], new[head : len(new) - tail]
    if not before or not after or len(before) * len(after) > _TOO_MANY:
        return [_hunk(before, after, head, head)] if before or after else []
    from difflib import SequenceMatcher  # 3 ms, and few files differ in the middle

    blocks = SequenceMatcher(None, before, after, autojunk=len(before) > 1000).get_opcodes()
    return [_hunk(before[i:j], after[k:m], head + i, head + k) for tag, i, j, k, m in blocks if tag != "equal"]


def _hunk(removed: Sequence[str], added: Sequence[str], old: int, new: int) -> Hunk:
    return Hunk(old + bool(removed), new + bool(added), tuple(removed), tuple(added))


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Count the lines at the beginning that both have."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
