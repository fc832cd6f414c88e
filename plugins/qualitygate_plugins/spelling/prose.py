"""What people read in a file, as one text, with places that lead back into the file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

#: Stands for a character that is not prose, inside a line: neither a word nor a blank.
TAKEN = "\0"
#: Stands for a piece of a word that is not readable as such: glues to its neighbours.
GLUE = "_"
#: Stands for a line break, or for nothing, where one text ends and another begins: no name reaches across it. Sources
#: have none, their line breaks are line feeds.
BREAK = "\r"

#: A line break inside a text, with the blanks around it. In prose it is no more than a blank.
WRAP = re.compile(r"[^\S\n\r]*\n[^\S\n\r]*")
_NOT_BREAK = re.compile(r"[^\n]")
#: ``%(name)s``, ``{name}``, ``{{ name }}``, ``{% tag %}``, ``${name}``: what a template or format fills in.
_PLACEHOLDER = re.compile(
    r"%\([^()\n]{1,80}\)[#0\- +]*[\d.]*[a-zA-Z]|%[-+#0 ]?\d*(?:\.\d+)?[diouxXeEfFgGcrsa](?![a-z])"
    r"|\{\{[^{}]{0,200}\}\}|\{[%#][^{}\n]{0,300}[%#]\}|\$?\{[^{}\s]{0,80}\}"
)
_TAG = re.compile(r"</?[a-zA-Z](?:[^<>]{0,500})>")
_SPAN = re.compile(r"(?<!`)(`+)(?!`)(?:[^`\n]|\n(?![ \t]*\n)){1,400}?\1(?!`)")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z]\w{1,30});")
_WORD_BYTES = re.compile(r"&(?:[a-zA-Z](?:acute|grave|circ|uml|tilde|cedil|ring|slash|caron)|szlig|[aA][eE]lig|oelig);")
_QUOTES = frozenset({"&#x27;", "&#39;", "&apos;", "&quot;", "&#34;", "&ldquo;", "&rdquo;"})


#: A stretch of a prose: where it begins there, where what it stands for begins in the source, and how long that is.
#: Of equal lengths every character stands for one; otherwise the stretch stands for the whole.
Run = tuple[int, int, int]


Spans = Sequence[tuple[int, int]]  #: sorted and disjoint


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of a prose that stands in one place of the source."""

    text: str
    start: int
    end: int
    is_wrap: bool = False  #: a line break and what is around it, read as a blank


@dataclass(frozen=True, slots=True)
class Prose:
    """What is read of a source. All offsets are into ``text``; :meth:`units` leads back.

    A text that stands in several places of the source (the lines of a message, strings that Python joins) is one here,
    so that nothing can be looked for in a half of it.
    """

    text: str
    unsafe: Spans | Callable[[], Spans] = ()  #: where a change may break something that refers to the text
    rigid: Spans | Callable[[], Spans] = ()  #: where only a change of case is safe; asked only when something is wrong
    runs: Sequence[Run] = ()  #: sorted; none = the text is as long as the source's, and every character in its place

    def units(self, start: int, end: int) -> list[Unit]:
        """Return the pieces that ``text[start:end]`` is made of, line breaks inside it as pieces of their own."""
        return [piece for unit in self._stretches(start, end) for piece in _cut_at_wraps(unit)]

    def origin(self, offset: int) -> int:
        """Return where in the source the character at ``offset`` stands."""
        return self.units(offset, offset + 1)[0].start

    def _stretches(self, start: int, end: int) -> Iterator[Unit]:
        if not self.runs:
            yield Unit(self.text[start:end], start, end)
            return
        index = bisect_right(self.runs, start, key=itemgetter(0)) - 1
        while index < len(self.runs) and self.runs[index][0] < end:
            here, origin, length = self.runs[index]
            index += 1
            there = self.runs[index][0] if index < len(self.runs) else len(self.text)
            if there - here == length:
                first, last = max(here, start), min(there, end)
                yield Unit(self.text[first:last], origin + first - here, origin + last - here)
            elif there > here:
                yield Unit(self.text[here:there], origin, origin + length, is_wrap="\n" in self.text[here:there])


