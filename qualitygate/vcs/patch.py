"""A unified diff as hunks."""

from __future__ import annotations

import re

from msgspec import Struct, field

_HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_ESCAPE = re.compile(r'\\([0-7]{3}|["\\abfnrtv])')
_LETTERS = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", '"': '"', "\\": "\\"}


class Hunk(Struct, frozen=True):
    """Lines that were replaced by others. Lines are 1-based; where there are none, the start is the line before."""

    old_start: int
    new_start: int
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


class _Reading(Struct):
    old_start: int
    new_start: int
    old_left: int
    new_left: int
    removed: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)

    def hunk(self) -> Hunk:
        return Hunk(self.old_start, self.new_start, tuple(self.removed), tuple(self.added))


def parse_patch(text: str) -> dict[str, list[Hunk]]:
    """Read what ``git diff -U0`` writes: hunks by path, the new one, or the old one of a file that is gone."""
    hunks: dict[str, list[Hunk]] = {}
    old_path = path = ""
    reading: _Reading | None = None
    for line in text.split("\n"):
        if reading and (reading.old_left or reading.new_left):
            _take(reading, line)
            if not (reading.old_left or reading.new_left):
                hunks.setdefault(path, []).append(reading.hunk())
                reading = None
        elif line.startswith("--- "):
            old_path = _path(line[4:])
        elif line.startswith("+++ "):
            path = _path(line[4:]) or old_path
        elif match := _HUNK.match(line):
            old_start, old_count, new_start, new_count = (1 if each is None else int(each) for each in match.groups())
            reading = _Reading(old_start, new_start, old_count, new_count)
    return hunks


def _take(reading: _Reading, line: str) -> None:
    if line.startswith("-"):
        reading.removed.append(line[1:])
        reading.old_left -= 1
    elif line.startswith("+"):
        reading.added.append(line[1:])
        reading.new_left -= 1


def _path(name: str) -> str:
    """Read the name behind ``---`` or ``+++``; "" for /dev/null. Control characters and quotes are quoted as in C."""
    name = name.removesuffix("\t")  # git puts one behind a name with a blank
    if name == "/dev/null":
        return ""
    if name.startswith('"') and name.endswith('"'):
        name = _ESCAPE.sub(_unescape, name[1:-1])
    return name[2:]


def _unescape(match: re.Match[str]) -> str:
    text = match[1]
    return _LETTERS[text] if text in _LETTERS else chr(int(text, 8))
