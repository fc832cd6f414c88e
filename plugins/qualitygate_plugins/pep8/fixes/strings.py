"""Cuts a string literal between two words into literals that stand one under the other."""

from __future__ import annotations

import re
import tokenize
from collections.abc import Sequence

from qualitygate.api import Applicability, Edit, Fix
from qualitygate_plugins.pep8.fixes.layout import Layout, Token, edit
from qualitygate_plugins.pep8.fixes.options import FixOptions

_LITERAL = re.compile(r"([rRbBuU]{0,2})(['\"])(?!\2\2)(.*)\2", re.DOTALL)
_SPACE = re.compile(r"(?<!\\) +(?! )")
#: Shorter parts make the text harder to read than the long line was.
_SHORTEST = 20


def split_string(
    layout: Layout, span: tuple[int, int], tokens: Sequence[Token], options: FixOptions
) -> Fix | None:
    """Cut a string on a row, inside brackets, so that every part fits; the parts stand in the string's column."""
    first = tokens[0]
    depth = 0
    for token in layout.tokens[span[0] : span[1]]:
        if token[2] >= first[2]:
            break
        if token[0] == tokenize.OP:
            depth += (token[1] in "([{") - (token[1] in ")]}")
    row_end = tokens[-1][3][1]
    for token in tokens:
        if token[0] == tokenize.OP:
            depth += (token[1] in "([{") - (token[1] in ")]}")
        elif token[0] == tokenize.STRING and depth > 0 and row_end - token[2][1] > _SHORTEST:
            column = token[2][1]
            room = options.max_line_length - column
            edits = cut(token, room, room - (row_end - token[3][1]), "\n" + " " * column)
            if edits:
                return Fix("Cut the string in two", tuple(edits), Applicability.SAFE)
    return None


def cut(token: Token, room: int, last_room: int, line_break: str) -> list[Edit] | None:
    """Return the edits that cut the literal so that no part is wider than ``room``, the last than ``last_room``.

    None when it cannot be cut so: there are too few spaces, it is an f-string, or has three quotes.
    """
    match = _LITERAL.fullmatch(token[1])
    if match is None or "\n" in token[1] or "\\N" in token[1]:
        return None
    prefix, quote = match[1], match[2]
    width = len(prefix) + 2  # of a literal with nothing in it
    spaces = [space.end() for space in _SPACE.finditer(token[1], match.start(3), match.end(3))]
    start, cuts = match.start(3), []
    while match.end(3) - start + width > last_room:
        place = max((space for space in spaces if start < space <= start + room - width), default=0)
        if place - start < _SHORTEST or place == match.end(3):
            return None
        cuts.append(place)
        start = place
    row, column = token[2]
    return [
        edit((row, column + place), (row, column + place), f"{quote}{line_break}{prefix}{quote}") for place in cuts
    ] or None
