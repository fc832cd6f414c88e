"""Results by file content: what every checker said, under which options and which selection."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from msgspec.structs import astuple

from qualitygate.cache import place
from qualitygate.cache.sealed import DamagedError, read_sealed, write_sealed
from qualitygate.cache.signature import UNSURE, Signature
from qualitygate.model.selection import Selection
from qualitygate.model.settings import Settings
from qualitygate.model.wire import WIRE_VERSION, Row

_PURPOSE = b"results"
#: Each line of the file is a JSON value: what is for all paths, and then what is known of each.
_BREAK = b"\n"
#: Contents of one path that are kept: switching between branches costs nothing.
_CONTENTS = 4
#: A path that no run has seen for so long is forgotten.
_DAYS = 30
_DAY = 86_400  # seconds


class Part(NamedTuple):  # a dataclass takes four times as long to make, and a run makes thousands
    """What one checker said about one content."""

    checker: str  #: "" is the gate itself
    prefixes: tuple[str, ...]  #: of the codes it can emit
    selection: Selection  #: that it was asked with; its rows are the selected ones
    rows: Sequence[Row]  #: findings


class Result(NamedTuple):
    """All that is known about one content of one path."""

    digest: str
    kind: str
    lines: int
    skipped: Row | None  #: reason and note
    directives: Sequence[Row]
    looked_for: Row
    selection: Selection  #: every checker that it wants has its part
    parts: tuple[Part, ...]


class _Common(NamedTuple):
    """What the results of many files have in common; they refer to it by number."""

    options: int
    kind: str
    looked_for: Row
    selection: Selection
    parts: tuple[Part, ...]  #: without their rows


class _Entry(NamedTuple):
    """What is known of one path."""

    signature: Sequence[int]
    digest: str  #: of the content that had the signature
    results: list[Any]  #: rows, the latest first


class Store:
    """The results of one project in one environment, in memory; :meth:`save` writes them."""

    def __init__(self, file: str) -> None:
        """Read the store, or begin an empty one. What cannot be used is said in :attr:`notes`, and no error."""
        self.file = file
        self.notes: list[str] = []
        self._today = int(time.time() // _DAY)
        self._days: dict[str, int] = {}  # by path, when it was seen last
        self._lines: dict[str, bytes] = {}  # by path, how the file says what is known of it
        self._read_entries: dict[str, _Entry] = {}  # those that were asked for
        self._changed: set[str] = set()  # paths
        self._is_seen_anew = False  # the days have changed
        self._tables = _Tables()
        self._is_usable = self._read()

    def _read(self) -> bool:
        if problem := place.distrust(os.path.dirname(self.file)):
            self.notes.append(f"the cache in {os.path.dirname(self.file)} is not used: {problem}")
            return False
        try:
            data = read_sealed(self.file, _PURPOSE)
            if data is not None:
                head, *lines = bytes(data).split(_BREAK)
                version, tables, days = json.loads(head)
                if version != WIRE_VERSION:
                    raise DamagedError(f"{self.file} was written by another version")
                self._tables, self._days = _Tables(*tables), days
                self._lines = dict(zip(days, lines, strict=True))
        except (OSError, ValueError) as error:
            self.notes.append(f"the cache is begun anew: {error}")
            self._days, self._lines = {}, {}
        return True

    def _entry(self, path: str) -> _Entry:
        entry = self._read_entries.get(path)
        if entry is None:
            line = self._lines.get(path)
            known = json.loads(line) if line is not None else (UNSURE, "", [])
            entry = self._read_entries[path] = _Entry(*known)
        return entry

    def known_digest(self, path: str, found: Signature) -> str:
        """Return the digest of the content that a file with this signature has; "" when its content must be read."""
        entry = self._entry(path)
        return entry.digest if found != UNSURE and tuple(entry.signature) == found else ""

    def has(self, path: str) -> bool:
        """Is anything known about this path?"""
        return path in self._days

    def find(self, path: str, digest: str, kind: str, settings: Settings) -> Result | None:
        """Return what is known about a content under these options, whatever was selected."""
        for row in self._entry(path).results if path in self._days else ():
            if row[0] == digest and self._tables.holds_for(row[1], kind, settings):
                return self._tables.result(row)
        return None

    def see(self, path: str, found: Signature, digest: str) -> None:
        """Note that a file was seen with this signature and content."""
        entry = self._entry(path)
        if entry.digest != digest or tuple(entry.signature) != found:
            self._change(path, entry._replace(signature=found, digest=digest))
        self.see_again(path)

    def see_again(self, path: str) -> None:
        """Note that a file was seen as it was."""
        if self._days.get(path) != self._today:
            self._days[path] = self._today
            self._is_seen_anew = True

    def mention(self, path: str, digest: str) -> None:
        """Note that a content was of use that does not lie on the disk: a staged one, one of another revision.

        While it is of use, the contents that are edited on the disk do not push it out.
        """
        entry = self._entry(path)
        if len(entry.results) >= _CONTENTS and entry.results[-1][0] == digest:
            self._change(path, entry._replace(results=[entry.results[-1], *entry.results[:-1]]))
        self.see_again(path)

    def put(self, path: str, result: Result, settings: Settings) -> None:
        """Add a result; of one path's contents the latest few stay. :meth:`see` or :meth:`mention` comes first."""
        options, entry = self._tables.options(settings), self._entry(path)
        same = (result.digest, options)
        others = [row for row in entry.results if (row[0], self._tables.common[row[1]].options) != same]
        row = self._tables.row(result, options)
        self._change(path, entry._replace(results=[row, *others[: _CONTENTS - 1]]))

    def _change(self, path: str, entry: _Entry) -> None:
        self._read_entries[path] = entry
        self._changed.add(path)

    def save(self) -> None:
        """Write what has changed. A cache that cannot be written is a note, never an error."""
        if not (self._changed or self._is_seen_anew) or not self._is_usable:
            return
        oldest = self._today - _DAYS
        days = {path: day for path, day in self._days.items() if day >= oldest}
        lines = self._lines | {
            path: _dump(self._entry(path)) for path in {*self._changed, *(days.keys() - self._lines.keys())}
        }
        head = _dump([WIRE_VERSION, self._tables.rows(), days])
        try:
            place.make(os.path.dirname(self.file))
            write_sealed(self.file, _PURPOSE, _BREAK.join([head, *map(lines.__getitem__, days)]))
        except OSError as error:
            self.notes.append(f"the cache could not be written to {self.file}: {error.strerror}")


