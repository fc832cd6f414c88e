"""JSON arrays written one item at a time, for readers stricter than Python's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from qualitygate.api import json_text


def strict_json(value: object) -> str:
    """Write a value as JSON on one line; a lone surrogate, which many readers refuse, becomes U+FFFD."""
    return json_text(value, lone_surrogates=False)


def write_items(items: Iterable[object], out: TextIO) -> None:
    """Write the inside of an array, one item a line, holding one at a time; nothing when there is none."""
    separator = "\n"
    for item in items:
        out.write(separator + strict_json(item))
        separator = ",\n"
    if separator != "\n":
        out.write("\n")
