"""The grammar of ``noqa``: as it is written, and as flake8 takes it."""

from __future__ import annotations

import re

from msgspec import Struct

#: flake8 7.5 ``defaults.NOQA_INLINE_REGEXP`` accepts this and takes anything else behind the word for a blanket.
FLAKE8_INLINE = re.compile(r"# noqa(?::\s?(?P<codes>(?:[A-Z]+[0-9]+(?:[,\s]+)?)+))?", re.IGNORECASE)
#: flake8 7.5 ``defaults.NOQA_FILE``: the whole file, whatever follows.
FLAKE8_FILE = re.compile(r"\s*# flake8[:=]\s*noqa", re.IGNORECASE)
_NOQA = re.compile(r"\s*(?P<file>flake8\s*[:=]\s*)?noqa\b(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_CODES = re.compile(r"[A-Z]+[0-9]+(?:[,\s]+[A-Z]+[0-9]+)*", re.IGNORECASE)
#: Without the colon only capitals are taken for codes: "noqa py3 needs it" is a blanket with a reason.
_BARE_CODES = re.compile(r"[A-Z]+[0-9]+(?:[,\s]+[A-Z]+[0-9]+)*")
_UNTIL = re.compile(r"(?:^|(?<=\s))until=(?P<date>\S*)")
#: What stands between the codes and the reason.
_PUNCTUATION = " \t\n:,;-–—"


class Written(Struct, frozen=True):
    """What a comment says."""

    form: str
    codes: tuple[str, ...] | None = None  #: as in :class:`~qualitygate.model.directive.Directive`
    names: tuple[str, ...] = ()
    reason: str = ""
    until: str = ""
    problem: str = ""


def read_noqa(body: str) -> Written | None:
    """Read a comment's text without its sign; None when it is no ``noqa``."""
    match = _NOQA.match(body)
    if match is None:
        return None
    form = "flake8: noqa" if match["file"] else "noqa"
    codes, rest, problem = _read_codes(match["rest"], form)
    reason, until = split_reason(rest)
    return Written(form, codes, (), reason, until, problem)


def split_reason(rest: str) -> tuple[str, str]:
    """Return the reason and the date of ``until=``, as written; "" for what is missing."""
    until = _UNTIL.search(rest)
    if until:
        rest = rest[: until.start()] + rest[until.end() :]
    return " ".join(rest.strip(_PUNCTUATION).split()), (until["date"] or "?") if until else ""


def split_codes(text: str) -> tuple[str, ...]:
    """Split a list at commas and blanks."""
    return tuple(code.upper() for code in re.split(r"[,\s]+", text) if code)


def _read_codes(rest: str, form: str) -> tuple[tuple[str, ...] | None, str, str]:
    """Read what follows ``noqa``: the codes it silences (None = all), what follows them, and what is wrong."""
    name = f"# {form}"
    if rest.startswith(":"):
        after = rest[1:].lstrip()
        codes = _CODES.match(after)
        if codes:
            return split_codes(codes.group()), after[codes.end() :], ""
        problem = f"'{name}:' names no code; write the codes, as it stands flake8 silences every code on this line"
        return (), rest, problem
    bare = rest.strip(" \t:,-")
    codes = _BARE_CODES.match(bare)
    if not codes:
        return None, rest, ""
    written = split_codes(codes.group())
    problem = f"write '{name}: {','.join(written)}'; as it stands flake8 silences every code on this line"
    return written, bare[codes.end() :], problem