def _dump(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode("ascii")  # line breaks in strings are escaped


class _Tables:
    """Options, selections and what is the same of many results, by number."""

    def __init__(
        self,
        options: Iterable[str] = (),
        selections: Iterable[Sequence[Any]] = (),
        common: Iterable[Sequence[Any]] = (),
    ) -> None:
        self._options = {text: index for index, text in enumerate(options)}
        self._selections = [Selection.from_row(row) for row in selections]
        self._indexes = {selection: index for index, selection in enumerate(self._selections)}
        self._of_settings: dict[int, tuple[Settings, int]] = {}
        self.common = [self._common(*row) for row in common]
        self._numbers = {common: index for index, common in enumerate(self.common)}

    def _common(self, options: int, kind: str, looked_for: Row, selection: int, parts: Iterable[Any]) -> _Common:
        asked = tuple([Part(name, tuple(codes), self._selections[number], ()) for name, codes, number in parts])
        return _Common(options, kind, tuple(map(tuple, looked_for)), self._selections[selection], asked)

    def options(self, settings: Settings) -> int:
        """Return the number of all that decides about results beside the selection."""
        known = self._of_settings.get(id(settings))
        if known is None or known[0] is not settings:
            stage = settings.stage and astuple(settings.stage)
            text = json.dumps([settings.noqa, settings.options, settings.tool_comments, stage])
            known = self._of_settings[id(settings)] = settings, self._options.setdefault(text, len(self._options))
        return known[1]

    def holds_for(self, number: int, kind: str, settings: Settings) -> bool:
        """Were results with that in common found under these options, in files of this kind?"""
        common = self.common[number]
        return common.kind == kind and common.options == self.options(settings)

    def rows(self) -> tuple[Sequence[Any], Sequence[Any], Sequence[Any]]:
        """Return the tables as JSON can carry them."""
        common = [
            (
                each.options,
                each.kind,
                each.looked_for,
                self._number(each.selection),
                [(part.checker, part.prefixes, self._number(part.selection)) for part in each.parts],
            )
            for each in self.common
        ]
        return list(self._options), [each.to_row() for each in self._selections], common

    def row(self, result: Result, options: int) -> list[Any]:
        """Turn a result into a row: digest, number of what it has in common with others, lines.

        Where it says anything three more: why it was skipped, directives, and findings by the index of their part.
        """
        bare = tuple([part._replace(rows=()) for part in result.parts])
        common = _Common(options, result.kind, result.looked_for, result.selection, bare)
        if common not in self._numbers:
            self._numbers[common] = len(self.common)
            self.common.append(common)
        found = [(index, part.rows) for index, part in enumerate(result.parts) if part.rows]
        row = [result.digest, self._numbers[common], result.lines]
        says_something = found or result.directives or result.skipped
        return [*row, result.skipped, result.directives, found] if says_something else row

    def result(self, row: Sequence[Any]) -> Result:
        """Turn a row back into the result."""
        digest, number, lines, *said = row
        _, kind, looked_for, selection, parts = self.common[number]
        if not said:
            return Result(digest, kind, lines, None, (), looked_for, selection, parts)
        skipped, directives, found = said
        of_checkers = list(parts)
        for index, rows in found:
            of_checkers[index] = parts[index]._replace(rows=rows)
        return Result(digest, kind, lines, skipped, directives, looked_for, selection, tuple(of_checkers))

    def _number(self, selection: Selection) -> int:
        if selection not in self._indexes:
            self._indexes[selection] = len(self._selections)
            self._selections.append(selection)
        return self._indexes[selection]
