"""Turns a file into shapes: what pycodestyle's checks can tell apart of a line, with all that they cannot taken out.

A logical-line check sees names only as names (but for keywords, ``print`` and the ambiguous ``l``, ``O``, ``I``), whole
numbers as numbers, and strings and well-formed comments not from inside. Two lines of one shape therefore have the same
verdict. This was read in the sources of pycodestyle 2.12 to 2.15; ``tests/parity`` and
``tests/plugins/pep8/shapes/test_shapes.py`` hold it to them.
"""

from __future__ import annotations

import keyword
import re
import sys

#: Stands for a line break inside a string, so that every line break left ends a row.
IN_STRING = "\x01"
#: Stands for a line break behind a backslash.
JOINED = "\x02"

_TOKENS_IN_FSTRINGS = sys.version_info >= (3, 12)
#: Names whose spelling the checks look at.
_KEPT = (*keyword.kwlist, *keyword.softkwlist, "print", "type", "lazy", "l", "O", "I")
_NAME = re.compile(rf"\b(?!(?:{'|'.join(_KEPT)})\b)(?:[^\W\d]\w*|(?<!\.)\d+(?:\.\d+)?(?![\w.]))")
_STRING_OR_COMMENT = re.compile(
    r"""\#[^\n]*
    | "{3} (?: [^"\\]+ | \\. | "(?!"") )* "{3}
    | '{3} (?: [^'\\]+ | \\. | '(?!'') )* '{3}
    | "    (?: [^"\\\n]+ | \\. )* "
    | '    (?: [^'\\\n]+ | \\. )* '
    """,
    re.DOTALL | re.VERBOSE,
)
#: Control characters but for the tab and the line feed: a form feed, say, begins a row anew.
_CONTROL = re.compile(r"[\0-\x08\x0b-\x1f\x7f]")
_TAB_INDENT = re.compile(r"(?:\A|\n) *\t")
#: A number that runs into a keyword, which the patterns here take for one word.
_GLUED_KEYWORD = re.compile(r"\d(?:and|else|for|if|in|is|or|not)\b")
_LONG_STRING = re.compile(f'(?<="""){IN_STRING}+')
_FORMATTED = re.compile(r"""\b(?:[fFtT][rR]?|[rR][fFtT])["']""")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
#: What W605 never objects to; any other escape stays in a shape.
_VALID_ESCAPES = frozenset("\n\\'\"abfnrtv01234567xNuU")
_PREFIX = re.compile(r"(?<!\w)[a-zA-Z]{1,2}\Z")
#: Moves what a check reads inside a string out of reach of what is done to names, into a private use area.
_HIDDEN = str.maketrans(
    {chr(code): chr(0xE000 + code) for code in range(128) if chr(code).isalnum() or chr(code) in "_\\()[]{}#\"'"}
    | {"\n": IN_STRING}
)


class IrregularError(Exception):
    """The text cannot be split into shapes; it is to be checked token by token."""


def shape_rows(text: str) -> list[str]:
    """Return the shape of every row of a Python file that parses; a row ends where a token can end the line.

    A row with :data:`IN_STRING` or :data:`JOINED` in it stands for one physical line more for each of them.

    Raises:
        IrregularError: it holds something that this splitting does not understand.
    """
    if text[-1:] != "\n" or text[-2:] in ("\n", "\n\n"):
        raise IrregularError
    if _CONTROL.search(text) or ("\t" in text and _TAB_INDENT.search(text)):
        raise IrregularError
    shape = _STRING_OR_COMMENT.sub(_without_content, text)
    shape = _NAME.sub("a", shape.replace("\\\n", "\\" + JOINED))
    if _GLUED_KEYWORD.search(shape) or shape.find("#!", 1) > 0:  # "#!" is fine in the first line only
        raise IrregularError
    return shape[:-1].split("\n")


def shape_of_lines(rows: list[str]) -> str:
    """Return the shape of a logical line of several rows: indentation and the length of strings do not count."""
    joined = "\n".join([row.lstrip(" ") for row in rows])
    return _LONG_STRING.sub(IN_STRING, joined) if IN_STRING in joined else joined


def with_length(text: str) -> str | None:
    """Return the text with its strings blanked and comments cut, each token that is left in its old column.

    Of a string of several lines what stands before its last line break is gone, and the break is :data:`IN_STRING`.
    None where Python 3.12 and later has tokens inside a string.
    """
    if _TOKENS_IN_FSTRINGS and _FORMATTED.search(text):
        return None
    return _STRING_OR_COMMENT.sub(_with_length, text)


def _without_content(match: re.Match[str]) -> str:
    text = match.group()
    if text[0] == "#":
        return _comment(text)
    if "\\" not in text and not _TOKENS_IN_FSTRINGS:
        if "\n" in text:
            return '"""' + IN_STRING * text.count("\n") + '"""'
        return '""' if len(text) == 2 else '"x"'
    prefix = _prefix(match)
    if _TOKENS_IN_FSTRINGS and not prefix.isdisjoint("ft"):
        return ("".join(sorted(prefix)) + _formatted(text)).translate(_HIDDEN)
    breaks = IN_STRING * text.count("\n")
    escapes = "" if "r" in prefix else "".join(sorted({*_ESCAPE.findall(text)} - _VALID_ESCAPES))  # W605 reads them
    quotes = '"""' if breaks else '"'
    return quotes + breaks + escapes.translate(_HIDDEN) + ("x" if len(text) > 2 and not breaks else "") + quotes


def _comment(text: str) -> str:
    """Keep of a comment what ``whitespace_before_comment`` reads, which is how it begins."""
    symbol, _, rest = text.partition(" ")
    blank = "~" if rest[:1] in (" ", "\t", "\xa0") else "." if rest else ""
    if symbol in ("#", "#:"):
        return symbol + blank
    stem = symbol.lstrip("#")
    return "#" * (len(symbol) - len(stem)) + ("!" if stem[:1] == "!" else "$" if stem else "") + blank


def _prefix(match: re.Match[str]) -> frozenset[str]:
    """Return the letters of a string's prefix, in lower case; it stands before the match."""
    found = _PREFIX.search(match.string, max(match.start() - 3, 0), match.start())
    return frozenset(found.group().lower()) if found else frozenset()


def _formatted(text: str) -> str:
    """Return a formatted string as it is, for Python 3.12 and later has tokens in it.

    Raises:
        IrregularError: a brace is open at what looks like its end, so that it holds a string with its own quotes.
    """
    plain = text.replace("{{", "").replace("}}", "")
    if plain.count("{") != plain.count("}"):
        raise IrregularError
    return text


def _with_length(match: re.Match[str]) -> str:
    text = match.group()
    if text[0] == "#":
        return "#"
    first, newline, _ = text.partition("\n")
    if newline:
        return '"' + IN_STRING + "x" * (len(text) - text.rindex("\n") - 2) + '"'
    return '"' + "x" * (len(first) - 2) + '"'
