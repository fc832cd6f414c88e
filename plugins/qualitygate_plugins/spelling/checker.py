"""Joins the readers with the matcher: every wrong form in prose becomes a finding with its fix."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate

from qualitygate.api import Applicability, Edit, Finding, Fix, Location, Related, Severity, Source
from qualitygate_plugins.spelling import KINDS
from qualitygate_plugins.spelling.context import is_prose, is_sentence_start
from qualitygate_plugins.spelling.matcher import CASE, VARIANT, Match, Matcher
from qualitygate_plugins.spelling.prose import Prose, Spans, Unit, is_inside, spans_of
from qualitygate_plugins.spelling.reading import is_text, prose_of
from qualitygate_plugins.spelling.rewriting import breaks_markup, rewritten
from qualitygate_plugins.spelling.survival import missing_names


class SpellingChecker:
    """Finds wrong forms of the configured product names in what people read."""

    name = "spelling"
    kinds = frozenset(KINDS)
    codes = ("QG2",)
    needs_tree = False

    def __init__(self, names: Iterable[str], allow: Iterable[str] = ()) -> None:
        self._matcher = Matcher(names, allow)

    def check(self, source: Source) -> Iterator[Finding]:
        """Yield every wrong form, and in a catalogue every name that a translation lost."""
        if not is_text(source):
            return
        prose = prose_of(source)
        is_catalogue = source.kind == "po"
        places, marks = _Places(source), _Marks(prose)
        for match in self._matcher.matches(prose.text, foreign=is_catalogue):
            if match.code and is_wrong(prose.text, match):
                yield _finding(match, marks, places, source)
        if is_catalogue:
            for lost in missing_names(self._matcher, source):
                message = f"'{lost.name}' of the msgid is missing in the msgstr"
                where, original = places.location(*lost.translation), places.location(*lost.original)
                related = (Related(original, "the msgid"),)
                yield Finding(VARIANT, message, where, Severity.WARNING, self.name, related=related)


def is_wrong(text: str, match: Match) -> bool:
    """Is a form that differs from the name wrong where it stands?"""
    if not is_prose(text, match.start, match.end):
        return False
    if match.code != CASE or not all(name.text.islower() for name in match.names):
        return True
    # "Pytest is …": a lower-case name may start a sentence with a capital
    return text[match.start + 1 : match.end] != match.names[0].text[1:] or not is_sentence_start(text, match.start)


class _Places:
    """Turns offsets into a source's text into positions."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._starts: list[int] = []

    def location(self, start: int, end: int) -> Location:
        """Return the location of a stretch of the source."""
        return Location(self._source.path, *self.position(start), *self.position(end))

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset."""
        if not self._starts:
            self._starts = [0, *accumulate(map(len, self._source.lines[:-1]))]
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


class _Marks:
    """Where in a prose a change is not safe; looked for when the first form is wrong."""

    def __init__(self, prose: Prose) -> None:
        self.prose = prose

    @cached_property
    def _unsafe(self) -> Spans:
        return spans_of(self.prose.unsafe)

    @cached_property
    def _rigid(self) -> Spans:
        return spans_of(self.prose.rigid)

    def are_unsafe(self, start: int, end: int) -> bool:
        """May something refer to the text there?"""
        return is_inside(start, self._unsafe) or is_inside(end - 1, self._unsafe)

    def are_rigid(self, start: int, end: int) -> bool:
        """May the text there only change its case?"""
        return is_inside(start, self._rigid) or is_inside(end - 1, self._rigid)


def _finding(match: Match, marks: _Marks, places: _Places, source: Source) -> Finding:
    units = marks.prose.units(match.start, match.end)
    wrong = " ".join(marks.prose.text[match.start : match.end].split())
    rights = [name.text for name in match.names]
    message = f"'{wrong}' should be written {' or '.join(_quoted(right) for right in rights)}"
    where = places.location(units[0].start, units[-1].end)
    fix = _fix(match, units, marks, places, source) if len(rights) == 1 else None
    return Finding(match.code, message, where, Severity.WARNING, SpellingChecker.name, fix=fix)


def _fix(match: Match, units: list[Unit], marks: _Marks, places: _Places, source: Source) -> Fix | None:
    wrong, right = marks.prose.text[match.start : match.end], match.names[0].text
    if breaks_markup(wrong, right, source.kind) or sum(len(unit.text) for unit in units) != len(wrong):
        return None
    changes = rewritten(units, right)
    edits = tuple(Edit(*places.position(start), *places.position(end), text) for start, end, text in changes)
    plain = " ".join(wrong.split())
    is_case = plain.casefold() == right.casefold()
    joins_lines = any(unit.is_wrap and (unit.start, unit.end) in {each[:2] for each in changes} for unit in units)
    unsafe = (
        match.joined  # it may be an identifier
        or joins_lines
        or marks.are_unsafe(match.start, match.end)
        or (not is_case and marks.are_rigid(match.start, match.end))
    )
    level = Applicability.UNSAFE if unsafe else Applicability.SAFE
    return Fix(f"Replace '{plain}' with '{right}'", edits, level)


def _quoted(name: str) -> str:
    return f"'{name}'"
