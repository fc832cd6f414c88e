"""Folds brackets whose contents no check can object to, so that fewer shapes are left to ask about.

``f(a, b=c.d, *e)`` and ``g(x)`` have the same verdict: names, strings, calls and plain operators, separated as PEP 8
has it, are clean in any bracket and tell nothing to what stands outside. Read in pycodestyle 2.12 to 2.15 for every
check that depends on a shape; the exceptions stand at :data:`_AS_IT_IS`.
"""

from __future__ import annotations

import re
from functools import cache

from qualitygate_plugins.pep8.shapes.shapes import BLANK_FIRST, MARKS

#: Parameters may be annotated or generic, where "=" wants blanks (E251, E252).
_NOT_FOLDED = ("async", "def", "class", "type")
_AS_IT_IS = re.compile(rf"(?:{'|'.join(_NOT_FOLDED)})\s")
#: Names as others where they stand so: of what is before a blank or an operator a check asks whether it is a keyword.
_SOFT_KEYWORD = re.compile(r"(?<=[ ({\[.,=\n*])(?:(?:type|match|_)(?=[(.,)\]=])(?!==)|_(?= (?:in|=) ))")
_MARKS = "".join(MARKS.values())
_PREFIXED_STRING = re.compile(rf'\ba(?="a?"|[{_MARKS}])')
#: Neither what follows "not": E713 looks for one word between that and "in".
_JOINED_STRINGS = re.compile(r'(?<!not )"a?"(?:[ \n]"a?")+')
#: A string that has tokens inside, once it is folded. It is not taken for one without: E713 does not look over braces.
_FORMATTED_STRING = rf'[{_MARKS}]"(?:a{BLANK_FIRST}?|\{{a\}})?"'
_ANY_STRING = rf'(?:"a?"|{_FORMATTED_STRING})'
_JOINED_FORMATTED = re.compile(rf"(?<!not ){_ANY_STRING}(?:[ \n]{_ANY_STRING})+")

#: What an operator may stand between. A bracket may have any content that is folded.
ATOM = (
    rf'(?:await )?(?:a|"a?"|{_FORMATTED_STRING}|True|False|None|\(\)|\[\]|\{{\}}|[(\[{{]a[)\]}}])'
    r"(?:\.a|\(\)|[(\[]a[)\]])*"
)
_SINGLETON = r"(?:None|True|False)\b"
#: E711 and E712 want "is" where a singleton is compared; E713 and E714 look for a word between "not" and "in" or "is".
_EQUALS = rf"(?<!None )(?<!True )(?<!False )[=!]=(?! {_SINGLETON})"
_NOT = r"not (?![^ ]+ (?:in|is) )"
#: A line may be broken before words that are no operators to W503. "is not" is read in one way only, or a row of them
#: would take exponential time.
_OPERATOR = (
    rf"(?: (?:[-+*/%|&^@<>]|//|\*\*|<<|>>|<=|>=|{_EQUALS}|and|or)|[ \n](?:in|not in|is not|is(?! not )|if|else))"
)
TERM = rf"(?:{_NOT}|-)?{ATOM}(?:{_OPERATOR} (?:{_NOT}|-)?{ATOM})*"
_LOOP = rf"(?:[ \n](?:async )?for a(?:, a)* in {TERM})*"
ARGUMENT = rf"(?:a=|\*\*?)?{TERM}{_LOOP}"
#: A replacement field, with plain text in its specification.
_FIELD = rf"\{{{TERM}(?:!a)?(?::a?(?:\{{a\}}a?)*)?\}}"
_INDEX = rf"(?:(?:{TERM})?:(?:{TERM})?|{TERM})"
_ITEM = rf"(?:{ATOM}: )?{TERM}{_LOOP}"
_BREAK = r"(?:  \#\.)?\n(?:\#\.\n)*"
_COMMA = rf",(?:[ ]|{_BREAK})"


def _bracket(opening: str, item: str, last_comma: str, closing: str) -> str:
    """Return the pattern of a bracket with any number of items; it names the item once, for it is long to compile."""
    end = rf"(?:{last_comma})?(?:{_BREAK})?{closing}"
    return rf"(?<={opening})(?:{closing}|(?:{_BREAK})?(?:{item}(?:{_COMMA}|(?={end})))+(?<![ \n]){end})"


@cache
def _formatted() -> re.Pattern[str]:
    """Compile the pattern of a formatted string with fields in which no check can find anything."""
    return re.compile(rf'([{_MARKS}])"(?:a{BLANK_FIRST}?)?(?:{_FIELD}(?:a{BLANK_FIRST}?)?)+"')


@cache
def _brackets() -> re.Pattern[str]:
    """Compile the pattern at its first use: 2 ms, and a run that has lessons may fold nothing."""
    brackets = (
        _bracket(r"\(", ARGUMENT, ",", r"\)"),
        _bracket(r"\[", rf"(?:{_INDEX}{_LOOP})", ",", r"\]"),
        _bracket(r"\{", _ITEM, ",(?=[ ]*[\\#\n])", r"\}"),  # "{a,}" lacks a blank (E231)
    )
    return re.compile(rf"[(\[{{](?:{'|'.join(brackets)})")


_FOLDED = {"(": "(a)", "[": "[a]", "{": "{a}"}


def fold(shape: str) -> str:
    """Return a shape that has the same verdict and is often shorter."""
    if any([word in shape for word in _NOT_FOLDED]) and _AS_IT_IS.search(shape):
        return shape
    if "type" in shape and ("==" in shape or "!=" in shape):
        return shape  # "type(...) == " is searched for in the text with its brackets (E721)
    if "type" in shape or "match" in shape or "_" in shape:
        shape = _SOFT_KEYWORD.sub("a", shape)
    if '"' in shape:
        shape = _JOINED_STRINGS.sub('"a"', _PREFIXED_STRING.sub("", shape))
    is_formatted = any([mark in shape for mark in _MARKS])
    before, brackets = "", _brackets()
    while shape != before:
        before = shape
        shape = brackets.sub(lambda match: _FOLDED[match.group()[0]], shape)
        if is_formatted:
            shape = _JOINED_FORMATTED.sub(_joined, _formatted().sub(r'\1"{a}"', shape))
    return shape


def _joined(strings: re.Match[str]) -> str:
    """Return what stands for several strings, one of which may have tokens inside."""
    text = strings.group()
    mark = next((mark for mark in _MARKS if mark in text), "")
    return f'{mark}"{{a}}"' if "{" in text else f'{mark}"a"'
