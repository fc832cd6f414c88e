"""Suppression comments: which lines of a Python source they reach, and whether they are well written."""

from __future__ import annotations

import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from qualitygate.source.source import Source

#: flake8 7.5 ``defaults.NOQA_INLINE_REGEXP`` accepts this and takes anything else after ``# noqa`` for a blanket.
_FLAKE8_INLINE = re.compile(r"# noqa(?::\s?(?P<codes>(?:[A-Z]+[0-9]+(?:[,\s]+)?)+))?", re.IGNORECASE)
#: flake8 7.5 ``defaults.NOQA_FILE``: the whole file, whatever follows.
_FLAKE8_FILE = re.compile(r"\s*# flake8[:=]\s*noqa", re.IGNORECASE)

_COMMENT = re.compile(r"#\s*(?P<file>flake8\s*[:=]\s*)?noqa\b(?P<rest>[^#]*)", re.IGNORECASE)
_CODES = re.compile(r"[A-Z]+[0-9]+(?:[,\s]+[A-Z]+[0-9]+)*", re.IGNORECASE)
#: Without the colon only capitals are taken for codes: "# noqa py3 needs it" is a blanket with a reason.
_BARE_CODES = re.compile(r"[A-Z]+[0-9]+(?:[,\s]+[A-Z]+[0-9]+)*")


@dataclass(frozen=True, slots=True)
class Directive:
    """A comment that silences findings which start on lines ``first`` to ``last`` (1-based, inclusive)."""

    line: int  #: where the comment stands
    column: int  #: 1-based code points; 0 when it was found by text search
    first: int
    last: int
    codes: tuple[str, ...] | None  #: code prefixes; None silences everything, () nothing
    problem: str = ""  #: what is wrong with how it is written; reported as QG902

    def silences(self, line: int, code: str) -> bool:
        """Does it silence a finding of ``code`` that starts on ``line``?"""
        return self.first <= line <= self.last and (self.codes is None or code.startswith(self.codes))


def find_directives(source: Source, noqa: Literal["strict", "flake8"]) -> list[Directive]:
    """Find the suppression comments of a Python source.

    ``strict`` reads comments and silences no more than is written; ``flake8`` searches the text of the line, strings
    included, and silences what flake8 silences. Malformed ones carry their problem either way.
    """
    if "noqa" not in source.text.lower():
        return []
    reach = list(_logical_ranges(source))
    strict = list(_strict(source, reach))
    if noqa == "strict":
        return strict
    problems = {directive.line: directive for directive in strict if directive.problem}
    return list(_like_flake8(source, reach, problems))


def _logical_ranges(source: Source) -> Iterator[tuple[int, int]]:
    """Yield the line ranges that one comment reaches: a line, or all lines of a string or backslash continuation.

    As flake8 7.5 ``FileProcessor._noqa_line_mapping``; lines after a tokenize error stand alone.
    """
    first = last = 0
    done = 0
    if source.token_error is None:
        for token in source.tokens:
            if token.type in (tokenize.ENDMARKER, tokenize.DEDENT):
                continue
            first = min(first, token.start[0]) if first else token.start[0]
            last = max(last, token.end[0])
            if token.type in (tokenize.NL, tokenize.NEWLINE):
                yield first, last
                done, first, last = last, 0, 0
    yield from ((line, line) for line in range(done + 1, len(source.lines) + 1))


def _like_flake8(
    source: Source, reach: list[tuple[int, int]], problems: dict[int, Directive]
) -> Iterator[Directive]:
    for number, text in enumerate(source.lines, start=1):
        if _FLAKE8_FILE.match(text):
            yield Directive(number, 0, 0, len(source.lines) + 1, None)
    for first, last in reach:
        match = _FLAKE8_INLINE.search("".join(source.lines[first - 1 : last]))
        malformed = next((problems.pop(line) for line in range(first, last + 1) if line in problems), None)
        line, column = (malformed.line, malformed.column) if malformed else (first, 0)
        problem = malformed.problem if malformed else ""
        if match:
            codes = match["codes"]
            written = None if codes is None else tuple(filter(None, re.split(r"[,\s]+", codes)))
            yield Directive(line, column, first, last, written, problem)
        elif malformed:
            yield Directive(line, column, first, last, (), problem)


def _strict(source: Source, reach: list[tuple[int, int]]) -> Iterator[Directive]:
    reach_of = {line: ends for ends in reach for line in range(ends[0], ends[1] + 1)}
    for token in source.tokens:
        if token.type != tokenize.COMMENT or "noqa" not in token.string.lower():
            continue
        line, offset = token.start
        for match in _COMMENT.finditer(token.string):
            codes, problem = _read(match["rest"], whole_file=bool(match["file"]))
            first, last = (0, len(source.lines) + 1) if match["file"] else reach_of.get(line, (line, line))
            if match["file"] and source.lines[line - 1][:offset].strip():
                codes, problem = (), "'# flake8: noqa' counts only on a line of its own; flake8 ignores this one"
            yield Directive(line, offset + match.start() + 1, first, last, codes, problem)


def _read(rest: str, *, whole_file: bool) -> tuple[tuple[str, ...] | None, str]:
    """Read what follows ``noqa``: the codes it silences (None = all) and what is wrong with it."""
    name = "# flake8: noqa" if whole_file else "# noqa"
    if rest.startswith(":"):
        codes = _CODES.match(rest[1:].lstrip())
        if codes:
            return _split(codes.group()), ""
        return (), f"'{name}:' names no code; write the codes, as it stands flake8 silences every code on this line"
    codes = _BARE_CODES.match(rest.strip(" \t:,-"))
    if not codes:
        return None, ""
    written = _split(codes.group())
    listed = ",".join(written)
    return written, f"write '{name}: {listed}'; as it stands flake8 silences every code on this line"


def _split(codes: str) -> tuple[str, ...]:
    return tuple(code.upper() for code in re.split(r"[,\s]+", codes) if code)
