"""Reads strings that may be prose or a value that only programs know, in files of data."""

from __future__ import annotations

from qualitygate_plugins.spelling.prose import TAKEN, without_code


def read_value(text: str) -> str:
    """Read a string. One word, slug or path in lower case is a value; a capital makes it a label."""
    if text.islower() and not any(map(str.isspace, text)):
        return TAKEN * len(text)
    return without_code(text)
