"""Reads JSON: its values, and the comments that some programs allow in it."""

from __future__ import annotations

import re

from qualitygate.api import Source
from qualitygate_plugins.spelling.prose import Builder, Prose, without_code
from qualitygate_plugins.spelling.readers.escapes import without_escapes
from qualitygate_plugins.spelling.readers.values import read_value

#: No parser: those of the standard library and of the registry give no places, and in JSON every quote begins a string.
_TOKEN = re.compile(r'"((?:[^"\\\n]|\\.)*)"|//([^\n]*)|/\*')
_IS_KEY = re.compile(r"\s*:")


def read(source: Source) -> Prose:
    """Read every string that is no key. Programs read it too, so nothing is safe to change."""
    text = source.text
    builder = Builder()
    position = 0
    while token := _TOKEN.search(text, position):
        position = token.end()
        if token.lastindex is None:
            end = text.find("*/", position)
            if end < 0:
                break
            builder.add(text[position:end], position)
            builder.end_passage(without_code, unsafe=True)
            position = end + 2
        elif token.lastindex == 2:
            builder.add(token.group(2), token.start(2))
            builder.end_passage(without_code, unsafe=True)
        elif not _IS_KEY.match(text, position):
            builder.add(without_escapes(token.group(1), ""), token.start(1))
            builder.end_passage(read_value, unsafe=True)
    return builder.prose()
