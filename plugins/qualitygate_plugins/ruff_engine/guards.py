"""Texts in which ruff is known to see less than pycodestyle: for these it is not believed.

A guard may match too much, which costs time. Each has its reason; what no guard catches, the table's command finds.
They read the code without its strings and comments, as :func:`bare_code` returns it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from qualitygate.api import Source
from qualitygate_plugins.ruff_engine.hangs import Hangs, hangs_of

#: All but tabs, carriage returns, form feeds, null bytes.
_USUAL = bytes({*range(32, 256), *b"\n"})
#: Python refuses numbers of more digits, and nests no deeper than so many brackets; ruff does both.
_LONGEST, _DEEPEST = 4000, 90
#: Codes of pycodestyle's one check for continuation rows, of which ruff has none.
_ALIGNMENT = frozenset(f"E12{digit}" for digit in range(1, 10))
HANGING = _ALIGNMENT | {"E131"}


class _Guard(NamedTuple):
    """Codes that do not occur where ruff finds none of its own, and no guard is met."""

    codes: frozenset[str]
    needles: tuple[str, ...]  #: one of these is in every code that it meets
    is_met: Callable[[str], object]


def is_plain(source: Source) -> bool:
    """Is it a text that ruff and Python read alike?"""
    data, text = source.data, source.text
    return (
        not source.decode_problem
        and source.encoding in ("utf-8", "ascii")
        and not data.translate(None, _USUAL)
        and not data.startswith(b"\xef\xbb\xbf")
        and (not text or (text.endswith("\n") and max(map(len, source.lines)) < _LONGEST))
        and not any(bracket * _DEEPEST in text for bracket in "([{")
    )


def doubted_style(source: Source, code: str | None, *, limit: int, wanted: frozenset[str]) -> frozenset[str]:
    """Return those of ``wanted`` that pycodestyle may find although ruff finds none.

    ``code``: None where it cannot be told; ``limit``: of characters in a line.
    """
    if code is None:
        return wanted
    lines = source.lines
    found: set[str] = {"E501"} if lines and max(map(len, lines)) > limit + 1 else set()
    if lines and not lines[-1].strip():
        found.add("W391")
    for codes, needles, is_met in _GUARDS:
        asked = codes & wanted
        if asked and not asked <= found and any([needle in code for needle in needles]) and is_met(code):
            found |= codes
    if not wanted.isdisjoint(HANGING):
        hangs = hangs_of(code)
        found |= HANGING if hangs is Hangs.OTHER else _ALIGNMENT if hangs is Hangs.ALIGNED else set()
    return frozenset(found & wanted)


def _guard(codes: str, needles: tuple[str, ...], is_met: str | Callable[[str], object]) -> _Guard:
    met = re.compile(is_met, re.MULTILINE).search if isinstance(is_met, str) else is_met
    return _Guard(frozenset(codes.split()), needles, met)


def _breaks_before_operator(code: str) -> bool:
    """Does a row begin with an operator that what stands in the row before belongs to?"""
    for match in _OPERATOR_FIRST(code):
        last = match.start()
        while last > 0 and code[last] in "\n #":
            last -= 1
        if code[last] not in "([{,;\\":
            return True
    return False


def _follows_closely(code: str) -> bool:
    """Does a definition that is indented stand right below a row that is indented as much, comments aside?"""
    for match in _INDENTED_DEFINITION(code):
        end = match.start()
        while True:
            start = code.rfind("\n", 0, end) + 1
            before = code[start:end].lstrip(" ")
            if before != "#" or not start:
                break
            end = start - 1
        if before and before[0] not in "@#" and end - start - len(before) >= len(match[1]):
            return True
    return False


def _has_body_behind_colon(code: str) -> bool:
    """Does more stand behind the colon of a function's head?"""
    return any(not _HEAD_END(code, _end_of_parameters(code, match.end())) for match in _DEF_BUT_SIMPLE(code))


def _end_of_parameters(code: str, start: int) -> int:
    depth = 0
    for match in _BRACKET(code, start):
        depth += 1 if match.group() in "([{" else -1
        if not depth and code[match.end() : match.end() + 1] != "(":  # those of types come first
            return match.end()
    return start


_OPERATOR_FIRST = re.compile(r"\n[ ]*(?:[-+*/<>!|&^]|==|:=|(?:and|or)\b)").finditer
_INDENTED_DEFINITION = re.compile(r"\n([ ]+)(?:@|(?:async|def|class)\b)").finditer
_DEF_BUT_SIMPLE = re.compile(
    r"def\b(?<!\wdef)(?![ ]\w+\([^()\n]*\)(?:[ ]->[^:\n]*)?:[ ]*#?$)", re.MULTILINE
).finditer
_HEAD_END = re.compile(r"[^:\n]*:[ ]*#?$", re.MULTILINE).match
_BRACKET = re.compile(r"[()\[\]{}]").finditer
_ANY = r""
_GUARDS = (
    _guard("E203", (" ,", " ;", "\n,", "\n;", "\n:"), _ANY),
    # ruff lets slices have blanks on both sides; ":=" is another sign
    _guard("E203", (" :",), lambda code: code.count(" :") > code.count(" :=")),
    # no arithmetic for ruff
    _guard(
        "E226",
        ("True", "False", "None"),
        r"[-+*/%](?:(?<=True.)|(?<=False.)|(?<=None.)|(?=(?:True|False|None)\b))",
    ),
    _guard("E231", (",\\\n", ";\\\n", ":\\\n"), _ANY),
    _guard("E225 E226 E227 E228 E231", (",/",), _ANY),
    _guard("E231", ("lambda",), r"lambda\b[^\n:]*:\S"),
    _guard("E241", (":  ",), r":[ ]{2,}[^\s#]"),  # behind a colon it looks for nothing
    _guard("E301", ("def", "class"), _follows_closely),  # only right below a class, for ruff
    _guard("E402", ("importorskip",), _ANY),  # an import for ruff
    _guard("E275", ("await(", ";"), r"await\(|[a-z];"),  # ``pass;``
    _guard("E701", ("...",), r":\s*\.\.\."),  # bodies that are "..." stand behind their colon
    _guard("E704", ("def",), _has_body_behind_colon),  # it has no rule for it
    _guard("E713 E714", ("not ",), r"not\s+[^][)(}{ ]+\s+(?:in|is)\s"),  # it reads the tree, pycodestyle the words
    _guard("E722", ("except",), r"except\s*:"),  # one that raises again is none for ruff
    # it has no rule for these
    _guard("W503", ("\n",), _breaks_before_operator),
    _guard("W504", ("\n",), r"[-+*/<>!|&^][ ]*#?$"),
    _guard("W504", ("=\n", "= "), r"=(?<=[-+*/%@:<>!|&^=]=)[ ]*#?$"),
    _guard("W504", ("and", "or"), r"(?:and(?<!\wand)|or(?<!\wor))[ ]*#?$"),
)
