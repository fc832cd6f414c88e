"""Escapes in the strings of Python, of gettext and of languages that took them from C."""

from __future__ import annotations

import re

from qualitygate_plugins.spelling.prose import GLUE, TAKEN

#: Stands for a backslash at a line's end, which joins the two lines without a blank.
CONTINUATION = "\2\3"
_ESCAPE = re.compile(r"\\(?:N\{[^{}\n]*\}|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0-7]{1,3}|\n|.)", re.DOTALL)
_BREAKS = {"n": " \n", "t": "  ", "r": "  ", "f": "  ", "v": "  ", "\n": CONTINUATION}


def without_escapes(body: str, prefix: str) -> str:
    """Take escapes out, raw strings excepted: ``\\n`` is a line break, ``\\u00e9`` stays part of its word."""
    return body if "\\" not in body or "r" in prefix else _ESCAPE.sub(_escape, body)


def _escape(match: re.Match[str]) -> str:
    escape = match.group()
    if escape[1] in _BREAKS:
        return _BREAKS[escape[1]]
    if escape[1] in "'\"\\":
        return TAKEN + escape[1]
    return (GLUE if escape[1] in "xuUN01234567" and _is_letter(escape) else TAKEN) * len(escape)


def _is_letter(escape: str) -> bool:
    if escape[1] == "N":
        return "LETTER" in escape.upper()
    base = 8 if escape[1].isdigit() else 16
    code = int(escape[1:].lstrip("xuU"), base)
    return code < 0x110000 and chr(code).isalnum()
