"""Texts in which ruff is known to see less than pycodestyle and pyflakes: for these it is not believed.

A guard may match too much, which costs time. Each has its reason; what no guard catches, the table's command finds.
"""

from __future__ import annotations

import re

from qualitygate.api import Source

#: Anything but plain text: tabs, carriage returns, form feeds, null bytes, surrogates.
_ODD = re.compile(r"[^\n -\ud7ff\ue000-\U0010ffff]")
#: Python refuses numbers of more digits, and nests no deeper than so many brackets; ruff does both.
_LONGEST, _DEEPEST = 4000, 90
#: Codes, and a text without which they do not occur where ruff finds none of its own.
_GUARDS: tuple[tuple[frozenset[str], re.Pattern[str]], ...] = tuple(
    (frozenset(codes.split()), re.compile(pattern, re.MULTILINE))
    for codes, pattern in (
        ("E203", r"[^\s,][ ]+[,;:](?!=)|^[ ]*[,;]"),  # ruff lets slices have blanks on both sides
        ("E226", r"\b(?:True|False|None)[-+*/%]|[-+*/%](?:True|False|None)\b"),  # no arithmetic for ruff
        ("E231", r"[,;:]\\$|,/|\blambda\b[^\n:]*:\S"),
        ("E241", r":[ ]{2,}\S"),  # behind a colon it looks for nothing
        ("E402", r"\bimportorskip\b"),  # an import for ruff
        ("E275", r"\bawait\("),
        ("E701 E704", r":\s*\.\.\."),  # and bodies that are "..." stand behind their colon
        ("E704", r"[)\]][^\n:]*:[ ]*[^\s#]|^[ ]*:"),  # for others it has no rule
        ("E713 E714", r"\bnot\s+[^][)(}{ ]+\s+(?:in|is)\s"),  # it reads the tree, pycodestyle the words
        ("E722", r"\bexcept\s*:"),  # one that raises again is none for ruff
        ("W391", r"(?:\A|\n)[ ]*\n\Z"),
        ("W503", r"^[ ]*(?:(?:and|or|in|is)\b|[-+*/<>!|&^]|==)"),  # it has no rule for these
        ("W504", r"(?:\b(?:and|or|in|is)|[-+*/<>!|&^]|[-+*/<>!|&^=:@%]=)[ ]*(?:#.*|\\)?$"),
    )
)
#: Texts in which pyflakes finds what ruff does not.
_FLAKES = re.compile(
    r"\b(?:global|nonlocal)\b"  # F824 is none of ruff's
    r"|\b(\w+)\s+as\s+\1\b"  # ``import a as a`` says for ruff that the name is wanted
    r"|\bif\s*\((?:[^()]|\([^()]*\))*\)\s*else\b"  # F634, in an expression
    r"|\boverload\b"
    r"|^[ ]*del\b"  # a name that is deleted in a loop is unused for pyflakes
    r"|\bimport\b.*\\$",  # names that the search below does not see
    re.MULTILINE,
)
_MOST_NAMES = 250
_MANY_NAMES = re.compile(r"(?:\b\w+\s*,\s*){%d}" % _MOST_NAMES)
_DEFINITION = re.compile(r"^([ ]*)(?:async[ ]+)?(?:def|class)[ ]+(\w+)", re.MULTILINE)
_IMPORT = re.compile(r"^[ ]*(?:from[ ]+\S+[ ]+)?import[ ]+(\([^)]*\)|.*)$", re.MULTILINE)
_ASSIGNED = re.compile(r"^[ ]*(\w+)(?:[ ]*:[^=\n]*)?[ ]*=(?!=)", re.MULTILINE)
_COMMENT = re.compile(r"#.*")


def is_plain(source: Source) -> bool:
    """Is it a text that ruff and Python read alike?"""
    text = source.text
    return (
        not source.decode_problem
        and source.encoding in ("utf-8", "ascii")
        and text.endswith("\n")
        and b"\r" not in source.data
        and not source.data.startswith(b"\xef\xbb\xbf")
        and not _ODD.search(text)
        and max(map(len, source.lines)) < _LONGEST
        and not any(bracket * _DEEPEST in text for bracket in "([{")
    )


def doubted_style(source: Source, limit: int) -> frozenset[str]:
    """Return pycodestyle's codes that may occur although ruff finds none; ``limit``: of characters in a line."""
    found: set[str] = {"E501"} if max(map(len, source.lines)) > limit + 1 else set()
    for codes, pattern in _GUARDS:
        if not codes <= found and pattern.search(source.text):
            found |= codes
    return frozenset(found)


def doubts_flakes(source: Source) -> bool:
    """May pyflakes find something although ruff does not?"""
    text = source.text
    if text.count(",") > _MOST_NAMES and _MANY_NAMES.search(text):  # F621
        return True
    return _FLAKES.search(text) is not None or _defines_again(text)


def _defines_again(text: str) -> bool:
    """Is a name imported twice, or defined twice in what looks like one scope, or both? F811 asks more of ruff."""
    names: dict[int, set[str]] = {}
    defined: set[str] = set()
    for match in _DEFINITION.finditer(text):
        indent, name = len(match[1]), match[2]
        if any(deeper > indent for deeper in names):
            names = {other: there for other, there in names.items() if other <= indent}
        there = names.setdefault(indent, set())
        if name in there:
            return True
        there.add(name)
        defined.add(name)
    imported = set()
    for match in _IMPORT.finditer(text):
        for part in _COMMENT.sub("", match[1]).strip("() \n").split(","):
            words = part.split()
            name = words[-1].partition(".")[0] if words else ""
            if name and (name in imported or name in defined):
                return True
            imported.add(name)
    return any(match[1] in defined or match[1] in imported for match in _ASSIGNED.finditer(text))
