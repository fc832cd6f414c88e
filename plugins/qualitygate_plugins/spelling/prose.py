"""What people read in a file: its text with everything else taken out, at unchanged positions."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

#: Stands for a character that is not prose, inside a line: neither a word nor a blank.
TAKEN = "\0"
#: Stands for a piece of a word that is not readable as such: glues to its neighbours.
GLUE = "_"

_NOT_BREAK = re.compile(r"[^\n]")
#: ``%(name)s``, ``{name}``, ``{{ name }}``, ``{% tag %}``, ``${name}``: what a template or format fills in.
_PLACEHOLDER = re.compile(
    r"%\([^()\n]{1,80}\)[#0\- +]*[\d.]*[a-zA-Z]|%[-+#0 ]?\d*(?:\.\d+)?[diouxXeEfFgGcrsa](?![a-z])"
    r"|\{\{[^{}]{0,200}\}\}|\{[%#][^{}\n]{0,300}[%#]\}|\$?\{[^{}\s]{0,80}\}"
)
_TAG = re.compile(r"</?[a-zA-Z](?:[^<>]{0,500})>")
_SPAN = re.compile(r"(?<!`)(`+)(?!`)(?:[^`\n]|\n(?![ \t]*\n)){1,400}?\1(?!`)")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z]\w{1,30});")
_WORD_BYTES = re.compile(r"&(?:[a-zA-Z](?:acute|grave|circ|uml|tilde|cedil|ring|slash|caron)|szlig|[aA][eE]lig|oelig);")
_QUOTES = frozenset({"&#x27;", "&#39;", "&apos;", "&quot;", "&#34;", "&ldquo;", "&rdquo;"})


@dataclass(frozen=True, slots=True)
class Prose:
    """A masked text, as long as the source's."""

    text: str
    unsafe: Sequence[tuple[int, int]] = ()  #: sorted spans where a change may break something that refers to the text
    rigid: Sequence[tuple[int, int]] = ()  #: sorted spans where only a change that keeps the length is safe


def taken(match: re.Match[str]) -> str:
    """Take a match out, its line breaks excepted."""
    return take_out(match.group())


def take_out(text: str) -> str:
    """Return as much nothing as ``text`` is long; line breaks stay."""
    return _NOT_BREAK.sub(TAKEN, text) if "\n" in text else TAKEN * len(text)


def without_spans(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Take sorted, disjoint spans out of ``text``."""
    parts: list[str] = []
    done = 0
    for start, end in spans:
        parts += text[done:start], take_out(text[start:end])
        done = end
    return "".join(parts) + text[done:] if parts else text


def is_inside(offset: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Is ``offset`` in one of the sorted, disjoint ``spans``?"""
    index = bisect_right(spans, offset, key=itemgetter(0)) - 1
    return index >= 0 and offset < spans[index][1]


def without_code(text: str) -> str:
    """Take code spans, placeholders and tags out of a text that a program shows: a string, a message."""
    if "`" in text:
        text = _SPAN.sub(taken, text)
    if "%" in text or "{" in text:
        text = _PLACEHOLDER.sub(taken, text)
    if "<" in text:
        text = _TAG.sub(taken, text)
    return without_entities(text)


def without_entities(text: str) -> str:
    """Take HTML entities out: ``&nbsp;`` becomes blanks, an accented letter stays part of its word."""
    return _ENTITY.sub(_entity, text) if "&" in text else text


def _entity(match: re.Match[str]) -> str:
    entity = match.group()
    if entity in _QUOTES:
        return "'" * len(entity)
    if entity in ("&nbsp;", "&#160;", "&#xa0;", "&#xA0;"):
        return "\xa0" * len(entity)
    return (GLUE if _WORD_BYTES.fullmatch(entity) else TAKEN) * len(entity)
