"""Says of lines that are still too long after a repair what they are."""

from __future__ import annotations

import io
import tokenize
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

_INVISIBLE = (tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER, tokenize.ENCODING)
_LIMIT = 79


def kinds(directory: Path, places: Iterable[tuple[str, int]]) -> Counter[str]:
    """Count the lines, given by path and number, by what stands on them."""
    rows: dict[str, list[int]] = {}
    for path, row in places:
        rows.setdefault(path, []).append(row)
    counts: Counter[str] = Counter()
    for path, numbers in rows.items():
        try:
            tokens = list(tokenize.tokenize(io.BytesIO((directory / path).read_bytes()).readline))
        except (SyntaxError, tokenize.TokenError, UnicodeError):
            counts["in a file that does not parse"] += len(numbers)
        else:
            counts.update(_kind(_on_row(tokens, row)) for row in numbers)
    return counts


def _on_row(tokens: list[tokenize.TokenInfo], row: int) -> list[tokenize.TokenInfo]:
    return [token for token in tokens if token.start[0] <= row <= token.end[0] and token.type not in _INVISIBLE]


def _kind(tokens: list[tokenize.TokenInfo]) -> str:
    if any(token.start[0] != token.end[0] for token in tokens):
        return "text of a docstring or another string of several lines"
    code = [token for token in tokens if token.type != tokenize.COMMENT]
    if not code:
        return "a comment"
    if len(code) < len(tokens) and code[-1].end[1] <= _LIMIT:
        return "a comment behind code, for a tool or itself too long"
    if len([token for token in code if token.type != tokenize.OP]) == 1:
        return "one string, number or name"
    if any(token.type == tokenize.STRING and token.start[1] < _LIMIT < token.end[1] for token in code):
        return "code with a string that has no good place to be cut"
    return "other code"
