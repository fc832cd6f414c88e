"""Splits the text of one logical line into the tokens that Python's own tokenizer makes of it."""

from __future__ import annotations

import re
import string
import sys
import tokenize
from functools import partial
from token import EXACT_TOKEN_TYPES
from tokenize import COMMENT, NAME, NEWLINE, NL, NUMBER, OP, STRING, TokenInfo

#: Up to 3.11 ``tokenize`` is written in Python, and takes three times as long as one pattern that may expect valid
#: code; from 3.12 on it is written in C, and has tokens inside of formatted strings.
_IS_SLOW = sys.version_info < (3, 12)
_PREFIX = "(?:[bB][rR]?|[rR][bBfF]?|[fF][rR]?|[uU])?"
#: Tokens, and what stands between them. How numbers and operators look is what Python's own module says.
_PIECE = re.compile(
    "|".join(
        (
            r"[ \f\t]+",
            r"[^\W\d]\w*(?![\w\"'])",  # a name before a quote may be the prefix of a string
            r"(?=\.?[0-9])" + re.sub(r"(?<!\\)\((?!\?)", "(?:", tokenize.Number),
            re.sub(r"(?<!\\)\((?!\?)", "(?:", tokenize.Special),
            r"\n",
            rf'{_PREFIX}(?s:"{{3}}[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"{{3}}|"[^\n"\\]*(?:\\.[^\n"\\]*)*")',
            rf"{_PREFIX}(?s:'{{3}}[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*'{{3}}|'[^\n'\\]*(?:\\.[^\n'\\]*)*')",
            r"#[^\n]*",
            r"\\\n",
            r"\w+",
        )
    )
)
_JOINED, _BLANKS = -1, -2
#: The kind of a piece that is no operator by its first character; any other begins a name, or the prefix of a string.
_KINDS = {
    **dict.fromkeys(string.digits + ".", NUMBER),
    **dict.fromkeys("\"'", STRING),
    **dict.fromkeys(" \f\t", _BLANKS),
    "#": COMMENT,
    "\n": NEWLINE,
    "\\": _JOINED,
}
#: Every operator, and how many brackets it opens.
_OPERATORS = dict.fromkeys(EXACT_TOKEN_TYPES, 0) | dict.fromkeys("([{", 1) | dict.fromkeys(")]}", -1)
_LINE_ENDS = frozenset((NL, NEWLINE, _JOINED))
_token = partial(tuple.__new__, TokenInfo)


def tokens_of(lines: list[str]) -> list[TokenInfo] | None:
    """Return the tokens of ``lines`` without INDENT, DEDENT and ENDMARKER; rows count from 1.

    The lines are those of one logical line, or of one comment, of a file that parses. None when they are not.
    """
    tokens = _by_pattern(lines) if _IS_SLOW else _by_tokenizer(lines)
    if not tokens:
        return None
    if tokens[0].type == COMMENT:
        return tokens if len(tokens) == 2 else None
    ends = [token.type == NEWLINE for token in tokens]
    return tokens if ends[-1] and not any(ends[:-1]) else None


def _by_tokenizer(lines: list[str]) -> list[TokenInfo]:
    rest = iter(lines)
    try:
        tokens = list(tokenize.generate_tokens(lambda: next(rest, "")))
    except (tokenize.TokenError, SyntaxError, ValueError, SystemError):
        return []
    while tokens and tokens[-1].type in (tokenize.ENDMARKER, tokenize.DEDENT):
        tokens.pop()
    if tokens and tokens[0].type == tokenize.INDENT:
        del tokens[0]
    return tokens


def _by_pattern(lines: list[str]) -> list[TokenInfo]:
    text = "".join(lines)
    pieces = _PIECE.findall(text)
    if sum(map(len, pieces)) != len(text):  # a character that begins no token, as some letters of names
        return []
    tokens: list[TokenInfo] = []
    row, column, depth = 1, 0, 0
    line = lines[0]
    for piece in pieces:
        start = row, column
        column += len(piece)
        if piece in _OPERATORS:
            kind = OP
            depth += _OPERATORS[piece]
        else:
            kind = _KINDS.get(piece[0], NAME)
            if kind == NEWLINE and depth:
                kind = NL
            elif kind == NAME and piece[-1] in "\"'":
                kind = STRING
            if kind == STRING and "\n" in piece:
                breaks = piece.count("\n")
                whole = "".join(lines[row - 1 : row + breaks])
                row, column = row + breaks, len(piece) - piece.rindex("\n") - 1
                tokens.append(_token((kind, piece, start, (row, column), whole)))
                line = lines[row - 1]
                continue
        if kind >= 0:
            tokens.append(_token((kind, piece, start, (row, column), line)))
        if kind in _LINE_ENDS:
            row, column = row + 1, 0
            line = lines[row - 1] if row <= len(lines) else ""
    if len(tokens) == 2 and tokens[0].type == COMMENT:
        tokens[1] = tokens[1]._replace(type=NL)
    return tokens
