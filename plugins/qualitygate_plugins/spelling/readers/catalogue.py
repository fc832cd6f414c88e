"""Reads gettext catalogues: the translations, beside the texts that they translate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from qualitygate.api import Source
from qualitygate_plugins.spelling.prose import Builder, Prose, without_code
from qualitygate_plugins.spelling.readers.escapes import without_escapes

_KEYWORD = re.compile(r"\s*(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s*(?=\")")
_QUOTED = re.compile(r'\s*"((?:[^"\\\n]|\\.)*)"')


@dataclass(slots=True)
class Entry:
    """One entry; every text is the spans of its lines between their quotes."""

    fuzzy: bool = False
    texts: dict[str, list[tuple[int, int]]] = field(default_factory=dict)  #: by keyword: "msgid", "msgstr[1]"

    @property
    def translations(self) -> list[list[tuple[int, int]]]:
        """The msgstr texts."""
        return [spans for keyword, spans in self.texts.items() if keyword.startswith("msgstr")]


def read(source: Source) -> Prose:
    """Read every translation; what is fuzzy, obsolete or the header is left out, and what only repeats the code."""
    return _joined(source.text, (spans for entry in entries(source.text) for spans in entry.translations))


def read_originals(source: Source) -> Prose:
    """Read every msgid and msgid_plural, as :func:`read` reads translations."""
    found = entries(source.text)
    return _joined(source.text, (entry.texts.get(key, []) for entry in found for key in ("msgid", "msgid_plural")))


def entries(text: str) -> Iterator[Entry]:
    """Yield the entries that count: complete, neither fuzzy nor obsolete, and not the header."""
    entry = Entry()
    keyword = ""
    done = 0
    for line in text.split("\n"):
        start, done = done, done + len(line) + 1
        stripped = line.lstrip()
        if stripped.startswith("#") or not stripped:
            if entry.translations:
                yield from _counted(entry, text)
                entry = Entry()
            keyword = ""
            entry.fuzzy = entry.fuzzy or (stripped.startswith("#,") and "fuzzy" in stripped)
            continue
        label = _KEYWORD.match(line)
        if label:
            keyword = label.group(1)
            if keyword in ("msgid", "msgctxt") and entry.translations:
                yield from _counted(entry, text)
                entry = Entry()
            entry.texts[keyword] = []
        quoted = _QUOTED.match(line, label.end() if label else 0)
        if quoted and keyword:
            entry.texts[keyword].append((start + quoted.start(1), start + quoted.end(1)))
    yield from _counted(entry, text)


def _counted(entry: Entry, text: str) -> Iterator[Entry]:
    is_header = not any(start < end for start, end in entry.texts.get("msgid", ()))
    if not entry.fuzzy and entry.translations and not is_header:
        yield entry


def _joined(text: str, texts: Iterable[list[tuple[int, int]]]) -> Prose:
    """Read the given texts, each as one: its lines are joined as msgfmt joins them."""
    builder = Builder()
    for spans in texts:
        for start, end in spans:
            builder.add(text[start:end], start)
        builder.end_passage(_message)
    return builder.prose()


def _message(text: str) -> str:
    return without_code(without_escapes(text, ""))
