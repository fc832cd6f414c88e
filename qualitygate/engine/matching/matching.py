"""Which of today's findings were there before: the one answer for the baseline and for ``--new``.

First, equal identities: as many findings of one identity as there were before are known, and only the excess is not.
Then moved code: a finding of the same code on the same line elsewhere is known when its old place has lost one, and
the lines around it moved along. What is not sure is new.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from qualitygate.engine.matching.neighbours import ENOUGH, Neighbours, weight
from qualitygate.model.fingerprint import Identity

#: Of so many equal lines each is compared with each; of more, only those whose neighbours are all the same.
_MOST_PAIRS = 10_000


class Known(Protocol):
    """A finding that was there before."""

    @property
    def identity(self) -> Identity:
        """What makes it the same as another."""

    @property
    def near(self) -> str:
        """Return its :attr:`Neighbours.mark`; "" = not known."""


class Head(Protocol):
    """What matching asks about the tree that is checked."""

    def near(self, index: int) -> Neighbours:
        """Return the lines around a finding."""

    def has_lost(self, path: str) -> bool:
        """Was this file checked, or is it gone? Otherwise nobody knows whether its old findings are still there."""

    def has_scope(self, path: str, scope: str) -> bool:
        """Is there still a class or function of this qualified name in the file?"""


def match(known: Sequence[Known], found: Sequence[Identity], head: Head) -> dict[int, int]:
    """Return, for each index into ``found`` that was there before, its index into ``known``; each is used once."""
    before, repeated_before = _index([each.identity for each in known])
    now, repeated_now = _index(found)
    pairs = {new: before[identity] for identity, new in now.items() if identity in before}
    for identity in (repeated_before.keys() | repeated_now.keys()) & before.keys() & now.keys():
        del pairs[now[identity]]
        new_ones, old_ones = repeated_now.get(identity), repeated_before.get(identity)
        pairs.update(_same_place(new_ones or [now[identity]], old_ones or [before[identity]], known, head))
    if len(pairs) < len(found) and len(pairs) < len(known):
        pairs.update(_moved(known, found, pairs, head))
    return pairs


def _index(identities: Sequence[Identity]) -> tuple[dict[Identity, int], dict[Identity, list[int]]]:
    """Return where each stands last, and every place of those that stand more than once."""
    last = dict(zip(identities, range(len(identities)), strict=True))
    repeated: dict[Identity, list[int]] = {}
    if len(last) < len(identities):
        earlier = {identity for index, identity in enumerate(identities) if last[identity] != index}
        for index, identity in enumerate(identities):
            if identity in earlier:
                repeated.setdefault(identity, []).append(index)
    return last, repeated


def _same_place(
    found: Sequence[int], before: Sequence[int], known: Sequence[Known], head: Head
) -> Iterable[tuple[int, int]]:
    """Pair equals. Where the numbers differ, those whose neighbours are the same come first."""
    if len(found) == len(before) or len(found) * len(before) > _MOST_PAIRS:
        return zip(found, before, strict=False)
    return _best((-head.near(new).shared(known[old].near)[0], new, old) for new in found for old in before)


def _best(ranked: Iterable[tuple[Any, int, int]]) -> Iterable[tuple[int, int]]:
    """Take the pair of the lowest rank, then the one of what is left, and so on."""
    new_ones: set[int] = set()
    old_ones: set[int] = set()
    for _, new, old in sorted(ranked):
        if new not in new_ones and old not in old_ones:
            new_ones.add(new)
            old_ones.add(old)
            yield new, old


def _moved(
    known: Sequence[Known], found: Sequence[Identity], pairs: dict[int, int], head: Head
) -> Iterable[tuple[int, int]]:
    """Pair what is left by code and line, where the surroundings moved along."""
    used = set(pairs.values())
    wanted: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, identity in enumerate(found):
        if index not in pairs:
            wanted[identity.code, identity.line].append(index)
    offered: dict[tuple[str, str], list[int]] = defaultdict(list)
    lost: dict[str, bool] = {}
    for index, each in enumerate(known):
        code, path, _, line = each.identity
        if index not in used and (code, line) in wanted:
            if path not in lost:
                lost[path] = head.has_lost(path)
            if lost[path]:
                offered[code, line].append(index)
    for key, old_ones in offered.items():
        yield from _best(_candidates(wanted[key], old_ones, known, found, head))


def _candidates(
    new_ones: Sequence[int], old_ones: Sequence[int], known: Sequence[Known], found: Sequence[Identity], head: Head
) -> Iterable[tuple[tuple[bool, bool, int], int, int]]:
    """Yield every pair with enough in common, ranked: the same file, then the same scope, then the best neighbours."""
    few = len(new_ones) * len(old_ones) <= _MOST_PAIRS
    by_mark: dict[str, list[int]] = defaultdict(list)
    for old in old_ones:
        by_mark[known[old].near].append(old)
    for new in new_ones:
        near, here = head.near(new), found[new]
        for old in old_ones if few else by_mark[near.mark][:100]:
            before = known[old]
            if before.near == near.mark != "" or _moved_along(before, here, near, head):
                there = before.identity
                rank = (there.path != here.path, there.scope != here.scope, -near.shared(before.near)[1])
                yield rank, new, old


def _moved_along(before: Known, here: Identity, near: Neighbours, head: Head) -> bool:
    """Did a block of some size move, or a function by name, with a line next to the finding?"""
    count, letters = near.shared(before.near)
    if count == 0:
        return False
    if weight(here.line) + letters >= ENOUGH:
        return True
    there = before.identity
    name = here.scope.rpartition(".")[2]
    same_name = name != "" and there.scope.rpartition(".")[2] == name
    return same_name and not head.has_scope(there.path, there.scope)
