"""Puts an expression that is too long for its line into parentheses of its own."""

from __future__ import annotations

import tokenize
from collections.abc import Sequence

from qualitygate.api import Applicability, Edit, Fix
from qualitygate_plugins.pep8.fixes.layout import Layout, Token, edit
from qualitygate_plugins.pep8.fixes.options import FixOptions
from qualitygate_plugins.pep8.fixes.split_points import split_points
from qualitygate_plugins.pep8.fixes.strings import cut

_ASSIGNMENTS = frozenset("= += -= *= /= //= %= @= &= |= ^= >>= <<= **=".split())
_WITH_COLON = frozenset(("if", "elif", "while"))


def parenthesise(layout: Layout, span: tuple[int, int], options: FixOptions, *, prefer: bool) -> Fix | None:
    """Break the expression of a one-line statement inside new parentheses.

    ``prefer`` asks only where that reads better than breaking at a bracket that is there: conditions with ``and`` or
    ``or``, imports, and what has no bracket.
    """
    tokens = [token for token in layout.tokens[span[0] : span[1]] if token[0] not in _WIDTHLESS]
    comment = tokens[-1] if tokens and tokens[-1][0] == tokenize.COMMENT else None
    tokens = tokens[:-1] if comment else tokens
    if len(tokens) < 3 or tokens[0][2][0] != tokens[-1][3][0] or any(token[1] == ";" for token in tokens):
        return None
    if layout.first_row(tokens[0][2][0]) != tokens[0][2][0]:
        return None
    place = _expression(tokens)
    if place is None:
        return None
    begin, end = place
    is_import = tokens[0][1] == "from"
    if prefer and not (is_import or _is_condition(tokens, begin, end)):
        return None
    return _Parentheses(layout, options, tokens, begin, end).fix(comment)


_WIDTHLESS = frozenset((tokenize.INDENT, tokenize.DEDENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENDMARKER))


class _Parentheses:
    """One expression, the tokens from ``begin`` to ``end`` (exclusive), and the new brackets around it."""

    def __init__(
        self, layout: Layout, options: FixOptions, tokens: Sequence[Token], begin: int, end: int
    ) -> None:
        self._layout = layout
        self._options = options
        self._tokens = tokens
        self._begin, self._end = begin, end
        self._margin = len(layout.indentation(tokens[0][2][0]))

    def fix(self, comment: Token | None) -> Fix | None:
        """Return the fix when every line of it fits."""
        tokens, limit = self._tokens, self._options.max_line_length
        row = tokens[0][2][0]
        head = tokens[self._begin - 1][3][1] + 2
        tail = self._margin + 1 + (comment or tokens[-1])[3][1] - tokens[self._end - 1][3][1]
        if head > limit or tail > limit or "\t" in self._layout.indentation(row):
            return None
        inside = self._inside()
        if inside is None:
            return None
        pad = " " * (self._margin + self._options.indent_size)
        first, last = tokens[self._begin], tokens[self._end - 1]
        edits = [
            edit(tokens[self._begin - 1][3], first[2], f" (\n{pad}"),
            *inside,
            edit(last[3], last[3], f"\n{' ' * self._margin})"),
        ]
        return Fix("Break the line in parentheses", tuple(edits), Applicability.SAFE)

    def _inside(self) -> list[Edit] | None:
        """The line breaks inside the parentheses; none when the expression fits; None when it cannot be made to."""
        tokens, begin, end = self._tokens, self._begin, self._end
        room = self._options.max_line_length - self._margin - self._options.indent_size
        pad = "\n" + " " * (self._margin + self._options.indent_size)
        if tokens[end - 1][3][1] - tokens[begin][2][1] <= room:
            return []
        for points in split_points(tokens, begin, end, self._options.wanted):
            bounds = [begin, *points, end]
            parts = zip(bounds, bounds[1:], strict=False)
            if all(tokens[after - 1][3][1] - tokens[start][2][1] <= room for start, after in parts):
                return [edit(tokens[point - 1][3], tokens[point][2], pad) for point in points]
        if end - begin == 1 and tokens[begin][0] == tokenize.STRING:
            return cut(tokens[begin], room, room, pad)
        return None


def _expression(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """Where the expression stands that parentheses may be put around."""
    word, end = tokens[0][1], len(tokens)
    if word == "from":
        return _imported(tokens)
    if word in _WITH_COLON:
        return (1, end - 1) if tokens[-1][1] == ":" else None
    if word == "return":
        return 1, end
    if word == "assert":
        return (1, end) if not _has_comma(tokens) else None
    if word in ("type", "lambda", "for", "with", "def", "class", "async", "except", "import", "del", "raise", "match"):
        return None
    depth, begin = 0, 0
    for index, token in enumerate(tokens):
        if token[0] == tokenize.OP:
            depth += (token[1] in "([{") - (token[1] in ")]}")
            if not depth and token[1] in _ASSIGNMENTS:
                begin = index + 1
        elif token[1] == "lambda" and not depth:
            break
    return (begin, end) if 0 < begin < end else None


def _imported(tokens: Sequence[Token]) -> tuple[int, int] | None:
    for index, token in enumerate(tokens[:-1]):
        if token[1] == "import" and tokens[index + 1][1] not in ("(", "*"):
            return index + 1, len(tokens)
    return None


def _has_comma(tokens: Sequence[Token]) -> bool:
    depth = 0
    for token in tokens:
        if token[0] == tokenize.OP:
            depth += (token[1] in "([{") - (token[1] in ")]}")
            if token[1] == "," and not depth:
                return True
    return False


def _is_condition(tokens: Sequence[Token], begin: int, end: int) -> bool:
    depth = 0
    for token in tokens[begin:end]:
        if token[0] == tokenize.OP:
            depth += (token[1] in "([{") - (token[1] in ")]}")
        elif not depth and token[1] in ("and", "or"):
            return True
    return False
