"""The grammar of ``qualitygate:`` comments; what other tools read stands in ``foreign_directives``."""

from __future__ import annotations

import re

from qualitygate.source.foreign_directives import find_silencing
from qualitygate.source.noqa import Written, split_reason

#: What may follow ``qualitygate:``.
WORDS = ("ignore", "ignore-next-line", "ignore-file", "off", "on")

_OWN = re.compile(r"\s*qualitygate\s*:\s*(?P<word>[\w-]*)(?P<rest>.*)", re.DOTALL)
_LIST = re.compile(r"\[(?P<items>[^\]\n]*)\](?P<rest>.*)", re.DOTALL)
_CODE = re.compile(r"[A-Z]{1,8}[0-9]{0,6}|[A-Za-z]{1,8}[0-9]{1,6}")
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def read_own(body: str) -> Written | None:
    """Read a comment's text without its sign; None when it is not meant for the gate.

    Nothing but what is well written silences anything: there is no tool to agree with.
    """
    match = _OWN.match(body)
    if match is None:
        return None
    word = match["word"]
    if word not in WORDS:
        return Written("ignore", (), problem=_unknown_word(word))
    listed = _LIST.match(match["rest"].lstrip())
    if listed is None:
        reason, until = split_reason(match["rest"])
        if word == "on":
            return Written(word, None, reason=reason)
        problem = f"'qualitygate: {word}' names no code; write {word}[E501], or {word}[*] for all"
        return Written(word, (), (), reason, until, problem)
    codes, names, problem = _read_items(listed["items"], word)
    reason, until = split_reason(listed["rest"])
    return Written(word, codes, names, reason, until, problem)


def read_foreign(body: str) -> Written | None:
    """Read a comment's text without its sign; None when it silences no other tool that we know."""
    found = find_silencing(body)
    if found is None:
        return None
    form, codes, rest = found
    return Written(form, (), tuple(filter(None, re.split(r"[,\s]+", codes))), split_reason(rest)[0])


def _read_items(text: str, word: str) -> tuple[tuple[str, ...] | None, tuple[str, ...], str]:
    """Sort what stands in the brackets into codes and names; one ``*`` is everything."""
    items = [item for item in re.split(r"[,\s]+", text) if item]
    if items == ["*"]:
        return None, (), ""
    codes = tuple(item.upper() for item in items if _CODE.fullmatch(item))
    names = tuple(item for item in items if not _CODE.fullmatch(item) and _NAME.fullmatch(item))
    wrong = [item for item in items if not _CODE.fullmatch(item) and not _NAME.fullmatch(item)]
    if wrong:
        return codes, names, f"{wrong[0]!r} is neither a code such as E501 nor the name of a rule"
    if not items:
        return (), (), f"'qualitygate: {word}[]' names no code; write {word}[E501], or {word}[*] for all"
    return codes, names, ""


def _unknown_word(word: str) -> str:
    from difflib import get_close_matches  # 3 ms, needed only for a mistake

    near = get_close_matches(word, WORDS, n=1)
    hint = f"; did you mean {near[0]!r}?" if near else f"; write one of {', '.join(WORDS)}"
    return f"'qualitygate: {word}' is no directive{hint}"
