"""The tokens of one logical line, without what only tells where blocks begin and end.

Its facts are pinned by tests/plugins/pep8/shapes/test_tokens.py.
"""

from __future__ import annotations

import tokenize
from collections.abc import Sequence

from qualitygate.api import valid_tokens

_ENDS = (tokenize.ENDMARKER, tokenize.DEDENT)


def tokens_of(lines: Sequence[str]) -> list[tokenize.TokenInfo] | None:
    """Return the tokens of ``lines`` without INDENT, DEDENT and ENDMARKER; rows count from 1.

    The lines are those of one logical line, or of one comment, of a file that parses. None when they are not.
    """
    tokens = valid_tokens(lines) or _by_tokenizer(lines)
    while tokens and tokens[-1].type in _ENDS:
        tokens.pop()
    if tokens and tokens[0].type == tokenize.INDENT:
        del tokens[0]
    if not tokens:
        return None
    if tokens[0].type == tokenize.COMMENT:
        return tokens if len(tokens) == 2 else None
    ends = [token.type == tokenize.NEWLINE for token in tokens]
    return tokens if ends[-1] and not any(ends[:-1]) else None


def _by_tokenizer(lines: Sequence[str]) -> list[tokenize.TokenInfo]:
    rest = iter(lines)
    try:
        return list(tokenize.generate_tokens(lambda: next(rest, "")))
    except (tokenize.TokenError, SyntaxError, ValueError, SystemError, MemoryError):
        return []
