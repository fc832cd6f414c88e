"""Which codes count: ``select`` against ``ignore``, the longest matching prefix wins.

Its facts are pinned by tests/unit/model/test_selection.py.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import cached_property

from msgspec import Struct

from qualitygate.model.replacement import replace

#: Every code begins with one of these. (The module ``string`` would compile a pattern for its templates.)
LETTERS = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


class Decision(Struct, frozen=True):
    """Whether a code counts, and what decided."""

    is_selected: bool
    reason: str  #: which entry of which list: "ignore 'E12'"
    entry: str = ""  #: the entry itself; "" when none speaks about the code


class Selection(Struct, frozen=True, dict=True):
    """The team's lists. ``None`` for ``select`` or ``ignore`` means "not said": the defaults hold.

    The rule is flake8's (7.5, ``DecisionEngine``): what the user wrote beats what is default, and when a code is in
    both lists of equal standing the longer prefix wins, ``ignore`` on a tie.
    """

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    extend_ignore: tuple[str, ...] = ()
    default_select: tuple[str, ...] = LETTERS  #: what counts while ``select`` is not said
    default_ignore: tuple[str, ...] = ()  #: what does not while ``ignore`` is not said
    off_by_default: frozenset[str] = frozenset()  #: rules reported only when their full code is selected

    def is_selected(self, code: str) -> bool:
        """Does a finding with this code count?"""
        return self.decide(code).is_selected

    def explain(self, code: str) -> tuple[bool, str]:
        """Say whether ``code`` counts, and which list entry decided: ``(False, "ignore 'E12'")``."""
        decision = self.decide(code)
        return decision.is_selected, decision.reason

    def decide(self, code: str) -> Decision:
        """Decide about one code."""
        said_select = _longest(code, self._said_select)
        said_ignore = _longest(code, self._said_ignore)
        if code in self.off_by_default and said_select != code:
            return Decision(False, f"off by default, select {code!r} in full to switch it on")
        if said_select and not said_ignore:
            return Decision(True, f"select {said_select!r}", said_select)
        if said_ignore and not said_select:
            return Decision(False, f"ignore {said_ignore!r}", said_ignore)
        select = max(said_select, _longest(code, self._default_select), key=len)
        ignore = max(said_ignore, _longest(code, self._default_ignore), key=len)
        if not select:
            return Decision(False, "not selected")
        if len(select) > len(ignore):
            longer = f" is longer than ignore {ignore!r}" if ignore else ""
            return Decision(True, f"select {select!r}{longer}", select)
        return Decision(False, f"ignore {ignore!r} is not shorter than select {select!r}", ignore)

    @cached_property
    def _said_select(self) -> AbstractSet[str]:
        return frozenset((*(self.select or ()), *self.extend_select))

    @cached_property
    def _said_ignore(self) -> AbstractSet[str]:
        return frozenset((*(self.ignore or ()), *self.extend_ignore))

    @cached_property
    def _default_select(self) -> AbstractSet[str]:
        return frozenset(self.default_select if self.select is None else ())

    @cached_property
    def _default_ignore(self) -> AbstractSet[str]:
        return frozenset(self.default_ignore if self.ignore is None else ())

    @property
    def selected(self) -> tuple[str, ...]:
        """What is selected, as written or by default."""
        return (*(self.select or ()), *self.extend_select, *self._default_select)

    def may_select_any(self, prefixes: tuple[str, ...]) -> bool:
        """Could any code that starts with one of ``prefixes`` count? Never wrong when it says no."""
        return any(self._may_select(prefix) for prefix in prefixes)

    def _may_select(self, prefix: str) -> bool:
        selected = (self._said_select, self._default_select)
        if any(entry.startswith(prefix) and entry != prefix for entries in selected for entry in entries):
            return True  # part of the family is selected by a longer entry; which part wins is decided per code
        return self.is_selected(prefix)

    def is_within(self, other: Selection, prefixes: tuple[str, ...] = ("",)) -> bool:
        """Does ``other`` select every code that this selects and that starts with one of ``prefixes``?"""
        if self == other:
            return True
        entries = {*self._entries(), *other._entries(), *prefixes}
        # a code is decided by the longest entry that it starts with; that entry, and one letter more, stand for it
        probes = (probe for entry in entries for probe in (entry, entry + "~"))
        relevant = (probe for probe in probes if probe.startswith(prefixes))
        return all(other.is_selected(probe) for probe in relevant if self.is_selected(probe))

    def _entries(self) -> tuple[str, ...]:
        said = (*(self.select or ()), *(self.ignore or ()), *self.extend_select, *self.extend_ignore)
        return (*said, *self.default_select, *self.default_ignore, *self.off_by_default)

    def ignoring(self, codes: tuple[str, ...]) -> Selection:
        """Return this selection with ``codes`` ignored as well, as per-file-ignores do."""
        return replace(self, extend_ignore=(*self.extend_ignore, *codes))


def _longest(code: str, entries: AbstractSet[str]) -> str:
    """Return the longest entry that ``code`` starts with, or "". There may be a million: they are not gone through."""
    return next((code[:end] for end in range(len(code), 0, -1) if code[:end] in entries), "")
