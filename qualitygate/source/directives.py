"""Suppression comments: whether a source has any, and how the codes in one are changed.

Its facts are pinned by tests/unit/source/test_directives.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from qualitygate.model.directive import Directive
from qualitygate.source.foreign_directives import WORDS
from qualitygate.source.source import Source

#: Comments without any of these have no directive.
_WORDS = ("noqa", "qualitygate", *WORDS)


def find_directives(source: Source, noqa: Literal["strict", "flake8", "off"]) -> list[Directive]:
    """Find the suppression comments of a source.

    ``strict`` reads comments and silences no more than is written; ``flake8`` searches the text of the line, strings
    included, and silences what flake8 silences. Malformed ones carry their problem either way. ``off`` passes over
    ``noqa``, and finds the others.
    """
    if not has_comment_with(source, _WORDS):
        return []
    from qualitygate.source.directive_search import search  # here: most files have none, and its patterns take 3 ms

    return search(source, noqa, _WORDS)


def has_comment_with(source: Source, words: Sequence[str]) -> bool:
    """Does one of the words, in small letters, stand in what may be a comment? Quick: it reads no tokens."""
    text = _comment_text(source).lower()
    return any(word in text for word in words)


def _comment_text(source: Source) -> str:
    """Return what may be comment: of Python, what follows a "#" on its line; of other files, everything."""
    if source.kind not in ("python", "stub"):
        return source.text
    return "\n".join(part.partition("\n")[0] for part in source.text.split("#")[1:])


def without(directive: Directive, gone: Sequence[str]) -> str:
    """Return the directive's text without the codes and names in ``gone``, as they stand in the directive."""
    start, end = _list_span(directive)
    listed = directive.text[start:end]
    separator = ", " if ", " in listed else "," if "," in listed else " "
    kept = [item for item in re.split(r"[,\s]+", listed) if item and not {item, item.upper()} & set(gone)]
    return directive.text[:start] + separator.join(kept) + directive.text[end:]


def with_codes(directive: Directive, added: Sequence[str]) -> str:
    """Return the directive's text with more codes behind those it has."""
    start, end = _list_span(directive)
    listed = directive.text[start:end]
    separator = ", " if ", " in listed or "," not in listed else ","
    return directive.text[:end] + "".join(separator + code for code in added) + directive.text[end:]


def _list_span(directive: Directive) -> tuple[int, int]:
    """Return where the list of codes begins and ends in the directive's text.

    Raises:
        ValueError: it has none.
    """
    if directive.form in ("noqa", "flake8: noqa"):
        match = re.search(r"noqa[\s:,-]*(?P<list>[A-Z]+[0-9]+(?:[,\s]+[A-Z]+[0-9]+)*)", directive.text, re.IGNORECASE)
    else:
        match = re.search(r"\[(?P<list>[^\]]*)\]", directive.text)
    if match is None:
        raise ValueError(f"expected a list of codes in {directive.text!r}")
    return match.span("list")
