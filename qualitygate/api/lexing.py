"""For checkers that look below the tree: where strings and comments stand in code that parses, and what is in them."""

from __future__ import annotations

from qualitygate.source.strings import (
    FORMATTED,
    STRING_OR_COMMENT,
    TOKENS_IN_STRINGS,
    Formatted,
    formatted_string,
    is_formatted,
    prefix_before,
)

__all__ = [
    "FORMATTED",
    "STRING_OR_COMMENT",
    "TOKENS_IN_STRINGS",
    "Formatted",
    "formatted_string",
    "is_formatted",
    "prefix_before",
]
