"""What the fixers must know of the settings."""

from __future__ import annotations

from typing import NamedTuple

#: The codes of continuation lines that do not stand where they should.
OF_CONTINUATION = frozenset(
    ("E121", "E122", "E123", "E124", "E125", "E126", "E127", "E128", "E129", "E131", "E133")
)


class FixOptions(NamedTuple):
    """The options of pycodestyle that decide what a repaired line looks like."""

    max_line_length: int = 79
    indent_size: int = 4
    hang_closing: bool = False
    #: The codes somebody asked for. No fix may bring a new finding of one of these.
    wanted: frozenset[str] = frozenset()
    #: Beginnings of comments that tools read which the gate does not know.
    tool_comments: tuple[str, ...] = ()
