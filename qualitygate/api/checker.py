"""What a checker is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol, runtime_checkable

from msgspec import Struct

from qualitygate.model.finding import Finding
from qualitygate.source.source import Source


class Checker(Protocol):
    """Turns a source into findings.

    May not read files, print, exit, change its source, or keep state between sources that changes what it finds. One
    object serves many sources with equal settings, one at a time. Findings come in any order; the engine sorts, selects
    and suppresses.
    """

    @property
    def name(self) -> str:
        """Unique; appears in findings and failures: "pep8"."""

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of files it reads: ``{"python"}``."""

    @property
    def codes(self) -> tuple[str, ...]:
        """Prefixes of the codes it can emit; it is not run where none of them is selected."""

    @property
    def needs_tree(self) -> bool:
        """True: not called for a Python file that does not parse (the engine reports E999 for it)."""

    def check(self, source: Source) -> Iterable[Finding]:
        """Yield what is wrong with ``source``. An exception becomes a failure of this checker on this file."""


def dormant_codes(checker: Checker) -> tuple[str, ...]:
    """Return prefixes of codes that it cannot emit under its settings: nobody who suppresses them is told so.

    A checker says so with an attribute ``dormant``; one that says nothing can emit all its codes.
    """
    return tuple(getattr(checker, "dormant", ()))


def codes_allowed(checker: Checker) -> tuple[str, ...]:
    """Return prefixes of codes that it may emit: its own, or with an attribute ``emits_any`` every one.

    Some plugins of other programs emit more than they name: flake8-django has the entry point DJ0, and finds DJ12.
    """
    return (*checker.codes, "") if getattr(checker, "emits_any", False) else tuple(checker.codes)


def is_narrow(checker: Checker) -> bool:
    """Does it look only at places where its few codes may be, without anything that it had to learn first?

    It says so with an attribute ``is_narrow``, and is then asked in place of one that looks for all codes of a
    selection, where the others are known not to occur.
    """
    return bool(getattr(checker, "is_narrow", False))


class Lessons(Protocol):
    """What earlier runs have learned."""

    def get(self, thing: str, /) -> str | None:
        """Return what is known of it; None when nothing is. Takes a few millionths of a second."""


@runtime_checkable
class Learner(Checker, Protocol):
    """A checker that learns from sources what spares it work on others, and can hand that on to later runs.

    Lessons are texts by texts, of whatever meaning the checker gives them. They are kept apart for each environment:
    versions and code need not be told in them. A run over few files asks for them and gives none.
    """

    @property
    def subject(self) -> str:
        """What decides about lessons beside the environment, its options say. Another subject has other lessons."""

    def recall(self, lessons: Lessons) -> None:
        """Take what was learned before; called once, ahead of the first source."""

    def learned(self) -> Mapping[str, str]:
        """Return what is new since this was called last."""


class FileExclusion(Struct, frozen=True):
    """Why a plugin leaves a file alone, wholly or in part."""

    reason: str  #: from a small set, counted in the summary: "generated migration"
    codes: tuple[str, ...] = ()  #: code prefixes that are not reported for it; () = no checker looks at it
    note: str = ""  #: said about this one file in the summary
