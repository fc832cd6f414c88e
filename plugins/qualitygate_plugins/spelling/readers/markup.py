"""Reads templates and HTML: visible text, user-facing attributes, translated strings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualitygate.api import Source
from qualitygate_plugins.spelling.prose import (
    Prose,
    is_inside,
    joined,
    take_out,
    taken,
    without_entities,
    without_spans,
)
from qualitygate_plugins.spelling.readers import rst

#: What a browser shows of an attribute.
SHOWN = frozenset("alt title placeholder aria-label aria-description aria-placeholder summary label".split())
#: ``<meta name=…>`` whose content people read in search results and previews.
_META = re.compile(
    r"""(?:name|property)\s*=\s*["']?(?:og:|twitter:)?(?:description|title|site_name|application-name)\b""",
    re.IGNORECASE,
)
_COMMENT_TAG = re.compile(r"\{%[-+]?\s*(end)?comment\b[^%\n]{0,200}%\}")
#: The strings of ``{% trans "…" %}`` and of ``_("…")`` in any tag.
_TRANSLATED = re.compile(r"""(?:\{%[-+]?\s*(?:trans|translate)\s+|\b_\(\s*)(?:"([^"\n]*)"|'([^'\n]*)')""")
#: ``{% blocktrans … %}``, and Jinja's ``{% trans … %}`` without a string, with the text up to their end.
_BLOCK_TRANSLATED = re.compile(
    r"\{%[-+]?\s*(?:blocktrans(?:late)?\b[^%]{0,300}|trans\b[^%\"']{0,200})%\}(.{0,5000}?)"
    r"\{%[-+]?\s*end(?:blocktrans|trans)",
    re.DOTALL,
)
_NOT_SHOWN = re.compile(
    r"<(script|style|code|pre|kbd|samp|var|tt|template)\b(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*>.*?(?:</\1\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r"<[/!?]?[a-zA-Z](?:[^<>\"']|\"[^\"]{0,2000}\"|'[^']{0,2000}')*>")
#: An option without a value of its own: the form sends its text.
_OPTION = re.compile(r"<option\b(?![^<>]*\bvalue\s*=)[^<>]*>([^<]*)", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=\0]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def read(source: Source) -> Prose:
    """Read a Django or Jinja template, or HTML.

    What is translated is the key of a catalogue, and what a form sends is known to a program: unsafe to change.

    A ``.txt`` below a directory called ``templates`` can be a page of documentation about templates.
    """
    if source.path.endswith(".txt") and rst.is_rst(source.text):
        return rst.read(source)
    text = without_spans(source.text, _between(source.text, "{#", "#}"))
    text = without_spans(text, _comments(text))
    tags = sorted([*_between(text, "{%", "%}"), *_between(text, "{{", "}}")])
    strings = [span for start, end in tags for span in _strings(text, start, end)]
    blocks = [match.span(1) for match in _BLOCK_TRANSLATED.finditer(text)]
    masked = without_spans(text, _disjoint(tags))
    masked = without_spans(masked, _between(masked, "<!--", "-->"))
    hidden = [match.span() for match in _NOT_SHOWN.finditer(masked)]
    values = [match.span(1) for match in _OPTION.finditer(masked)]
    masked = without_html(masked)
    shown = [span for span in strings if not is_inside(span[0], hidden)]
    return Prose(_with_spans(masked, text, shown), joined(shown + blocks + values))


def without_html(text: str) -> str:
    """Take everything out of ``text`` that a browser does not show; user-facing attributes stay."""
    if "<" in text:
        text = without_spans(text, _between(text, "<!--", "-->"))
        text = _TAG.sub(_tag, _NOT_SHOWN.sub(taken, text))
    return without_entities(text)


def _between(text: str, opening: str, closing: str) -> Iterator[tuple[int, int]]:
    """Yield the spans from an opening mark to the next closing one; linear whatever the text."""
    start = text.find(opening)
    while start >= 0:
        end = text.find(closing, start + len(opening))
        if end < 0:
            return
        yield start, end + len(closing)
        start = text.find(opening, end + len(closing))


def _comments(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of ``{% comment %} … {% endcomment %}``."""
    start = -1
    for tag in _COMMENT_TAG.finditer(text):
        if not tag.group(1):
            start = tag.start() if start < 0 else start
        elif start >= 0:
            yield start, tag.end()
            start = -1


def _disjoint(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield sorted spans without those that begin inside the one before."""
    done = 0
    for start, end in spans:
        if start >= done:
            yield start, end
            done = end


def _strings(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the strings that the tag at ``text[start:end]`` translates."""
    return [match.span(match.lastindex or 0) for match in _TRANSLATED.finditer(text, start, end)]


def _with_spans(masked: str, text: str, spans: list[tuple[int, int]]) -> str:
    """Put the spans of ``text`` back into ``masked``."""
    parts: list[str] = []
    done = 0
    for start, end in _disjoint(spans):
        parts += masked[done:start], text[start:end]
        done = end
    return "".join(parts) + masked[done:]


def _tag(match: re.Match[str]) -> str:
    """Take a tag out, the attributes that people read excepted."""
    tag = match.group()
    if "=" not in tag:
        return take_out(tag)
    is_meta = tag[:5].lower() == "<meta" and _META.search(tag)
    hidden = []
    done = 0
    for attribute in _ATTRIBUTE.finditer(tag):
        name = attribute.group(1).lower()
        if name in SHOWN or (is_meta and name == "content"):
            start, end = attribute.span(attribute.lastindex or 0)
            hidden.append((done, start))
            done = end
    hidden.append((done, len(tag)))
    return without_spans(tag, hidden)
