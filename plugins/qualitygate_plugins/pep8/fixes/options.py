"""What the fixers must know of the settings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FixOptions:
    """The options of pycodestyle that decide what a repaired line looks like."""

    max_line_length: int = 79
    indent_size: int = 4
    hang_closing: bool = False
    #: The codes somebody asked for. No fix may bring a new finding of one of these.
    wanted: frozenset[str] = frozenset()
