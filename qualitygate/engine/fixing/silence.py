"""What comments silence before a round of repair they silence after it, and nothing else: looked at in every round.

Two texts are compared, and what lies between them is known: the edits. A comment that speaks to the gate or to another
tool must be found where the edits leave it, reach the code that it reached, and reach no other; it may go with all of
that code. What a comment silenced may be gone, and may not be found open; what was found open may not be silenced.
"""

from __future__ import annotations

import re
import tokenize
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from qualitygate.engine.checking.checked import Checked
from qualitygate.engine.fixing.choice import fix_of
from qualitygate.model.directive import Directive
from qualitygate.model.finding import Finding
from qualitygate.model.fix import Edit
from qualitygate.model.judgement import Judgement, is_open
from qualitygate.source.directives import has_comment_with
from qualitygate.source.foreign_directives import STEERING_WORDS, tool_comments
from qualitygate.source.source import Source

_PYTHON = ("python", "stub")
_NO_CODE = frozenset(
    (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
)
_PARTS = re.compile(r"#(?!\d)")  #: as the comments of tools are told apart


class Bond(NamedTuple):
    """A comment and the lines of code that it holds for (1-based, inclusive)."""

    says: tuple[object, ...]  #: what it says and to whom, however it is spaced
    line: int
    offset: int  #: in the text; -1 when only the line is known
    first: int
    last: int


class Broken(NamedTuple):
    """What a round did to a comment."""

    line: int  #: of the comment in the old text, or of a new one in the new text
    first: int  #: lines of the new text where it shows
    last: int
    code: str = ""  #: of the finding that it is about, if it is about one

    @property
    def reason(self) -> str:
        """The end of a sentence that begins "it was not made: "."""
        return f"it would change what the comment on line {self.line} holds for"


class Silence:
    """The comments of one text that speak to tools, and what the gate's own silence."""

    def __init__(
        self, source: Source, bonds: Sequence[Bond] = (), judged: Iterable[Judgement] = (), lines: int = 0
    ) -> None:
        self.source = source
        self.bonds = tuple(bonds)
        self.silenced: set[tuple[int, str]] = set()  #: line and code
        self.open: set[tuple[int, str]] = set()
        for each in judged:
            line = min(each.finding.location.line, max(lines, 1))
            (self.open if is_open(each) else self.silenced).add((line, each.finding.code))

    @cached_property
    def starts(self) -> list[int]:
        """The offset at which each line begins, and the text's length."""
        return [0, *accumulate(map(len, self.source.lines))]

    @cached_property
    def code(self) -> tuple[list[int], list[int]]:
        """Offset and line of every token that is code; of text that is not Python, those of every line with a text."""
        if self.source.kind not in _PYTHON:
            lines = [number for number, text in enumerate(self.source.lines, 1) if text.strip()]
            return [self.starts[number - 1] for number in lines], lines
        places = [token.start for token in self.source.tokens if token.type not in _NO_CODE]
        return [self.starts[line - 1] + column for line, column in places], [line for line, _ in places]

    def line_at(self, offset: int) -> int:
        """Return the line of an offset."""
        return max(bisect_left(self.starts, offset + 1), 1)

    def code_between(self, first: int, last: int) -> tuple[int, int]:
        """Return which tokens of :attr:`code` begin on these lines, as a half-open range."""
        lines = self.code[1]
        return bisect_left(lines, first), bisect_left(lines, last + 1)


def may_be_silent(source: Source, extra: Sequence[str] = ()) -> bool:
    """Is there a word without which no comment speaks to a tool? What most files say no to costs next to nothing."""
    return has_comment_with(source, ("noqa", "qualitygate", *STEERING_WORDS, *(each.lower() for each in extra)))


def silence_of(source: Source, checked: Checked, judged: Sequence[Judgement], extra: Sequence[str] = ()) -> Silence:
    """Return what the comments of a text hold for; ``judged`` are its findings, those of no other reason held back."""
    if not checked.directives and not may_be_silent(source, extra):
        return Silence(source)
    silence = Silence(source, (), judged, len(source.lines))
    bonds = [_own(silence, directive) for directive in checked.directives if not directive.is_foreign]
    if source.kind in _PYTHON:
        bonds += _of_tools(silence, extra)
    silence.bonds = tuple(sorted(bonds, key=lambda bond: (bond.line, bond.offset)))
    return silence


def broken(before: Silence, after: Silence, edits: Sequence[Edit], about: Collection[int] = ()) -> list[Broken]:
    """Return what ``edits``, which made one text of the other, did to comments and to what they silence.

    ``about`` are lines whose comments are what is repaired (QG901); they may become other ones.
    """
    if not before.bonds and not after.bonds:
        return []
    moved = Moved(before, after, edits)
    return [*_torn(before, after, moved, about), *_uncovered(before, after, moved)]


def culprits(
    before: Silence, after: Silence, edits: Sequence[Edit], findings: Sequence[Finding], torn: Sequence[Broken]
) -> list[Finding]:
    """Return the findings whose fixes touch a place where something broke; else those of its code, or else all."""
    if not torn:
        return []
    moved = Moved(before, after, edits)
    blamed = [
        finding
        for finding in findings
        for lines in [[moved.around(edit) for edit in fix_of(finding).edits]]
        if any(around[0] <= each.last and each.first <= around[-1] for around in lines for each in torn)
    ]
    codes = {each.code for each in torn}
    return blamed or [finding for finding in findings if finding.code in codes] or list(findings)


class Moved:
    """Where places of the old text are in the new one."""

    def __init__(self, before: Silence, after: Silence, edits: Sequence[Edit]) -> None:
        self._before, self._after = before, after
        self._edits: list[tuple[int, int, int, int]] = []  #: old start and end, new start and end
        shift = 0
        for edit in sorted(edits):
            start = before.starts[edit.start_line - 1] + edit.start_column - 1
            end = before.starts[edit.end_line - 1] + edit.end_column - 1
            new = start + shift
            self._edits.append((start, end, new, new + len(edit.replacement)))
            shift = new + len(edit.replacement) - end
        self._ends = [edit[1] for edit in self._edits]

    def begin(self, offset: int) -> int:
        """Return where a piece of text begins that began at ``offset``; what is put before it is no part of it."""
        index = bisect_right(self._ends, offset)
        if index < len(self._edits) and self._edits[index][0] <= offset:
            return self._edits[index][2]
        return offset + self._shift(index)

    def end(self, offset: int) -> int:
        """Return where a piece of text ends that ended at ``offset``; what is put behind it is a part of it."""
        index = bisect_left(self._ends, offset)
        if index < len(self._edits):
            start, old_end, _, new_end = self._edits[index]
            if start < offset or old_end == offset:
                return new_end
        return offset + self._shift(index)

    def _shift(self, index: int) -> int:
        return self._edits[index - 1][3] - self._edits[index - 1][1] if index else 0

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the new offsets of these lines, without the last one's line break."""
        starts, count = self._before.starts, len(self._before.source.lines)
        first, last = min(max(first, 1), count + 1), min(last, count)
        if last < first:
            return (place := self.begin(starts[first - 1])), place
        width = len(self._before.source.line(last))
        begin, end = self.begin(starts[first - 1]), self.end(starts[last - 1] + width)
        return begin, max(begin, end)

    def lines(self, line: int) -> range:
        """Return the new lines that have what stood on ``line``; none when all of it is gone."""
        begin, end = self.span(line, line)
        if begin == end:
            return range(0)
        return range(self._after.line_at(begin), self._after.line_at(end - 1) + 1)

    def around(self, edit: Edit) -> range:
        """Return the new lines that an edit touches."""
        starts = self._before.starts
        begin = self.begin(starts[edit.start_line - 1] + edit.start_column - 1)
        end = self.end(starts[edit.end_line - 1] + edit.end_column - 1)
        first, last = sorted((begin, end))
        return range(self._after.line_at(first), self._after.line_at(last) + 1)


def _own(silence: Silence, directive: Directive) -> Bond:
    says = (directive.form, directive.codes, directive.names, directive.until, bool(directive.problem))
    offset = silence.starts[directive.line - 1] + directive.column - 1 if directive.column else -1
    return Bond(says, directive.line, offset, directive.first, directive.last)


def _of_tools(silence: Silence, extra: Sequence[str]) -> Iterator[Bond]:
    """Yield the comments for other tools. Behind code they hold for its line, alone for all that follows.

    Whether one is the first thing in its file is a part of what it says: there "type: ignore" is about all of it.
    """
    source = silence.source
    first_code = silence.code[1][0] if silence.code[1] else len(source.lines) + 1
    for token in source.tokens:
        if token.type != tokenize.COMMENT:
            continue
        line, column = token.start
        is_alone = not source.line(line)[:column].strip()
        for part in _PARTS.split(token.string)[1:]:
            found = [each for each in tool_comments(f"#{part}", extra) if each.form not in ("noqa", "qualitygate")]
            if found and (found[0].silences or found[0].is_about_line):
                says = (found[0].form, " ".join(part.split()), is_alone, line < first_code)
                last = len(source.lines) if is_alone else line
                yield Bond(says, line, silence.starts[line - 1] + column, line, last)


def _torn(before: Silence, after: Silence, moved: Moved, about: Collection[int]) -> Iterator[Broken]:
    """Yield the comments that reach other code than before, are gone without theirs, or are new."""
    left = list(after.bonds)
    excused = {line for old in about for line in moved.lines(old)}
    for bond in before.bonds:
        if bond.line in about:
            left = [each for each in left if each.line not in excused]
            continue
        begin, end = moved.span(bond.first, bond.last)
        offsets = after.code[0]
        wanted = bisect_left(offsets, begin), bisect_left(offsets, end)
        found = next((each for each in left if each.says == bond.says and _is_there(before, bond, each, moved)), None)
        if found is not None:
            left.remove(found)
            reached = after.code_between(found.first, found.last)
        else:
            reached = wanted[0], wanted[0]
        if wanted != reached and (wanted[0] < wanted[1] or reached[0] < reached[1]):
            yield _difference(after, bond.line, wanted, reached, found.line if found else after.line_at(begin))
    for each in left:
        yield Broken(each.line, each.line, each.line)


def _is_there(before: Silence, bond: Bond, candidate: Bond, moved: Moved) -> bool:
    """Is ``candidate``, of the new text, where the edits leave ``bond``?"""
    if bond.offset < 0 or candidate.offset < 0:
        return candidate.line in moved.lines(bond.line)
    begin, end = moved.begin(bond.offset), moved.end(bond.offset + 1)
    return begin <= candidate.offset < end


def _difference(
    after: Silence, line: int, wanted: tuple[int, int], reached: tuple[int, int], place: int
) -> Broken:
    """Say where the code begins and ends that is reached and should not be, or the other way round."""
    lines = after.code[1]
    tokens = {*range(*wanted)} ^ {*range(*reached)}
    shown = [place, *(lines[token] for token in (min(tokens), max(tokens)))] if tokens else [place]
    return Broken(line, min(shown), max(shown))


def _uncovered(before: Silence, after: Silence, moved: Moved) -> Iterator[Broken]:
    """Yield what was silenced and is open, and what was open, or not there, and is silenced by a comment now."""
    silenced: dict[int, set[str]] = {}
    was_open: dict[int, set[str]] = {}
    for line, code in before.silenced:
        for new in moved.lines(line):
            silenced.setdefault(new, set()).add(code)
            if (new, code) in after.open:
                yield Broken(line, new, new, code)
    for line, code in before.open:
        for new in moved.lines(line):
            was_open.setdefault(new, set()).add(code)
    for line, code in after.silenced:
        known = silenced.get(line, set())
        # of one family a line may change from one code to the other, as continuation lines do when their bracket moves
        if code not in known and (code in was_open.get(line, ()) or not any(each[:2] == code[:2] for each in known)):
            yield Broken(line, line, line, code)
