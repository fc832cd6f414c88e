"""Joins the readers with the matcher: every wrong form in prose becomes a finding with its fix."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import accumulate
from types import MappingProxyType

from qualitygate.api import Applicability, Edit, Finding, Fix, Location, Severity, Source
from qualitygate_plugins.spelling import KINDS
from qualitygate_plugins.spelling.context import is_prose, is_sentence_start
from qualitygate_plugins.spelling.matcher import CASE, Match, Matcher
from qualitygate_plugins.spelling.prose import Prose, is_inside
from qualitygate_plugins.spelling.readers import catalogue, markdown, markup, plain, python, rst
from qualitygate_plugins.spelling.survival import missing_names

_READERS: Mapping[str, Callable[[Source], Prose]] = MappingProxyType(
    {
        "python": python.read,
        "stub": python.read,
        "template": markup.read,
        "markdown": markdown.read,
        "rst": rst.read,
        "po": catalogue.read,
        "text": plain.read,
    }
)
#: Kinds of files whose text stands in quotes, at least here and there.
_QUOTING = frozenset({"python", "stub", "template", "po"})


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
        prose = _READERS[source.kind](source)
        is_catalogue = source.kind == "po"
        places = _Places(source)
        for match in self._matcher.matches(prose.text, foreign=is_catalogue):
            if match.code and is_wrong(prose.text, match):
                yield _finding(source, places.location(match.start, match.end), match, prose)
        if is_catalogue:
            for start, end, code, message in missing_names(self._matcher, source):
                yield Finding(code, message, places.location(start, end), Severity.WARNING, self.name)


def is_wrong(text: str, match: Match) -> bool:
    """Is a form that differs from the name wrong where it stands?"""
    if not is_prose(text, match.start, match.end):
        return False
    if match.code != CASE or not all(name.text.islower() for name in match.names):
        return True
    # "Pytest is …": a lower-case name may start a sentence with a capital
    return text[match.start + 1 : match.end] != match.names[0].text[1:] or not is_sentence_start(text, match.start)


class _Places:
    """Turns offsets into a source's text into locations."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._starts: list[int] = []

    def location(self, start: int, end: int) -> Location:
        if not self._starts:
            self._starts = [0, *accumulate(map(len, self._source.lines[:-1]))]
        return Location(self._source.path, *self._position(start), *self._position(end))

    def _position(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def _finding(source: Source, where: Location, match: Match, prose: Prose) -> Finding:
    wrong = source.text[match.start : match.end]
    rights = [name.text for name in match.names]
    message = f"'{wrong}' should be written {' or '.join(_quoted(right) for right in rights)}"
    fix = None
    if len(rights) == 1 and not _breaks_quotes(wrong, rights[0], source.kind):
        edit = Edit(where.line, where.column, where.end_line, where.end_column, rights[0])
        fix = Fix(f"Replace '{wrong}' with '{rights[0]}'", (edit,), _level(match, len(wrong) == len(rights[0]), prose))
    return Finding(match.code, message, where, Severity.WARNING, SpellingChecker.name, fix=fix)


def _level(match: Match, keeps_length: bool, prose: Prose) -> Applicability:
    refers = is_inside(match.start, prose.unsafe) or (not keeps_length and is_inside(match.start, prose.rigid))
    return Applicability.UNSAFE if refers else Applicability.SAFE


def _breaks_quotes(wrong: str, right: str, kind: str) -> bool:
    """Would the name end the string that it stands in? "Let's Encrypt" can, in a language that quotes."""
    return kind in _QUOTING and any(quote in right and quote not in wrong for quote in "'\"\\")


def _quoted(name: str) -> str:
    return f"'{name}'"
