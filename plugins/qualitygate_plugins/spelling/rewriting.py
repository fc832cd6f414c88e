"""Puts a right name in the place of a wrong form, which may stand in pieces, without harm to what is around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from qualitygate_plugins.spelling.prose import Unit

_QUOTED = "'\"\\`{}$%\n"
_MARKED_UP = "<>&{}'\""
#: What a name may not bring into a file of a kind, because it is markup there: "Let's Encrypt" ends a string.
_SPECIAL: Mapping[str, str] = MappingProxyType(
    {
        "python": _QUOTED,
        "stub": _QUOTED,
        "template": _MARKED_UP,
        "markdown": "*_`[]<>\\|~&{}$",
        "rst": "*_`|\\<>",
        "javascript": _QUOTED + "<>",
        "typescript": _QUOTED + "<>",
        "json": "\"\\",
        "yaml": ":#'\"{}[],&*!|>%@`\\",
        "xml": _MARKED_UP,
        "mail": "<>&=",
        "po": "\"\\%{}<>&",
    }
)
#: At the start of a line this is a list, a heading or a quotation.
_LINE_START = re.compile(r"(?:[-*+>#=]|\d+[.)]|[A-Za-z#][.)])(?:\s|\Z)|\.\.|>>>")


def breaks_markup(wrong: str, right: str, kind: str) -> bool:
    """Would the name be read as something else than text where the wrong form stood?"""
    if any(character in right and character not in wrong for character in _SPECIAL.get(kind, "")):
        return True
    return kind != "text" and bool(_LINE_START.match(right)) and not _LINE_START.match(wrong)


def rewritten(units: Sequence[Unit], right: str) -> list[tuple[int, int, str]]:
    """Return the changes that make the units together read ``right``: start, end and new text, in order.

    Each piece keeps its own part, so that quotes, escapes and line breaks between them stay as they are. A line break
    that is a blank of the name stays too.
    """
    if len(units) == 1:
        return [(units[0].start, units[0].end, right)]
    parts = [""] * len(units)
    for index, text in _shares(units, right):
        parts[index] += text
    pairs = zip(units, parts, strict=True)
    return [(unit.start, unit.end, text) for unit, text in pairs if text != (" " if unit.is_wrap else unit.text)]


def _shares(units: Sequence[Unit], right: str) -> Iterator[tuple[int, str]]:
    """Yield every piece of ``right`` in order, with the index of the unit that it belongs to."""
    from difflib import SequenceMatcher  # 3 ms, needed only for a form in pieces

    owners = [index for index, unit in enumerate(units) for _ in (" " if unit.is_wrap else unit.text)]
    wrong = "".join(" " if unit.is_wrap else unit.text for unit in units)
    matcher = SequenceMatcher(None, [c.casefold() for c in wrong], [c.casefold() for c in right], autojunk=False)
    for _, start, end, first, last in matcher.get_opcodes():
        if end - start == last - first:
            yield from zip(owners[start:end], right[first:last], strict=True)
        elif last > first:
            before = owners[max(start - 1, 0)]
            is_free = start == end and units[before].is_wrap
            is_own = start < end or is_free or not start
            yield owners[min(start, len(owners) - 1)] if is_own else before, right[first:last]
