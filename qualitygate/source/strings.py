"""Where strings and comments stand in Python code that parses, without tokenising it.

From Python 3.12 on a formatted string (``f``, from 3.14 on ``t`` too) has code in it that may hold strings with the
same quotes (PEP 701, PEP 750), so that no pattern finds its end. :func:`formatted_string` follows it as the tokenizer
of CPython 3.12 to 3.14 does (``Parser/lexer/lexer.c``), and says so where it is not sure.

Its facts are pinned by tests/unit/source/test_strings.py.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from typing import NamedTuple

#: Do formatted strings have tokens inside?
TOKENS_IN_STRINGS = sys.version_info >= (3, 12)


def _rest(sign: str, escape: str, excluded: str = "") -> str:
    """Return the pattern of a string behind its first quote; between ``escape`` it has nothing that is excluded.

    Each character is looked at once: in what repeats, no two ways begin alike.
    """
    two, long, short = sign * 2, rf"[^\\{excluded}{sign}]*", rf"[^\\{excluded}{sign}\n]*"
    rest_of_long = rf"{two} {long} (?: (?: {escape} | {sign}(?!{two}) ) {long} )* {two}{sign}"
    return rf"(?<={sign}) (?: {rest_of_long} | (?!{two}) {short} (?: (?: {escape} ) {short} )* {sign} )"


_COMMENT_REST = r"(?<=\#) [^\n]*"
_STRING_REST = " | ".join(_rest(sign, r"\\.") for sign in ('"', "'"))
#: A comment or a whole string without its prefix; a quote alone is one whose string is not closed. That it begins with
#: one set of signs lets ``re`` look for nothing else, which takes a quarter of the time that alternatives would.
STRING_OR_COMMENT = re.compile(rf"""["'\#] (?: {_COMMENT_REST} | {_STRING_REST} | )""", re.DOTALL | re.VERBOSE)
#: How a formatted string begins; a text without any has none.
FORMATTED = re.compile(r"""[fFtT] (?=["']|[rR]["']) (?: (?<=\b[fFtT]) | (?<=\b[rR][fFtT])(?=["']) )""", re.VERBOSE)
_PREFIX = re.compile(r"(?<!\w)[a-zA-Z]{1,2}\Z")
_QUOTES = re.compile(r'"""|\'\'\'|"|\'')
#: What stands in code until something has to be looked at.
_PLAIN_CODE = re.compile(r"""[^"'{}()\[\]:\#\\\n]+""")
_CLOSING = {"(": ")", "[": "]", "{": "}"}


class Part(NamedTuple):
    """A piece of a formatted string."""

    kind: str  #: "literal", "code", "string" (with quotes, without prefix), "start" or "end" (the quotes)
    text: str
    prefix: frozenset[str] = frozenset()  #: of a string, or of the string that starts, or whose literal it is


class Formatted(NamedTuple):
    """A formatted string that was followed to its end."""

    parts: list[Part]
    end: int  #: the offset behind its closing quotes
    has_broken_code: bool  #: a line break stands in its code


def prefix_before(text: str, quote: int) -> frozenset[str]:
    """Return the letters of the prefix of the string whose quote stands at that offset, in lower case."""
    found = _PREFIX.search(text, max(quote - 3, 0), quote)
    return frozenset(found.group().lower()) if found else frozenset()


def is_formatted(prefix: frozenset[str]) -> bool:
    """Has a string with this prefix tokens inside, under this Python?"""
    return TOKENS_IN_STRINGS and not prefix.isdisjoint("ft")


def formatted_string(text: str, quote: int, prefix: frozenset[str]) -> Formatted | None:
    """Follow the formatted string whose quote stands at that offset; None where it cannot be told for sure."""
    scan = _Scan(text)
    try:
        end = scan.string(quote, prefix)
    except (_UnsureError, RecursionError):
        return None
    return Formatted(scan.parts, end, scan.has_broken_code)


class _UnsureError(Exception):
    """It cannot be told where the string ends."""


