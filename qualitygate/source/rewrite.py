"""Edits made in a file: what no edit touches stays as it is, byte by byte."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, zip_longest

from qualitygate.model.fix import Edit, apply_edits
from qualitygate.source.decode import decode_unchanged
from qualitygate.source.source import Source

_LINE_BREAK = re.compile("\r\n|\r|\n")


class RewriteError(Exception):
    """The file cannot take these edits; the message says why, as the end of a sentence."""


def rewrite(source: Source, edits: Sequence[Edit]) -> Source:
    """Return the source with all ``edits`` made, in its own encoding and with its own line breaks.

    Each line keeps its break, whatever those of other lines are. A line that an edit adds gets the break of the line
    it is added at.

    Raises:
        RewriteError: a character cannot be written in the file's encoding, or the result would be read as another text.
        ValueError: two edits overlap, or one lies outside the text.
    """
    text = apply_edits(source.text, edits)
    raw = decode_unchanged(source.data, source.encoding)
    if "\r" in raw:
        lines = text.split("\n")
        raw = "".join(chain.from_iterable(zip_longest(lines, _line_breaks(raw, edits), fillvalue="")))
    else:
        raw = text
    result = Source(source.path, _encode(raw, source.encoding), source.kind)
    if result.text != text or result.encoding != source.encoding or result.decode_problem:
        raise RewriteError("it could not be read back as what it was meant to be (encoding or line breaks)")
    return result


def is_rewritable(source: Source) -> bool:
    """Do the bytes survive decoding and encoding, so that bytes outside the edits can stay as they are?"""
    if source.decode_problem:
        return False
    try:
        return _encode(decode_unchanged(source.data, source.encoding), source.encoding) == source.data
    except RewriteError:
        return False


def _line_breaks(raw: str, edits: Sequence[Edit]) -> list[str]:
    """Return the line breaks of the text that ``edits`` make of ``raw``."""
    old: list[str] = _LINE_BREAK.findall(raw)
    new: list[str] = []
    done = 0
    for edit in sorted(edits):
        first, last = edit.start_line - 1, edit.end_line - 1
        new += old[done:first]
        wanted = edit.replacement.count("\n")
        here = old[last] if last < len(old) else old[-1]
        new += (old[first:last] + [here] * wanted)[:wanted]
        done = last
    return new + old[done:]


def _encode(text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError as error:
        character = f"U+{ord(error.object[error.start]):04X}"
        raise RewriteError(f"{character} cannot be written in the file's encoding, {encoding}") from error
