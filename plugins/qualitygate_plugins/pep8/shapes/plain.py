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
_LIST = rf"\*?{TERM}(?:, \*?{TERM})*"
_TARGET = rf"(?:{ATOM}|\*a)(?:, (?:{ATOM}|\*a))*"
_HINT = rf"(?:{_NAMES}(?:\[a(?:, a)*\])?|None|\"a\")"
_HINTS = rf"{_HINT}(?: \| {_HINT})*"
_DEFAULT = rf"-?(?:{_NAMES}(?:\(\))?|\"a?\"|None|True|False|\(\)|\[\]|\{{\}})"
_PARAMETER = rf"(?:\*{{0,2}}a(?:={_DEFAULT}|: {_HINTS}(?: = {_DEFAULT})?)?|\*|/)"
#: A "/" at the end of a row is an operator to W504.
_END = r"(?:(?:,|(?<!/))\n)?"
_IMPORTED = r"a(?: as a)?"


@cache
def _statement() -> re.Pattern[str]:
    """Compile the pattern at its first use."""
    statements = (
        rf"(?:{_TARGET} = )*(?:yield )?{_LIST}",
        rf"{ATOM} (?:[-+*/%|&^@]|//|\*\*|<<|>>)= {_LIST}",
        rf"{ATOM}: {_HINTS}(?: = {_LIST})?",
        rf"(?:return|del|assert|yield)(?: {_LIST})?",
        rf"raise(?: {TERM}(?: from {TERM})?)?",
        r"pass|break|continue|(?:global|nonlocal) a(?:, a)*",
        rf"(?:if|elif|while) {TERM}:",
        rf"(?:async )?for {_TARGET} in {_LIST}:",
        rf"(?:async )?with {TERM}(?: as {ATOM})?(?:, {TERM}(?: as {ATOM})?)*:",
        rf"else:|try:|finally:|except {TERM}(?: as a)?:",
        rf"import {_NAMES}(?: as a)?",
        rf"from (?:\.*{_NAMES}|\.+) import (?:\*|\(a\)|{_IMPORTED}(?:, {_IMPORTED})*)",
        rf"@{ATOM}",
        rf"class a(?:\((?:{ARGUMENT}(?:, {ARGUMENT})*)?\))?:",
        rf"(?:async )?def a\((?:\n?{_PARAMETER}(?:,[ \n]{_PARAMETER})*{_END})?\)(?: -> {_HINTS})?:",
    )
    return re.compile(rf"\n?((?:{'|'.join(statements)}))(?:[ ]{{2,}}#\.?)?")


def plain_text(folded: str) -> str | None:
    """Return how the logical line of a folded shape begins and ends, where no check can find anything in it."""
    found = _statement().fullmatch(folded)
    return None if found is None else found[1]
