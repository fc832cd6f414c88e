"""git's ``wildmatch`` as a regular expression: ``*``, ``**``, ``?``, ``[…]`` and backslashes.

After git 2.39's ``wildmatch.c`` with ``WM_PATHNAME``; the comments there are the specification.
"""

from __future__ import annotations

import re

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


def translate(pattern: str) -> str | None:
    """Return an expression for ``fullmatch`` with ``re.DOTALL``; None for a pattern that can match nothing."""
    parts: list[str] = []
    at = 0
    while at < len(pattern):
        step = _STEPS.get(pattern[at], _literal)(pattern, at)
        if step is None:
            return None
        part, at = step
        parts.append(part)
    return "".join(parts)


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
        return "[^/]*", end
    return (".*", end) if end == len(pattern) else ("(?:.*/)?", end + 1)


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
