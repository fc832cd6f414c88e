"""Texts in which ruff is known to see less than pyflakes: for these it is not believed.

As in ``guards.py``, they read the code without its strings and comments, and may match too much.
"""

from __future__ import annotations

import re

from qualitygate.api.lexing import first_rows

_ENDS = "\\ #"
_MOST_NAMES = 250
_MANY_NAMES = re.compile(r"(?:\b\w+\s*,\s*){%d}" % _MOST_NAMES)
#: Texts, and what tells more where one of them occurs.
_GUARDS: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = tuple(
    (needles, re.compile(pattern, re.MULTILINE))
    for needles, pattern in (
        (("global", "nonlocal"), r"(?:global|nonlocal)\b"),  # F824 is none of ruff's
        (("overload",), r"overload\b"),
        # a name that is deleted in a loop is unused for pyflakes
        (("del ", "del("), r"^[ ]*del\b(?![ ]+\w+(?:\.\w+|\[[^][,\n]*\])+[ ]*#?$)"),
        # F634, in an expression
        (("if (", "if("), r"if\s*\([^()]*(?:\([^()]*\)[^()]*)*,(?:[^()]|\([^()]*\))*\)\s*else\b"),
    )
)
_AS = re.compile(r" as[ ]+(\w+)")
_ODD_AS = (" as\n", " as\\", "\nas ", " as #", " as  #")
_BINDING = re.compile(
    r"""\n([ ]*)(?:
        (?:async[ ]+)?(?:def|class)[ ]+(\w+)
        |(?:from\b.*?\b)?import\b(.*)
        |(?:async|if|elif|else|for|while|with|try|except|finally|(?:match|case)(?![ ]*=))\b
        |(\w+)(?:[ ]*:[^=\n]*)?[ ]*=(?!=))""",
    re.VERBOSE,
).finditer


def doubts_flakes(code: str | None) -> bool:
    """May pyflakes find something although ruff does not? None: the code cannot be told."""
    if code is None or (code.count(",") > _MOST_NAMES and _MANY_NAMES.search(code)):  # F621
        return True
    for needles, pattern in _GUARDS:
        if any([needle in code for needle in needles]) and pattern.search(code):
            return True
    return _wants_name(code) or _binds_again(code)


def _wants_name(code: str) -> bool:
    """Does ``import a as a`` say for ruff that the name is wanted?"""
    return any([odd in code for odd in _ODD_AS]) or any(
        [code[max(match.start() - 200, 0) : match.start()].split()[-1:] == [match[1]] for match in _AS.finditer(code)]
    )


def _binds_again(code: str) -> bool:
    """Is a name bound again in one scope that an import, a function or a class has bound? F811 asks more of ruff."""
    scopes: list[_Scope] = [_Scope(-1)]
    text = _logical_rows(code)
    for match in _BINDING(text):
        indent = len(match[1])
        while scopes[-1].indent >= indent:
            scopes.pop()
        defined, imported, assigned = match.group(2, 3, 4)
        if defined:
            before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()].lstrip(" ")
            if scopes[-1].defines_again(defined, before):
                return True
            scopes.append(_Scope(indent))
        elif (imported and scopes[-1].imports_again(imported)) or (assigned and scopes[-1].assigns_again(assigned)):
            return True
    return False


def _logical_rows(code: str) -> str:
    """Return a code with each logical line as one row behind a line break."""
    rows = code.split("\n")
    found: list[str] = []
    for number, first in enumerate(first_rows(code)):
        if first == number:
            found.append(rows[number])
        else:
            found[-1] = f"{found[-1].rstrip(_ENDS)} {rows[number].strip(_ENDS)}"
    return "\n".join(("", *found))


class _Scope:
    """A function, a class or the file, with the names that are bound in it."""

    __slots__ = ("_assigned", "_defined", "indent")

    def __init__(self, indent: int) -> None:
        self.indent = indent  #: of its head
        self._defined: set[str] = set()
        self._assigned: set[str] = set()

    def defines_again(self, name: str, before: str) -> bool:
        """Add a function or a class; ``before`` is the row before it."""
        if name in self._assigned or (name in self._defined and not before.startswith(f"@{name}.")):
            return True
        self._defined.add(name)
        return False

    def imports_again(self, names: str) -> bool:
        """Add what stands behind ``import``."""
        for part in names.replace("#", "").strip("() ").split(","):
            words = part.split()
            name = words[-1].partition(".")[0] if words else "*"
            if name != "*" and name in self._defined:
                return True
            self._defined.add(name)
        return False

    def assigns_again(self, name: str) -> bool:
        """Add what is assigned to."""
        self._assigned.add(name)
        return name in self._defined
