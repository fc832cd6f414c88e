"""For checkers that look below the tree: where strings and comments stand in code that parses, what is in them,
and the code without them."""

from __future__ import annotations

from qualitygate.source.bare import BREAK_IN_STRING, CLOSING, bare_code, first_rows, unbalanced_brackets
from qualitygate.source.strings import (
    FORMATTED,
    STRING_OR_COMMENT,
    TOKENS_IN_STRINGS,
    Formatted,
    formatted_string,
    is_formatted,
    prefix_before,
    strings_and_comments,
)

__all__ = [
    "BREAK_IN_STRING",
    "CLOSING",
    "FORMATTED",
    "STRING_OR_COMMENT",
    "TOKENS_IN_STRINGS",
    "Formatted",
    "bare_code",
    "first_rows",
    "formatted_string",
    "is_formatted",
    "prefix_before",
    "strings_and_comments",
    "unbalanced_brackets",
]
