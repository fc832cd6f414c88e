"""Codes of other tools that may stand in a suppression comment without being a mistake."""

from __future__ import annotations

import re

#: Families of flake8 plugins and of ruff's rules (docs.astral.sh/ruff/rules, 0.15; each plugin's own list of codes),
#: those left out that the gate's own checkers have. A family is followed by a digit.
FAMILIES = frozenset(
    "A AAA ABS AIR ANN ARG ASYNC B BLE BLK C CCE CCR CFQ CNL COM CPY D DAR DJ DOC DTZ DUO ECE EM ERA EXE FA FAST FBT"
    " FI FIX FLY FS FURB G I ICN IMP INP INT ISC LN LOG MC N NIC NPY NQA P PD PERF PGH PIE PL PLC PLE PLR PLW PT PTH"
    " PYI Q R RET RSE RST RUF S SC SFS SIM SLF SLOT STR T TC TCH TD TI TID TOR TRIO TRY TYP U UP VNE WPS XX Y YTT"
    .split()
)
#: pylint's own codes (W0611), eradicate's E800, and those of flake8-commas and comprehensions, which begin like ours.
_LIKE_OURS = re.compile(r"[CEFIRW]\d{4}|E800|C4\d*|C8\d*")
_LETTERS = re.compile(r"[A-Z]+(?=\d|$)")


def is_foreign(code: str) -> bool:
    """Does another tool, as far as we know, answer for a code or prefix that none of our rules has?"""
    match = _LETTERS.match(code)
    return bool(_LIKE_OURS.fullmatch(code)) or (match is not None and match[0] in FAMILIES)