def _cut_at_wraps(unit: Unit) -> Iterator[Unit]:
    if unit.is_wrap or "\n" not in unit.text:
        yield unit
        return
    done = 0
    for wrap in WRAP.finditer(unit.text):
        if wrap.start() > done:
            yield Unit(unit.text[done : wrap.start()], unit.start + done, unit.start + wrap.start())
        yield Unit(wrap.group(), unit.start + wrap.start(), unit.start + wrap.end(), is_wrap=True)
        done = wrap.end()
    if done < len(unit.text):
        yield Unit(unit.text[done:], unit.start + done, unit.end)


class Builder:
    """Puts a prose together from passages, each from pieces of the source."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._runs: list[Run] = []
        self._length = 0
        self._passage: list[str] = []
        self._unsafe: list[tuple[int, int]] = []
        self._marked: list[tuple[int, Prose]] = []  #: passages that say themselves what is unsafe, with their starts

    def add(self, text: str, start: int, length: int | None = None) -> None:
        """Add to the passage what stands at ``start`` in the source; ``length`` when it is not as long there."""
        if text:
            self._runs.append((self._length, start, len(text) if length is None else length))
            self._passage.append(text)
            self._length += len(text)

    def end_passage(self, read: Callable[[str], str | Prose], *, unsafe: bool = False) -> None:
        """End the passage: ``read`` takes out of it, as one text, what is no prose, and keeps its length."""
        if not self._passage:
            return
        text = "".join(self._passage)
        result = read(text)
        start = self._length - len(text)
        if isinstance(result, Prose):
            self._marked.append((start, result))
            result = result.text
        assert len(result) == len(text), "a passage keeps its length"
        if unsafe:
            self._unsafe.append((start, self._length))
        self._runs.append((self._length, 0, 0))
        self._parts += result, BREAK
        self._length += 1
        self._passage.clear()

    def prose(self) -> Prose:
        """Return the passages as one text, with a break behind each."""
        return Prose("".join(self._parts), self._all_unsafe, self._all_rigid, self._runs)

    def _all_unsafe(self) -> Spans:
        return joined([*self._unsafe, *_moved((start, prose.unsafe) for start, prose in self._marked)])

    def _all_rigid(self) -> Spans:
        return list(_moved((start, prose.rigid) for start, prose in self._marked))


def spans_of(spans: Spans | Callable[[], Spans]) -> Spans:
    """Return spans that may have to be looked for first."""
    return spans() if callable(spans) else spans


def _moved(passages: Iterable[tuple[int, Spans | Callable[[], Spans]]]) -> Iterator[tuple[int, int]]:
    for start, spans in passages:
        yield from ((start + first, start + last) for first, last in spans_of(spans))


def taken(match: re.Match[str]) -> str:
    """Take a match out, its line breaks excepted."""
    return take_out(match.group())


def take_out(text: str) -> str:
    """Return as much nothing as ``text`` is long; line breaks stay."""
    return _NOT_BREAK.sub(TAKEN, text) if "\n" in text else TAKEN * len(text)


def without_spans(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Take sorted, disjoint spans out of ``text``."""
    parts: list[str] = []
    done = 0
    for start, end in spans:
        parts += text[done:start], take_out(text[start:end])
        done = end
    return "".join(parts) + text[done:] if parts else text


def is_inside(offset: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Is ``offset`` in one of the sorted, disjoint ``spans``?"""
    index = bisect_right(spans, offset, key=itemgetter(0)) - 1
    return index >= 0 and offset < spans[index][1]


def joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sort spans, and make one of those that overlap."""
    result: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def without_code(text: str) -> str:
    """Take code spans, placeholders and tags out of a text that a program shows: a string, a message."""
    if "`" in text:
        text = _SPAN.sub(taken, text)
    if "%" in text or "{" in text:
        text = _PLACEHOLDER.sub(taken, text)
    if "<" in text:
        text = _TAG.sub(taken, text)
    return without_entities(text)


def without_entities(text: str) -> str:
    """Take HTML entities out: ``&nbsp;`` becomes blanks, an accented letter stays part of its word."""
    return _ENTITY.sub(_entity, text) if "&" in text else text


def _entity(match: re.Match[str]) -> str:
    entity = match.group()
    if entity in _QUOTES:
        return "'" * len(entity)
    if entity in ("&nbsp;", "&#160;", "&#xa0;", "&#xA0;"):
        return "\xa0" * len(entity)
    return (GLUE if _WORD_BYTES.fullmatch(entity) else TAKEN) * len(entity)
