"""Recognises logical lines in which no check can find anything, by their folded shape: they need not be asked about.

Names, calls and operators separated as PEP 8 has it, in the statements that most code is made of. Read in pycodestyle
2.12 to 2.15 for every check that depends on a shape, and held to it by ``tests/plugins/pep8/shapes/test_plain.py``:
what is not written here is asked about.
"""

from __future__ import annotations

import re
from functools import cache

from qualitygate_plugins.pep8.shapes.folding import ARGUMENT, ATOM, TERM

_NAMES = r"a(?:\.a)*"
_HINT = rf"(?:{_NAMES}(?:\[a(?:, a)*\])?|None|\"a\")"
_HINTS = rf"{_HINT}(?: \| {_HINT})*"
_DEFAULT = rf"-?(?:{_NAMES}(?:\(\))?|\"a?\"|None|True|False|\(\)|\[\]|\{{\}})"
_PARAMETER = rf"(?:\*{{0,2}}a(?:={_DEFAULT}|: {_HINTS}(?: = {_DEFAULT})?)?|\*|/)"
#: A "/" at the end of a row is an operator to W504.
_END = r"(?:(?:,|(?<!/))\n)?"
_IMPORTED = r"a(?: as a)?"


def _separated(item: str, separator: str, end: str, times: str = "+") -> str:
    """Return the pattern of items with separators between; it names the item once, for it is long to compile."""
    return rf"(?:{item}(?:{separator}|(?={end}))){times}(?<! )"


_LINE_END = r"  |:|\Z"
_LIST = _separated(rf"\*?{TERM}", ", ", _LINE_END)
_TARGET = rf"(?:{ATOM}|\*a)"


@cache
def _statement() -> re.Pattern[str]:
    """Compile the pattern at its first use: 6 ms. What is long in it stands there as seldom as can be."""
    before_list = (
        rf"(?:(?:{_TARGET}(?:, | = ))+(?<= = ))?(?:yield )?",
        rf"{ATOM}(?: (?:[-+*/%|&^@]|//|\*\*|<<|>>)=|: {_HINTS} =) ",
        r"(?:return|del|assert) ",
        rf"(?P<loop>(?:async )?for {_separated(_TARGET, ', ', ' in ')} in )",
    )
    statements = (
        rf"(?:{'|'.join(before_list)}){_LIST}(?(loop):)",
        rf"{ATOM}: {_HINTS}",
        r"return|del|assert|yield|raise",
        rf"raise {_separated(TERM, ' from ', _LINE_END, '{1,2}')}",
        r"pass|break|continue|(?:global|nonlocal) a(?:, a)*",
        rf"(?:if|elif|while|(?P<caught>except)) {TERM}(?(caught)(?: as a)?):",
        rf"(?:async )?with {_separated(f'{TERM}(?: as {ATOM})?', ', ', ':')}:",
        r"else:|try:|finally:",
        rf"import {_NAMES}(?: as a)?",
        rf"from (?:\.*{_NAMES}|\.+) import (?:\*|\(a\)|{_separated(_IMPORTED, ', ', _LINE_END)})",
        rf"@{ATOM}",
        rf"class a(?:\((?:{_separated(ARGUMENT, ', ', '[)]')})?\))?:",
        rf"(?:async )?def a\((?:\n?{_PARAMETER}(?:,[ \n]{_PARAMETER})*{_END})?\)(?: -> {_HINTS})?:",
    )
    return re.compile(rf"\n?(?P<text>{'|'.join(statements)})(?:[ ]{{2,}}#\.?)?")


def plain_text(folded: str) -> str | None:
    """Return how the logical line of a folded shape begins and ends, where no check can find anything in it."""
    found = _statement().fullmatch(folded)
    return None if found is None else found["text"]
