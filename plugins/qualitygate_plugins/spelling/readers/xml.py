"""Reads XML and SVG: the text between tags, and the attributes that people read."""

from __future__ import annotations

import re

from qualitygate.api import Source
from qualitygate_plugins.spelling.prose import Prose, taken
from qualitygate_plugins.spelling.readers import markup
from qualitygate_plugins.spelling.readers.values import read_value

#: What programs write about a drawing.
_METADATA = re.compile(r"<metadata\b[^<>]*>.*?(?:</metadata\s*>|\Z)", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE[^<>\[]*(?:\[[^\]]*\])?\s*>")
_TEXT = re.compile(r"(?<=>)[^<>]+(?=<)")
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")


def read(source: Source) -> Prose:
    """Read a document. Programs read it too, so nothing is safe to change."""
    text = _METADATA.sub(taken, _DOCTYPE.sub(taken, source.text, count=1))
    text = _TEXT.sub(lambda match: read_value(match.group()) if match.group().strip() else match.group(), text)
    text = markup.without_html(_CDATA.sub(taken, text))
    return Prose(text, [(0, len(text))])
