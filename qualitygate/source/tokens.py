"""Reads the tokens of code that is known to parse, as ``tokenize`` gives them, in half to two thirds of the time.

Its facts are pinned by tests/unit/source/test_tokens.py.
"""

from __future__ import annotations

import re
import sys
import tokenize
from collections.abc import Iterable, Sequence
from functools import cache, partial
from importlib import import_module
from token import EXACT_TOKEN_TYPES
from tokenize import COMMENT, DEDENT, ENDMARKER, INDENT, NAME, NEWLINE, NL, NUMBER, OP, STRING, TokenInfo

#: Up to 3.11 ``tokenize`` is written in Python; from 3.12 on in C, and with tokens inside of formatted strings.
_IS_SLOW = sys.version_info < (3, 12)
_PREFIX = "(?:[bB][rR]?|[rR][bBfF]?|[fF][rR]?|[uU])?"
_JOINED, _BLANKS = -1, -2
#: The kind of a piece that is no operator by its first character; any other begins a name, or the prefix of a string.
_KINDS = {
    **dict.fromkeys("0123456789.", NUMBER),
    **dict.fromkeys("\"'", STRING),
    **dict.fromkeys(" \f\t", _BLANKS),
    "#": COMMENT,
    "\n": NEWLINE,
    "\\": _JOINED,
}
_LINE_ENDS = frozenset((NEWLINE, _JOINED))
#: What may stand on a line that has no code.
_NO_CODE = frozenset((_BLANKS, COMMENT, NEWLINE))
#: Every operator, and how many brackets it opens.
_OPERATORS = dict.fromkeys(EXACT_TOKEN_TYPES, 0) | dict.fromkeys("([{", 1) | dict.fromkeys(")]}", -1)
_token = partial(tuple.__new__, TokenInfo)


@cache
def _piece() -> re.Pattern[str]:
    """Compile the pattern of tokens, and of what stands between them, at its first use: it takes 3 ms.

    How numbers and operators look is what Python's own module says.
    """
    number, operator = (re.sub(r"(?<!\\)\((?!\?)", "(?:", text) for text in (tokenize.Number, tokenize.Special))
    pieces = (
        r"[ \f\t]+",
        r"[^\W\d]\w*(?![\w\"'])",  # a name before a quote may be the prefix of a string
        rf"(?=\.?[0-9]){number}",
        operator,
        r"\n",
        rf'{_PREFIX}(?s:"{{3}}[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"{{3}}|"[^\n"\\]*(?:\\.[^\n"\\]*)*")',
        rf"{_PREFIX}(?s:'{{3}}[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*'{{3}}|'[^\n'\\]*(?:\\.[^\n'\\]*)*')",
        r"#[^\n]*",
        r"\\\n",
        r"\w+",
    )
    return re.compile("|".join(pieces))


def valid_tokens(lines: Sequence[str]) -> list[TokenInfo] | None:
    """Return the tokens of lines that are known to parse: a file's, or those of one of its logical lines.

    None where ``tokenize`` is to be asked. Up to 3.11 that is what is rare: tabs that indent, letters that only the
    tokenizer in C knows, no line break at the end; later, what the tokenizer in C gives up on.
    """
    if not _IS_SLOW:
        return _from_c(lines)
    if not lines or not lines[-1].endswith("\n"):
        return None
    text = "".join(lines)
    pieces = _piece().findall(text)
    return _read(pieces, lines) if sum(map(len, pieces)) == len(text) else None


def _from_c(lines: Sequence[str]) -> list[TokenInfo] | None:
    """Ask the tokenizer in C itself: ``tokenize`` only hands its tokens on, and takes a third of the time for that.

    Its name and arguments are those of CPython 3.12 to 3.14 (``Lib/tokenize.py``). None where they are others, and
    where it gives up: ``tokenize`` says why in words of its own.
    """
    try:
        iterate: Iterable[tuple[object, ...]] = import_module("_tokenize").TokenizerIter(
            iter(lines).__next__, extra_tokens=True
        )
        return list(map(_token, iterate))
    except (SyntaxError, ValueError, SystemError, MemoryError, ImportError, AttributeError, TypeError):
        return None


def _read(pieces: Sequence[str], lines: Sequence[str]) -> list[TokenInfo] | None:
    tokens: list[TokenInfo] = []
    levels = [0]
    row, column, depth, is_new = 1, 0, 0, True  # is_new: no code stands before on the logical line
    line = lines[0]
    for piece in pieces:
        start = row, column
        column += len(piece)
        if piece in _OPERATORS:
            kind = OP
            depth += _OPERATORS[piece]
        else:
            kind = _KINDS.get(piece[0], NAME)
            if kind == NAME and piece[-1] in "\"'":
                kind = STRING
        if is_new and kind not in _NO_CODE:
            if kind == _JOINED or not _indent(tokens, levels, start, line):
                return None
            is_new = False
        if kind in _LINE_ENDS:
            if kind == NEWLINE:
                tokens.append(_token((NL if depth or is_new else kind, piece, start, (row, column), line)))
                is_new = not depth
            row, column = row + 1, 0
            line = lines[row - 1] if row <= len(lines) else ""
        elif kind == STRING and "\n" in piece:
            last = row + piece.count("\n")
            column = len(piece) - piece.rindex("\n") - 1
            tokens.append(_token((kind, piece, start, (last, column), "".join(lines[row - 1 : last]))))
            row, line = last, lines[last - 1]
        elif kind != _BLANKS:
            tokens.append(_token((kind, piece, start, (row, column), line)))
    end = row, 0
    tokens += [_token((DEDENT, "", end, end, ""))] * (len(levels) - 1)
    tokens.append(_token((ENDMARKER, "", end, end, "")))
    return tokens


def _indent(tokens: list[TokenInfo], levels: list[int], start: tuple[int, int], line: str) -> bool:
    """Add the INDENT or the DEDENTs before the first token of a logical line; say whether the blanks can be counted."""
    column = start[1]
    blanks = line[:column]
    if blanks.strip(" "):
        return False  # tabs, form feeds
    if column > levels[-1]:
        levels.append(column)
        tokens.append(_token((INDENT, blanks, (start[0], 0), start, line)))
    while column < levels[-1]:
        levels.pop()
        tokens.append(_token((DEDENT, "", start, start, line)))
    return True
