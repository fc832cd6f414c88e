"""How a file of results says them: what is for all paths, what many results have in common, and the rest of each."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from qualitygate.cache.signature import UNSURE, Signature
from qualitygate.model.directive import Directive
from qualitygate.model.finding import Finding
from qualitygate.model.looked_for import LookedFor
from qualitygate.model.report import Skip
from qualitygate.model.selection import Selection


class Asked(Struct, frozen=True, gc=False, array_like=True):
    """A checker that was asked."""

    checker: str
    prefixes: tuple[str, ...]
    selection: int  #: number of the selection


class Common(Struct, frozen=True, gc=False, array_like=True):
    """What the results of many files have in common; they refer to it by number."""

    options: int  #: number of the options
    kind: str
    looked_for: LookedFor
    selection: int
    asked: tuple[Asked, ...]


class Said(Struct, frozen=True, gc=False, array_like=True):
    """What most results do not have."""

    skipped: Skip | None
    directives: Sequence[Directive]
    found: Sequence[tuple[int, Sequence[Finding]]]  #: by the index of who was asked


class Kept(Struct, frozen=True, gc=False, array_like=True):
    """A result, as the file has it."""

    digest: str
    common: int  #: number of what it has in common with others
    lines: int
    said: Said | None


class Entry(Struct, frozen=True, gc=False, array_like=True):
    """What is known of one path."""

    signature: Signature = UNSURE
    digest: str = ""  #: of the content that had the signature
    results: tuple[Kept, ...] = ()  #: the latest first


class Head(Struct, frozen=True, array_like=True):
    """What is for all paths."""

    version: int
    options: list[str]
    selections: list[Selection]
    common: list[Common]
    days: dict[str, int]  #: by path, when it was seen last
    depends: dict[str, str] = {}  #: digests of what the project's own plugins read, by path from the root
