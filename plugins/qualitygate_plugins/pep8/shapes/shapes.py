"""Turns a file into shapes: what pycodestyle's checks can tell apart of a line, with all that they cannot taken out.

A logical-line check sees names only as names (but for keywords, ``print`` and the ambiguous ``l``, ``O``, ``I``), whole
numbers as numbers, and strings and well-formed comments not from inside. Two lines of one shape therefore have the same
verdict. This was read in the sources of pycodestyle 2.12 to 2.15; ``tests/parity`` and
``tests/plugins/pep8/shapes/test_shapes.py`` hold it to them.
"""

from __future__ import annotations

import keyword
import re
import string
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter

from qualitygate.api.lexing import (
    FORMATTED,
    STRING_OR_COMMENT,
    TOKENS_IN_STRINGS,
    formatted_string,
    is_formatted,
    prefix_before,
    strings_and_comments,
)

#: Stands for a line break inside a string, so that every line break left ends a row.
IN_STRING = "\x01"
#: Stands for a line break behind a backslash.
JOINED = "\x02"
#: Stands for a backslash at the end of a comment.
_ENDS_AS_JOINED = "\ue05e"
#: What may stand right before the quotes of a formatted string.
_FORMATTED_BY = frozenset("fFtTrR")
#: Stand before the quotes of a string that has tokens inside, by the letter of its prefix.
MARKS = {"f": "\ue066", "t": "\ue074"}

#: Names whose spelling the checks look at, in order.
_KEPT = sorted({*keyword.kwlist, *keyword.softkwlist, "print", "type", "lazy", "l", "O", "I"})
#: Control characters but for the tab and the line feed: a form feed, say, begins a row anew.
_CONTROL = "".join(map(chr, (*range(9), *range(11, 32), 127)))
_TAB_INDENT = re.compile(r"(?:\A|\n) *\t")
#: A number that runs into a keyword, which the patterns here take for one word.
_GLUED_KEYWORD = re.compile(r"\d(?:and|else|for|if|in|is|or|not)\b")
_LONG_STRING = re.compile(f'(?<="""){IN_STRING}+')
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_LONE_BACKSLASH = re.compile(r"(?<!\\)(?:\\\\)*\\\Z")
#: What W605 never objects to; that there is any other escape stays in a shape.
_VALID_ESCAPES = frozenset("\n\\'\"abfnrtv01234567xNuU")
#: Moves what a check reads inside a string out of reach of what is done to names, into a private use area.
_HIDDEN = str.maketrans(
    {chr(code): chr(0xE000 + code) for code in range(128) if chr(code).isalnum() or chr(code) in "_\\()[]{}#\"'"}
    | {"\n": IN_STRING}
)


#: Stand for the only things in strings that are looked at: an escape that is none, and in the literal part of a
#: formatted one doubled braces, and a blank at first.
_INVALID_ESCAPE, _DOUBLED, BLANK_FIRST = "\ue05c", "\ue07b", "\ue020"


class IrregularError(Exception):
    """The text cannot be split into shapes; it is to be checked token by token."""


def shape_rows(text: str, spans: Sequence[tuple[int, int]] | None = None) -> list[str]:
    """Return the shape of every row of a Python file that parses; a row ends where a token can end the line.

    ``spans`` are those of its strings and comments, where they are known already.
    A row with :data:`IN_STRING` or :data:`JOINED` in it stands for one physical line more for each of them.

    Raises:
        IrregularError: it holds something that this splitting does not understand.
    """
    if text[-1:] != "\n" or text[-2:] in ("\n", "\n\n"):
        raise IrregularError
    if any([sign in text for sign in _CONTROL]) or ("\t" in text and _TAB_INDENT.search(text)):
        raise IrregularError
    shape = _name(is_ascii=text.isascii()).sub("a", _without_strings(text, spans).replace("\\\n", "\\" + JOINED))
    has_digits = not text.isascii() or any([digit in shape for digit in string.digits])  # in few files any are left
    if (has_digits and _GLUED_KEYWORD.search(shape)) or shape.find("#!", 1) > 0:  # "#!" is fine in the first line only
        raise IrregularError
    return shape[:-1].split("\n")


@cache
def _name(*, is_ascii: bool) -> re.Pattern[str]:
    """Compile the pattern of names and numbers.

    That for texts which are all ASCII takes a third of the time; signs in a shape that are not are no letters either.
    """
    kept = {letter: "|".join(name[1:] for name in names) for letter, names in groupby(_KEPT, itemgetter(0))}
    first, whole = "".join(kept), "|".join(f"{letter}(?:{rests})" for letter, rests in kept.items())
    number = r"(?<!\.)\d+(?:\.\d+)?(?![\w.])"
    pattern = rf"(?=\w)\b(?:[^\W\d{first}]\w*|(?!(?:{whole})\b)[{first}]\w*|{number})"
    return re.compile(pattern, re.ASCII if is_ascii else re.UNICODE)


