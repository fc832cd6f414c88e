"""Lists in a pattern: arguments, elements, statements, some of which stand for any number."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from qualitygate_plugins.declarative.pattern.comparing import Bindings

_Match = Callable[[Any, Bindings, Any], bool]


class Entry(NamedTuple):
    """One entry of a list in a pattern."""

    like: _Match | None  #: tells whether an element is like it; None = it is any number of elements
    name: str = ""  #: what these elements are bound to


def one(like: _Match) -> Entry:
    """Return the entry for one element."""
    return Entry(like)


def many(name: str) -> Entry:
    """Return the entry for any number of elements."""
    return Entry(None, name)


def sequence(entries: Sequence[Entry]) -> _Match:
    """Return what tells whether a list is like the entries, all of it."""
    least = sum(each.like is not None for each in entries)
    is_fixed = least == len(entries)

    def match(nodes: Any, bindings: Bindings, meaning: Any) -> bool:
        if not isinstance(nodes, list) or len(nodes) < least or (is_fixed and len(nodes) > least):
            return False
        return _end(entries, 0, nodes, 0, bindings, meaning, is_whole=True) is not None

    return match


def beginning(entries: Sequence[Entry], nodes: Sequence[ast.AST], start: int, bindings: Bindings, meaning: Any) -> int:
    """Return where the shortest run of nodes ends that begins at ``start`` and is like the entries; 0 = none is."""
    return _end(entries, 0, nodes, start, bindings, meaning, is_whole=False) or 0


def _end(
    entries: Sequence[Entry],
    index: int,
    nodes: Sequence[ast.AST],
    position: int,
    bindings: Bindings,
    meaning: Any,
    *,
    is_whole: bool,
) -> int | None:
    """Return where nodes from ``position`` end that are like the entries from ``index`` on; None = they are not."""
    while index < len(entries):
        like, name = entries[index]
        index += 1
        if like is None:
            return _after_many(entries, index, nodes, position, bindings, meaning, name, is_whole=is_whole)
        if position >= len(nodes) or not like(nodes[position], bindings, meaning):
            return None
        position += 1
    return None if is_whole and position < len(nodes) else position


def _after_many(
    entries: Sequence[Entry],
    index: int,
    nodes: Sequence[ast.AST],
    position: int,
    bindings: Bindings,
    meaning: Any,
    name: str,
    *,
    is_whole: bool,
) -> int | None:
    """Try how many nodes the name stands for, the fewest first."""
    rest = sum(each.like is not None for each in entries[index:])
    first = len(nodes) if index == len(entries) and is_whole else position
    for end in range(first, len(nodes) - rest + 1):
        state = bindings.saved()
        if bindings.bind(name, list(nodes[position:end])):
            found = _end(entries, index, nodes, end, bindings, meaning, is_whole=is_whole)
            if found is not None:
                return found
        bindings.restore(state)
    return None
