"""git's ``wildmatch`` as a regular expression: ``*``, ``**``, ``?``, ``[…]`` and backslashes.

After git 2.39's ``wildmatch.c`` with ``WM_PATHNAME``; the comments there are the specification.

Its facts are pinned by tests/unit/patterns/test_wildmatch.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

#: POSIX classes of ASCII, as git's own ``isalpha`` and the like know them.
_CLASSES = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "blank": " \\t",
    "cntrl": "\\x00-\\x1f\\x7f",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": "!-/:-@\\[-`{-~",
    "space": " \\t\\n\\r\\f\\v",
    "upper": "A-Z",
    "xdigit": "0-9A-Fa-f",
}
_SPECIAL = re.compile(r"[*?[\\]")


#: What the steps below return for stars, to be turned into expressions together with what stands between them.
_STAR, _DIRECTORIES = "*", "**/"
#: Stands in the names of groups, which have to differ in a longer expression; see :func:`numbered`.
_NUMBER = "\0"


def translate(pattern: str) -> str | None:
    """Return an expression for ``fullmatch`` with ``re.DOTALL``; None for a pattern that can match nothing.

    What was matched between two stars is never tried again elsewhere, so that the time grows with the number of stars
    and not exponentially: the first place is the best one, for the second star takes whatever follows. The expression
    is to be :func:`numbered`.
    """
    parts: list[str] = []
    at = 0
    while at < len(pattern):
        step = _STEPS.get(pattern[at], _literal)(pattern, at)
        if step is None:
            return None
        part, at = step
        parts.append(part)
    return _Expression().of(parts)


def numbered(expression: str, number: int) -> str:
    """Give the groups of an expression names that no other one has which is joined with it."""
    return expression.replace(_NUMBER, str(number))


class _Expression:
    """Puts the parts of a pattern together; groups that are not tried again are counted."""

    def __init__(self) -> None:
        self._groups = 0

    def of(self, parts: Sequence[str]) -> str:
        """Return the expression of parts, of which ``**/`` divide sections."""
        sections = [self._section(section) for section in _split(parts, _DIRECTORIES)]
        if len(sections) == 1:
            return sections[0]
        between = "".join(self._at_once(f"(?:.*?/)??{section}") for section in sections[1:-1])
        return f"{sections[0]}{between}(?:.*/)?{sections[-1]}"

    def _section(self, parts: Sequence[str]) -> str:
        """Stars do not cross slashes, and so do not know those of another component."""
        return "/".join(self._component(component) for component in _split(parts, "/"))

    def _component(self, parts: Sequence[str]) -> str:
        chunks = ["".join(chunk) for chunk in _split(parts, _STAR)]
        if len(chunks) == 1:
            return chunks[0]
        between = "".join(self._at_once(f"[^/]*?{chunk}") for chunk in chunks[1:-1] if chunk)
        return f"{chunks[0]}{between}[^/]*{chunks[-1]}"

    def _at_once(self, expression: str) -> str:
        """Match it at the first place only, as ``(?>…)`` does from Python 3.11 on."""
        self._groups += 1
        name = f"g{_NUMBER}_{self._groups}"
        return f"(?=(?P<{name}>{expression}))(?P={name})"


def _split(parts: Sequence[str], separator: str) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for part in parts:
        if part == separator:
            found.append([])
        else:
            found[-1].append(part)
    return found


def _literal(pattern: str, at: int) -> tuple[str, int] | None:
    return re.escape(pattern[at]), at + 1


def _escaped(pattern: str, at: int) -> tuple[str, int] | None:
    return (re.escape(pattern[at + 1]), at + 2) if at + 1 < len(pattern) else None


def _one(pattern: str, at: int) -> tuple[str, int] | None:
    return "[^/]", at + 1


def _stars(pattern: str, at: int) -> tuple[str, int] | None:
    end = at
    while pattern[end : end + 1] == "*":
        end += 1
    # git compares the text before the first special character by itself (``match_pathname``) and so takes the ``**``
    # of ``a**/b`` for the start of a pattern.
    is_first = not _SPECIAL.search(pattern, 0, at)
    is_component = (is_first or pattern[at - 1] == "/") and pattern[end : end + 1] in ("", "/")
    if end - at == 1 or not is_component:
        return _STAR, end
    return (".*", end) if end == len(pattern) else (_DIRECTORIES, end + 1)


def _bracket(pattern: str, at: int) -> tuple[str, int] | None:
    """Read ``[…]``; None when it does not end, which git calls a pattern that matches nothing."""
    at += 1
    negated = pattern[at : at + 1] in ("!", "^")
    at += negated
    items: list[str] = []
    start, previous = at, ""
    while at < len(pattern) and (pattern[at] != "]" or at == start):
        item = _range(pattern, at, previous) or _posix_class(pattern, at) or _member(pattern, at)
        if item is None:
            return None
        part, at, previous = item
        items.append(part)
    if at >= len(pattern):
        return None
    members = "".join(items)
    if not members:
        return ("[^/]" if negated else "(?!)"), at + 1
    return f"(?!/)[{'^' if negated else ''}{members}]", at + 1


#: What one member of a bracket became: its expression, where the next begins, and the character a range may start with.
_Item = tuple[str, int, str]


def _member(pattern: str, at: int) -> _Item | None:
    if pattern[at] == "\\":
        at += 1
    if at >= len(pattern):
        return None
    return re.escape(pattern[at]), at + 1, pattern[at]


def _range(pattern: str, at: int, first: str) -> _Item | None:
    if pattern[at] != "-" or not first or pattern[at + 1 : at + 2] in ("", "]"):
        return None
    end = _member(pattern, at + 1)
    if end is None or first > end[2]:  # backwards: adds nothing to the first, which is already a member
        return end and ("", end[1], "")
    return f"{re.escape(first)}-{end[0]}", end[1], ""


def _posix_class(pattern: str, at: int) -> _Item | None:
    if pattern[at : at + 2] != "[:":
        return None
    end = pattern.find("]", at + 2)
    if end <= at + 2 or pattern[end - 1] != ":":
        return None
    name = pattern[at + 2 : end - 1]
    return ("", len(pattern), "") if name not in _CLASSES else (_CLASSES[name], end + 1, "")


_STEPS = {"*": _stars, "?": _one, "[": _bracket, "\\": _escaped}
