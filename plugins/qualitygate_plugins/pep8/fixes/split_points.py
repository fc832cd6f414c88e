"""Which brackets a row has, and where the contents of one may be broken into lines of equal rank."""

from __future__ import annotations

import tokenize
from collections.abc import Collection, Iterator, Sequence

from qualitygate_plugins.pep8.fixes.layout import Token

#: What binds weakest first. Breaking at one rank keeps together what belongs together.
_RANKS = (
    frozenset(("or",)),
    frozenset(("and",)),
    frozenset(("==", "!=", "<", ">", "<=", ">=")),
    frozenset(("|", "^")),
    frozenset(("&",)),
    frozenset(("+", "-")),
    frozenset(("*", "/", "//", "%", "@")),
)
_WORDS = frozenset(("for", "if", "else", "async"))


def split_points(tokens: Sequence[Token], start: int, end: int, wanted: Collection[str]) -> Iterator[list[int]]:
    """Yield, weakest binding first, the tokens before which the contents of a bracket may be broken.

    At commas; before ``for``, ``if`` and ``else``; at operators before them or behind, whichever of W503 and W504
    nobody asked for.
    """
    inner = list(_at_depth(tokens, start, end))
    if any(token[1] == "lambda" for _, token in inner):
        return
    commas = [index + 1 for index, token in inner if token[1] == "," and index + 1 < end]
    if commas:
        yield commas
        return
    words = [
        index
        for index, token in inner
        if token[0] == tokenize.NAME and token[1] in _WORDS and (index == start or tokens[index - 1][1] != "async")
    ]
    if words and words[0] > start:
        yield words
    if "W503" in wanted and "W504" in wanted:
        return
    for rank in _RANKS:
        operators = [
            index if "W503" not in wanted else index + 1
            for index, token in inner
            if token[1] in rank and index > start and _is_binary(tokens[index - 1])
        ]
        if operators:
            yield operators


def brackets(
    tokens: Sequence[Token], span: tuple[int, int], first: int, end: int
) -> tuple[bool, list[tuple[int, int]]]:
    """Whether the row begins inside a bracket, and the brackets that open on it with where they close on it (or -1).

    The outermost come first, and of these the last: its contents are what the line is about.
    """
    before = 0
    for token in tokens[span[0] : first]:
        if token[0] == tokenize.OP:
            before += (token[1] in "([{") - (token[1] in ")]}")
    stack: list[int] = []
    found: list[tuple[int, int, int]] = []
    for index in range(first, end):
        token = tokens[index]
        if token[0] != tokenize.OP:
            continue
        if token[1] in "([{":
            stack.append(index)
        elif token[1] in ")]}" and stack:
            opening = stack.pop()
            found.append((len(stack), -opening, index))
    found += [(depth, -opening, -1) for depth, opening in enumerate(stack)]
    return before > 0, [(-opening, closing) for _, opening, closing in sorted(found)]


def _at_depth(tokens: Sequence[Token], start: int, end: int) -> Iterator[tuple[int, Token]]:
    depth = 0
    for index in range(start, end):
        token = tokens[index]
        if token[0] == tokenize.OP and token[1] in ")]}":
            depth -= 1
        if depth == 0 and token[0] in (tokenize.OP, tokenize.NAME):
            yield index, token
        if token[0] == tokenize.OP and token[1] in "([{":
            depth += 1


def _is_binary(before: Token) -> bool:
    """Whether an operator behind this token has a left side."""
    if before[0] == tokenize.OP:
        return before[1] in ")]}"
    return before[1] not in ("in", "is", "and", "or", "not", "if", "else", "return", "await", "yield", "lambda", "for")