def shape_of_lines(rows: list[str]) -> str:
    """Return the shape of a logical line of several rows: indentation and the length of strings do not count."""
    joined = "\n".join([row.lstrip(" ") for row in rows])
    return _LONG_STRING.sub(IN_STRING, joined) if IN_STRING in joined else joined


def with_length(text: str) -> str | None:
    """Return the text with its strings blanked and comments cut, each token that is left in its old column.

    Of a string of several lines what stands before its last line break is gone, and the break is :data:`IN_STRING`.
    None where Python 3.12 and later has tokens inside a string.
    """
    if TOKENS_IN_STRINGS and FORMATTED.search(text):
        return None
    return STRING_OR_COMMENT.sub(_with_length, text)


def _without_strings(text: str, spans: Sequence[tuple[int, int]] | None) -> str:
    """Take out what stands in strings and comments; code in formatted strings stays where it has tokens.

    Raises:
        IrregularError: a string has no end, or none that can be told for sure.
    """
    has_formatted = TOKENS_IN_STRINGS and FORMATTED.search(text) is not None
    if spans is None:
        if not has_formatted:
            return STRING_OR_COMMENT.sub(lambda match: _without_content(text, match.start(), match.group()), text)
        spans = strings_and_comments(text, with_broken_code=True)
    if spans is None:
        raise IrregularError
    pieces = []
    behind = 0
    for start, end in spans:
        pieces.append(text[behind:start])
        found = text[start:end]
        if has_formatted and found[0] != "#" and text[start - 1] in _FORMATTED_BY and _has_tokens(text, start):
            pieces.append(_formatted(text, start))
        else:
            pieces.append(_without_content(text, start, found))
        behind = end
    return "".join((*pieces, text[behind:]))


def _has_tokens(text: str, quote: int) -> bool:
    return is_formatted(prefix_before(text, quote))


def _without_content(whole: str, start: int, text: str) -> str:
    if text[0] == "#":
        return _comment(text)
    if "\\" not in text:
        if "\n" in text:
            return '"""' + IN_STRING * text.count("\n") + '"""'
        if len(text) == 1:
            raise IrregularError
        return '""' if len(text) == 2 else '"x"'
    return _string(text, prefix_before(whole, start))


def _string(text: str, prefix: frozenset[str]) -> str:
    """Keep of a string with its quotes where lines end in it, and what W605 objects to."""
    breaks = IN_STRING * text.count("\n")
    quotes = '"""' if breaks else '"'
    return quotes + breaks + _escapes(text, prefix) + ("x" if len(text) > 2 and not breaks else "") + quotes


def _escapes(text: str, prefix: frozenset[str]) -> str:
    """Return what stands for escapes that W605 objects to, whichever they are."""
    if "\\" not in text or "r" in prefix:
        return ""
    is_odd = not _VALID_ESCAPES.issuperset(_ESCAPE.findall(text)) or _LONE_BACKSLASH.search(text)
    return _INVALID_ESCAPE if is_odd else ""


def _formatted(text: str, start: int) -> str:
    """Return the shape of the formatted string whose quotes begin at ``start``."""
    prefix = prefix_before(text, start)
    found = formatted_string(text, start, prefix)
    if found is None:
        raise IrregularError
    if "\n" in text[start : found.end]:  # its tokens carry other text as their line
        return ("".join(sorted(prefix)) + text[start : found.end]).translate(_HIDDEN)
    pieces = []
    for kind, piece, prefix in found.parts:
        if kind == "code":
            pieces.append(piece)
        elif kind == "literal":
            doubled = _DOUBLED if "{" in piece or "}" in piece else ""
            blank = BLANK_FIRST if piece[0] in " \t\xa0" else ""  # E231 looks behind the colon of a specification
            pieces.append("x" + blank + doubled + _escapes(piece, prefix))
        elif kind == "string":
            pieces.append(_string(piece, prefix))
        else:
            pieces.append(MARKS["t" if "t" in prefix else "f"] + '"' if kind == "start" else '"')
    return "".join(pieces)


def _comment(text: str) -> str:
    """Keep of a comment how it begins, for ``whitespace_before_comment``, and whether it ends in a backslash, which
    ``explicit_line_join`` takes for one that joins lines.
    """
    symbol, _, rest = text.partition(" ")
    blank = "~" if rest[:1] in (" ", "\t", "\xa0") else "." if rest else ""
    blank += _ENDS_AS_JOINED if text.endswith("\\") else ""
    if symbol in ("#", "#:"):
        return symbol + blank
    stem = symbol.lstrip("#")
    return "#" * (len(symbol) - len(stem)) + ("!" if stem[:1] == "!" else "$" if stem else "") + blank


def _with_length(match: re.Match[str]) -> str:
    text = match.group()
    if text[0] == "#":
        return "#"
    first, newline, _ = text.partition("\n")
    if newline:
        return '"' + IN_STRING + "x" * (len(text) - text.rindex("\n") - 2) + '"'
    return '"' + "x" * (len(first) - 2) + '"'
