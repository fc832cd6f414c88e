"""Results by file content: what every checker said, under which options and which selection."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence

from msgspec import Struct

from qualitygate.cache import place
from qualitygate.cache.bounds import CONTENTS, DAYS
from qualitygate.cache.dependencies import Dependencies
from qualitygate.cache.rows import Asked, Common, Entry, Head, Kept, Said
from qualitygate.cache.sealed import DamagedError, read_sealed, write_sealed
from qualitygate.cache.signature import UNSURE, Signature
from qualitygate.model.directive import Directive
from qualitygate.model.finding import Finding
from qualitygate.model.looked_for import LookedFor
from qualitygate.model.replacement import replace
from qualitygate.model.report import Skip
from qualitygate.model.selection import Selection
from qualitygate.model.settings import Settings
from qualitygate.model.wire import WIRE_VERSION, Reader, to_bytes

_PURPOSE = b"results"
#: Each line of the file is a JSON value: what is for all paths, and then what is known of each.
_BREAK = b"\n"
_DAY = 86_400  # seconds


class CheckerResult(Struct, frozen=True, gc=False):
    """What one checker said about one content."""

    checker: str  #: "" is the gate itself
    prefixes: tuple[str, ...]  #: of the codes it can emit
    selection: Selection  #: that it was asked with; its findings are the selected ones
    findings: Sequence[Finding] = ()


class Result(Struct, frozen=True, gc=False):
    """All that is known about one content of one path."""

    digest: str
    kind: str
    lines: int
    skipped: Skip | None  #: a plugin leaves it alone
    directives: Sequence[Directive]
    looked_for: LookedFor
    selection: Selection  #: every checker that it wants has its part
    parts: tuple[CheckerResult, ...]


class Store:
    """The results of one project in one environment, in memory; :meth:`save` writes them."""

    def __init__(self, file: str, root: str = "") -> None:
        """Read the store of the project at ``root``, or begin an empty one.

        What cannot be used is said in :attr:`notes`, and no error.
        """
        self.file = file
        self.notes: list[str] = []
        self._today = int(time.time() // _DAY)
        self._days: dict[str, int] = {}  # by path, when it was seen last
        self._lines: dict[str, bytes] = {}  # by path, how the file says what is known of it
        self._reader: Reader[Entry] | None = None
        self._read_entries: dict[str, Entry] = {}  # those that were asked for
        self._changed: set[str] = set()  # paths
        self._is_seen_anew = False  # the days have changed
        self._tables = _Tables()
        self.dependencies = Dependencies(root)
        self._is_usable = self._read()

    def _read(self) -> bool:
        if problem := place.distrust(os.path.dirname(self.file)):
            self.notes.append(f"the cache in {os.path.dirname(self.file)} is not used: {problem}")
            return False
        try:
            data = read_sealed(self.file, _PURPOSE)
            if data is not None:
                self.take(bytes(data), self.file)
        except (OSError, ValueError) as error:
            self.notes.append(f"the cache is begun anew: {error}")
            self._days, self._lines = {}, {}
        return True

    def take(self, data: bytes, name: str) -> None:
        """Begin with what was known before, here or on another machine, where nothing is known yet.

        Raises:
            ValueError: it is not what a store writes, or another version's.
        """
        first, *lines = data.split(_BREAK)
        head = Reader(Head).read(first)
        if head.version != WIRE_VERSION:
            raise DamagedError(f"{name} was written by another version")
        if self.dependencies.take(head.depends):  # else a plugin may say something else: nothing is known
            self._lines = dict(zip(head.days, lines, strict=True))
            self._tables, self._days = _Tables(head), head.days

    @property
    def is_empty(self) -> bool:
        """Is nothing known?"""
        return not self._days

    def to_share(self) -> bytes:
        """Return all that is known, without what holds on this machine only; :meth:`take` reads it."""
        lines = [to_bytes(Entry(results=self._entry(path).results)) for path in self._days]
        head = replace(self._tables.head(self._days), depends=self.dependencies.digests)
        return _BREAK.join([to_bytes(head), *lines])

    def _entry(self, path: str) -> Entry:
        entry = self._read_entries.get(path)
        if entry is None:
            line = self._lines.get(path)
            self._reader = self._reader or Reader(Entry)
            entry = self._read_entries[path] = self._reader.read(line) if line is not None else Entry()
        return entry

    def known_digest(self, path: str, found: Signature) -> str:
        """Return the digest of the content that a file with this signature has; "" when its content must be read."""
        entry = self._entry(path)
        return entry.digest if found != UNSURE and entry.signature == found else ""

    def has(self, path: str) -> bool:
        """Is anything known about this path?"""
        return path in self._days

    def find(self, path: str, digest: str, kind: str, settings: Settings) -> Result | None:
        """Return what is known about a content under these options, whatever was selected."""
        for kept in self._entry(path).results if path in self._days else ():
            if kept.digest == digest and self._tables.holds_for(kept.common, kind, settings):
                return self._tables.result(kept)
        return None

    def see(self, path: str, found: Signature, digest: str) -> None:
        """Note that a file was seen with this signature and content."""
        entry = self._entry(path)
        if entry.digest != digest or entry.signature != found:
            self._change(path, replace(entry, signature=found, digest=digest))
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
        if len(entry.results) >= CONTENTS and entry.results[-1].digest == digest:
            self._change(path, replace(entry, results=(entry.results[-1], *entry.results[:-1])))
        self.see_again(path)

    def put(self, path: str, result: Result, settings: Settings) -> None:
        """Add a result; of one path's contents the latest few stay. :meth:`see` or :meth:`mention` comes first."""
        options, entry = self._tables.options(settings), self._entry(path)
        same = (result.digest, options)
        others = [kept for kept in entry.results if (kept.digest, self._tables.common[kept.common].options) != same]
        kept = self._tables.kept(result, options)
        self._change(path, replace(entry, results=(kept, *others[: CONTENTS - 1])))

    def _change(self, path: str, entry: Entry) -> None:
        self._read_entries[path] = entry
        self._changed.add(path)

    def save(self) -> None:
        """Write what has changed. A cache that cannot be written is a note, never an error."""
        if not (self._changed or self._is_seen_anew) or not self._is_usable or not self.dependencies.are_sure:
            return
        oldest = self._today - DAYS
        days = {path: day for path, day in self._days.items() if day >= oldest}
        lines = self._lines | {
            path: to_bytes(self._entry(path)) for path in {*self._changed, *(days.keys() - self._lines.keys())}
        }
        head = to_bytes(replace(self._tables.head(days), depends=self.dependencies.digests))
        try:
            place.make(os.path.dirname(self.file))
            write_sealed(self.file, _PURPOSE, _BREAK.join([head, *map(lines.__getitem__, days)]))
        except OSError as error:
            self.notes.append(f"the cache could not be written to {self.file}: {error.strerror}")


