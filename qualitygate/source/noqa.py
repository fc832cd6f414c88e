"""The grammar of ``noqa``: as it is written, and as flake8 takes it.

Its facts are pinned by tests/unit/source/test_directives.py.
"""

from __future__ import annotations

import re

from msgspec import Struct

#: flake8 7.5 ``defaults.NOQA_INLINE_REGEXP`` accepts this and takes anything else behind the word for a blanket.
FLAKE8_INLINE = re.compile(r"# noqa(?::\s?(?P<codes>(?:[A-Z]+[0-9]+(?:[,\s]+)?)+))?", re.IGNORECASE)
#: flake8 7.5 ``defaults.NOQA_FILE``: the whole file, whatever follows.
FLAKE8_FILE = re.compile(r"\s*# flake8[:=]\s*noqa", re.IGNORECASE)
_NOQA = re.compile(r"\s*(?P<file>flake8\s*[:=]\s*)?noqa(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
#: As flake8 takes them: what stands together without a separator is one code, which no rule has.
_CODES = re.compile(r"(?:[A-Z]+[0-9]+)+(?:[,\s]+(?:[A-Z]+[0-9]+)+)*", re.IGNORECASE)
_CODE = re.compile(r"[A-Z]+[0-9]+", re.IGNORECASE)
_WORD = re.compile(r"\w+")
#: Without the colon only capitals are taken for codes: "noqa py3 needs it" is a blanket with a reason.
_BARE_CODES = re.compile(r"(?:[A-Z]+[0-9]+)+(?:[,\s]+(?:[A-Z]+[0-9]+)+)*")
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
    codes, rest, problem = _read_codes(match["rest"], form, _as_it_stands(body, form))
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


def _as_it_stands(body: str, form: str) -> str:
    """Say what flake8 makes of a comment that is not written as it must be; it knows "# noqa" with one blank only."""
    if form == "noqa" and not body.lower().startswith(" noqa"):
        return "as it stands flake8 does not see it"
    return f"as it stands flake8 silences every code {'on this line' if form == 'noqa' else 'in this file'}"


def _read_codes(rest: str, form: str, as_it_stands: str) -> tuple[tuple[str, ...] | None, str, str]:
    """Read what follows ``noqa``: the codes it silences (None = all), what follows them, and what is wrong."""
    name = f"# {form}"
    if rest.startswith(":"):
        return _read_list(rest[1:], name, as_it_stands)
    if glued := _WORD.match(rest):
        codes = _BARE_CODES.match(rest)
        if codes is None:
            problem = f"'noqa{glued.group()}' begins with 'noqa'; write '{name}: CODE', or another word; {as_it_stands}"
            return (), rest, problem
    else:
        rest = rest.strip(" \t:,-") if _BARE_CODES.match(rest.lstrip(" \t:,-")) else rest
        codes = _BARE_CODES.match(rest)
    if not codes:
        return None, rest, ""
    written = tuple(_CODE.findall(codes.group()))
    return written, rest[codes.end() :], f"write '{name}: {','.join(written)}'; {as_it_stands}"


def _read_list(text: str, name: str, as_it_stands: str) -> tuple[tuple[str, ...], str, str]:
    """Read what follows the colon. A code that is glued to another one is none, and flake8 agrees."""
    after = text.lstrip()
    listed = _CODES.match(after)
    if not listed:
        return (), f":{text}", f"'{name}:' names no code; write the codes, {as_it_stands}"
    items = split_codes(listed.group())
    codes = tuple(item for item in items if _CODE.fullmatch(item))
    parts = ",".join(_CODE.findall(listed.group().upper()))
    problem = ""
    if len(text) > len(after) + 1 and "flake8 silences" in as_it_stands:
        problem = f"write '{name}: {parts}' with one blank; {as_it_stands}"
    elif len(codes) < len(items):
        glued = next(item for item in items if not _CODE.fullmatch(item))
        problem = f"{glued!r} is no code and silences nothing; write '{name}: {parts}'"
    return codes, after[listed.end() :], problem
