"""Which codes were looked for in one source: of no other may be said that it did not occur."""

from __future__ import annotations

from msgspec import Struct


class LookedFor(Struct, frozen=True, gc=False, array_like=True):
    """Which codes were looked for in a source, all as prefixes. A suppression of any other is not judged."""

    codes: tuple[str, ...] = ()  #: of the checkers that ran to their end; () when the file does not parse
    excluded: tuple[str, ...] = ()  #: what a plugin excludes for this file
    dormant: tuple[str, ...] = ()  #: what a checker that ran cannot find under its settings
    dropped: tuple[str, ...] = ()  #: codes in full that were found and are not selected