class _Tables:
    """Options, selections and what is the same of many results, by number."""

    def __init__(self, head: Head | None = None) -> None:
        self._options = {text: index for index, text in enumerate(head.options if head else ())}
        self._selections = list(head.selections) if head else []
        self._indexes = {selection: index for index, selection in enumerate(self._selections)}
        self._of_settings: dict[int, tuple[Settings, int]] = {}
        self.common = list(head.common) if head else []
        self._numbers = {common: index for index, common in enumerate(self.common)}
        self._parts: dict[int, tuple[CheckerResult, ...]] = {}  # by number of what results have in common

    def head(self, days: dict[str, int]) -> Head:
        """Return what the file begins with."""
        return Head(WIRE_VERSION, list(self._options), self._selections, self.common, days)

    def options(self, settings: Settings) -> int:
        """Return the number of all that decides about results beside the selection: every other field there is."""
        known = self._of_settings.get(id(settings))
        if known is None:  # they are held, so that no others can come to have their number
            text = to_bytes(replace(settings, selection=Selection())).decode()
            known = self._of_settings[id(settings)] = settings, self._options.setdefault(text, len(self._options))
        return known[1]

    def holds_for(self, number: int, kind: str, settings: Settings) -> bool:
        """Were results with that in common found under these options, in files of this kind?"""
        common = self.common[number]
        return common.kind == kind and common.options == self.options(settings)

    def kept(self, result: Result, options: int) -> Kept:
        """Return a result as the file has it."""
        asked = tuple([Asked(part.checker, part.prefixes, self._number(part.selection)) for part in result.parts])
        common = Common(options, result.kind, result.looked_for, self._number(result.selection), asked)
        number = self._numbers.setdefault(common, len(self.common))
        if number == len(self.common):
            self.common.append(common)
        found = [(index, part.findings) for index, part in enumerate(result.parts) if part.findings]
        says_something = found or result.directives or result.skipped
        said = Said(result.skipped, result.directives, found) if says_something else None
        return Kept(result.digest, number, result.lines, said)

    def result(self, kept: Kept) -> Result:
        """Turn it back into the result."""
        common, parts, said = self.common[kept.common], self._parts_of(kept.common), kept.said
        if said is not None and said.found:
            own = list(parts)
            for index, findings in said.found:
                own[index] = replace(parts[index], findings=findings)
            parts = tuple(own)
        skipped, directives = (said.skipped, said.directives) if said is not None else (None, ())
        selection = self._selections[common.selection]
        return Result(kept.digest, common.kind, kept.lines, skipped, directives, common.looked_for, selection, parts)

    def _parts_of(self, number: int) -> tuple[CheckerResult, ...]:
        """Return who was asked, without findings."""
        if number not in self._parts:
            asked = self.common[number].asked
            parts = [CheckerResult(each.checker, each.prefixes, self._selections[each.selection]) for each in asked]
            self._parts[number] = tuple(parts)
        return self._parts[number]

    def _number(self, selection: Selection) -> int:
        if selection not in self._indexes:
            self._indexes[selection] = len(self._selections)
            self._selections.append(selection)
        return self._indexes[selection]
