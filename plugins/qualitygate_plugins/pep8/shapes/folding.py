"""Folds brackets whose contents no check can object to, so that fewer shapes are left to ask about.

``f(a, b=c.d, *e)`` and ``g(x)`` have the same verdict: names, strings, calls and plain operators, separated as PEP 8
has it, are clean in any bracket and tell nothing to what stands outside. Read in pycodestyle 2.12 to 2.15 for every
check that depends on a shape; the exceptions stand at :data:`_AS_IT_IS`.
"""

from __future__ import annotations

import re
from functools import cache

#: Parameters may be annotated or generic, where "=" wants blanks (E251, E252); "type(...) == " is searched for in the
#: text with its brackets (E721).
_AS_IT_IS = re.compile(r"\n?(?:async\s|def\s|class\s)|\btype\b")
_PREFIXED_STRING = re.compile(r'\ba(?="a?")')
_JOINED_STRINGS = re.compile(r'"a?"(?:[ \n]"a?")+')

_ATOM = r'(?:a|"a?"|True|False|None|[(\[{]a[)\]}])(?:\.a|[(\[]a[)\]])*'
_TERM = rf"{_ATOM}(?: (?:[-+*/%|&<>]|//|and|or|in) {_ATOM})*"
_ARGUMENT = rf"(?:a=-?|\*\*?|-)?{_TERM}"
_ITEM = rf"(?:{_ATOM}: )?{_TERM}"
_BREAK = r"(?:  \#\.)?\n(?:\#\.\n)*"
_COMMA = rf",(?:[ ]|{_BREAK})"


def _bracket(opening: str, item: str, last_comma: str, closing: str) -> str:
    """Return the pattern of a bracket with any number of items; it names the item once, for it is long to compile."""
    end = rf"(?:{last_comma})?(?:{_BREAK})?{closing}"
    return rf"{opening}(?:{closing}|(?:{_BREAK})?(?:{item}(?:{_COMMA}|(?={end})))+(?<![ \n]){end})"


@cache
def _brackets() -> re.Pattern[str]:
    """Compile the pattern at its first use: 2 ms, and a run that has lessons may fold nothing."""
    return re.compile(
        "|".join(
            (
                _bracket(r"\(", _ARGUMENT, ",", r"\)"),
                _bracket(r"\[", _TERM, ",", r"\]"),
                _bracket(r"\{", _ITEM, ",(?=[ ]*[\\#\n])", r"\}"),  # "{a,}" lacks a blank (E231)
            )
        )
    )


_FOLDED = {"(": "(a)", "[": "[a]", "{": "{a}"}


def fold(shape: str) -> str:
    """Return a shape that has the same verdict and is often shorter."""
    if _AS_IT_IS.search(shape):
        return shape
    if '"' in shape:
        shape = _JOINED_STRINGS.sub('"a"', _PREFIXED_STRING.sub("", shape))
    before, brackets = "", _brackets()
    while shape != before:
        before = shape
        shape = brackets.sub(lambda match: _FOLDED[match.group()[0]], shape)
    return shape