class _Scan:
    def __init__(self, text: str) -> None:
        self._text = text
        self.parts: list[Part] = []
        self.has_broken_code = False

    def string(self, start: int, prefix: frozenset[str]) -> int:
        """Read a formatted string from its quotes on; return the offset behind it."""
        text, parts = self._text, self.parts
        opening = _QUOTES.match(text, start)
        if opening is None:
            raise _UnsureError
        quotes = opening.group()
        literal = _literal(quotes, is_raw="r" in prefix)
        parts.append(Part("start", quotes, prefix))
        position = opening.end()
        while True:
            found = literal.match(text, position)
            assert found is not None  # it matches nothing too
            if found.group():
                parts.append(Part("literal", found.group(), prefix))
            position = found.end()
            if text.startswith(quotes, position):
                parts.append(Part("end", quotes))
                return position + len(quotes)
            position = self._field(position, quotes)

    def _field(self, start: int, quotes: str) -> int:
        """Read a replacement field from its brace on, with its conversion and specification."""
        text, parts = self._text, self.parts
        if text[start : start + 1] != "{":
            raise _UnsureError
        parts.append(Part("code", "{"))
        position = self._code(start + 1)
        if text[position] == ":":
            parts.append(Part("code", ":"))
            position += 1
            specification = _specification(quotes)
            while text[position : position + 1] != "}":
                found = specification.match(text, position)
                if found is not None:
                    parts.append(Part("literal", found.group(), frozenset("r")))
                    position = found.end()
                else:
                    position = self._field(position, quotes)
        parts.append(Part("code", "}"))
        return position + 1

    def _code(self, position: int) -> int:
        """Read code up to the brace or the colon that ends it in its field."""
        text, parts = self._text, self.parts
        open_brackets: list[str] = []
        while True:
            if plain := _PLAIN_CODE.match(text, position):
                parts.append(Part("code", plain.group()))
                position = plain.end()
            character = text[position : position + 1]
            if character in ("}", ":") and not open_brackets:
                return position
            if character in ('"', "'"):
                position = self._string_in_code(position)
            elif character in ("\n", "\\", "#"):
                position = self._break(position)
            else:
                self._bracket(character, open_brackets)
                parts.append(Part("code", character))
                position += 1

    def _bracket(self, character: str, open_brackets: list[str]) -> None:
        if character in ("(", "[", "{"):
            open_brackets.append(_CLOSING[character])
        elif character != ":" and (not open_brackets or open_brackets.pop() != character):
            raise _UnsureError

    def _break(self, position: int) -> int:
        """Read up to the end of the line: behind code, a backslash or a comment."""
        end = self._text.find("\n", position)
        if end < 0 or (self._text[position] == "\\" and end > position + 1):
            raise _UnsureError
        self.has_broken_code = True
        return end + 1

    def _string_in_code(self, quote: int) -> int:
        prefix = prefix_before(self._text, quote)
        if is_formatted(prefix):
            return self.string(quote, prefix)
        found = STRING_OR_COMMENT.match(self._text, quote)
        if found is None or len(found.group()) == 1:
            raise _UnsureError
        self.has_broken_code |= "\n" in found.group()
        self.parts.append(Part("string", found.group(), prefix))
        return found.end()


@cache
def _literal(quotes: str, *, is_raw: bool) -> re.Pattern[str]:
    """Return what a formatted string may hold beside fields; a backslash before a brace escapes nothing."""
    sign = quotes[0]
    escape = r"\\[^{}]" if is_raw else r"\\[^{}N] | \\N(?:\{[^{}\n\"']*\}|(?!\{))"
    inner, others = (f"{sign}(?!{sign * 2}) |", "") if len(quotes) == 3 else ("", r"\n")
    plain = rf"[^{{}}\\{sign}{others}]*"
    special = rf"{inner} {escape} | \\(?=[{{}}]) | \{{\{{ | \}}\}}"
    return re.compile(rf"{plain} (?: (?: {special} ) {plain} )*", re.VERBOSE | re.DOTALL)


@cache
def _specification(quotes: str) -> re.Pattern[str]:
    """In a specification braces are never doubled; with a line break or an escape in it, versions of Python differ."""
    sign = quotes[0]
    plain = rf"[^{{}}\\\n{sign}]"
    return re.compile(rf"(?:{plain}|{sign}(?!{sign * 2}))+" if len(quotes) == 3 else rf"{plain}+")


def strings_and_comments(text: str, *, with_broken_code: bool = False) -> list[tuple[int, int]] | None:
    """Return the offsets at which each comment and each string begins and ends, in order; a string without its prefix.

    None where that cannot be told for sure, and where a line break stands in the code of a formatted string: the
    tokenizer ends a line there. ``with_broken_code`` has such strings too.
    """
    if not TOKENS_IN_STRINGS or FORMATTED.search(text) is None:
        return [match.span() for match in STRING_OR_COMMENT.finditer(text)]
    found = []
    search, position = _with_formatted().finditer, 0
    while True:
        for match in search(text, position):
            if match.lastindex is not None:
                break
            found.append(match.span())
        else:
            return found
        start = match.start()
        string = formatted_string(text, start, prefix_before(text, start)) if match.lastgroup == "formatted" else None
        if string is None or (string.has_broken_code and not with_broken_code):
            return None
        position = string.end
        found.append((start, position))


@cache
def _with_formatted() -> re.Pattern[str]:
    """Compile a pattern like :data:`STRING_OR_COMMENT` that says ``formatted`` of a string to be followed to its end.

    One in whose fields stands no quote, brace, comment or line break ends where any string does. Of a string that is
    not closed it says ``open``.
    """
    escape = r"""\\[^{}N] | \{\{ | \}\} | \{[^{}"'\\\#\n]+\}"""
    prefix = r"""(?<=[fFtTrR]["']) (?: (?<=\b[fFtT]["']) | (?<=\b[fFtT][rR]["']) | (?<=\b[rR][fFtT]["']) )"""
    simple = " | ".join(_rest(sign, escape, "{}") for sign in ('"', "'"))
    formatted = f"{prefix} (?: {simple} | (?P<formatted>) )"
    pattern = rf"""["'\#] (?: {_COMMENT_REST} | {formatted} | {_STRING_REST} | (?P<open>) )"""
    return re.compile(pattern, re.DOTALL | re.VERBOSE)
