"""Product names that a translation lost: each name in a msgid must be in its msgstr."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

from qualitygate.api import Source
from qualitygate_plugins.spelling.context import is_prose
from qualitygate_plugins.spelling.matcher import Matcher
from qualitygate_plugins.spelling.names import Name, key_of
from qualitygate_plugins.spelling.readers import catalogue


class Missing(NamedTuple):
    """A name that a translation lost, and offsets of the translation's text and of the original's."""

    name: str
    translation: tuple[int, int]
    original: tuple[int, int]


def missing_names(matcher: Matcher, source: Source) -> Iterator[Missing]:
    """Yield every name of an original that a translation of it has not.

    Any form will do, wrong ones are findings of their own, and so will a declined one ("GitHubissa"). A name that only
    one of singular and plural has is not asked for. The place is the translation's first line.
    """
    prose = catalogue.read_originals(source)
    originals = prose.text
    matches = [match for match in matcher.matches(originals) if is_prose(originals, match.start, match.end)]
    found = sorted(((prose.origin(match.start), match.names[0]) for match in matches), key=itemgetter(0))
    if not found:
        return
    for entry in catalogue.entries(source.text):
        names = _names_of(entry, found)
        original = _place(entry.texts.get("msgid") or entry.texts["msgid_plural"]) if names else (0, 0)
        for spans in entry.translations if names else ():
            text = "".join(source.text[start:end] for start, end in spans)
            for name in names:
                if text and name.key not in key_of(text):
                    yield Missing(name.text, _place(spans), original)


def _names_of(entry: catalogue.Entry, found: list[tuple[int, Name]]) -> list[Name]:
    """Return the names in the msgid, and in the msgid_plural where there is one."""
    result: list[Name] | None = None
    for keyword in ("msgid", "msgid_plural"):
        spans = entry.texts.get(keyword)
        if spans is None:
            continue
        here = [name for start, end in spans for _, name in found[_index(found, start) : _index(found, end)]]
        result = here if result is None else [name for name in result if name in here]
    return list(dict.fromkeys(result or ()))


def _index(found: list[tuple[int, Name]], offset: int) -> int:
    return bisect_left(found, offset, key=itemgetter(0))


def _place(spans: list[tuple[int, int]]) -> tuple[int, int]:
    return next(((start, end) for start, end in spans if end > start), spans[0])
