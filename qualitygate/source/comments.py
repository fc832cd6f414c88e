"""The comments of a source, by the syntax of its kind. Only what can hold a directive, never what is in a string."""

from __future__ import annotations

import re
import tokenize
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from msgspec import Struct

from qualitygate.source.source import Source

#: A comment in a comment begins at a "#", but not at the one of an issue number: "see #12".
_SEGMENT = re.compile(r"#(?!\d)(?:[^#]|#(?=\d))*")
#: How comments begin, and by the first two characters of that how they end.
_HTML = re.compile(r"<!--")
_TEMPLATE = re.compile(r"\{#|<!--|\{%-?[ \t]*comment\b[^%\n]*%\}")
_ENDS = {
    "/*": re.compile(r"\*/"),
    "{#": re.compile(r"#\}"),
    "<!": re.compile(r"-->"),
    "{%": re.compile(r"\{%-?[ \t]*endcomment[ \t]*-?%\}"),
}
#: Scripts and YAML: behind a blank or a bracket, as in no address. A string is none of our comments either way.
_BLOCK = re.compile(r"/\*")
_SLASHES = re.compile(r"(?:^|(?<=[\s;{}(),]))(//)", re.MULTILINE)
_HASH = re.compile(r"(?:^|(?<=\s))(#)", re.MULTILINE)
#: reStructuredText: two dots, and neither a directive ("name::") nor a target ("_name:").
_RST = re.compile(r"^[ \t]*(\.\.[ \t]+(?![ \t_\[|])(?!\S+::))", re.MULTILINE)
#: gettext: a translator's comment; "#:", "#," and "#." are the program's.
_PO = re.compile(r"^(#[ \t])", re.MULTILINE)
_FENCE = re.compile(r"^ {0,3}(?P<fence>`{3,}|~{3,}).*?(?:^ {0,3}(?P=fence)[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_BACKTICKS = re.compile(r"`+")


class Comment(Struct, frozen=True):
    """One comment, or the part of one that begins at a "#" of its own."""

    line: int  #: 1-based
    column: int  #: 1-based code points, where its sign stands
    last_line: int  #: where it ends
    body: str  #: without its signs
    text: str  #: with them, without blanks at its end; "" when it has several lines
    is_alone: bool  #: nothing else stands on its line
    removal: tuple[int, ...]  #: the range that goes with it: the blanks before it, or its line; () for several lines


def find_comments(source: Source, words: Sequence[str] = ()) -> Iterator[Comment]:
    """Yield the comments of a source; a kind without comments has none.

    With ``words``, in small letters, those of Python on lines without any of them in a comment may be left out.
    """
    if source.kind in ("python", "stub"):
        yield from _in_python(source, words)
    elif source.kind in ("javascript", "typescript"):
        yield from _in_text(source, sorted((*_to_line_end(source.text, _SLASHES), *_enclosed(source.text, _BLOCK))))
    elif source.kind == "yaml":
        yield from _in_text(source, _to_line_end(source.text, _HASH))
    elif source.kind == "xml":
        yield from _in_text(source, _enclosed(source.text, _HTML))
    elif source.kind == "template":
        yield from _in_text(source, _enclosed(source.text, _TEMPLATE))
    elif source.kind == "markdown":
        yield from _in_text(source, _enclosed(_without_code(source.text), _HTML))
    elif source.kind in ("rst", "po"):
        yield from _in_text(source, _to_line_end(source.text, _RST if source.kind == "rst" else _PO))


def _in_python(source: Source, words: Sequence[str]) -> Iterator[Comment]:
    for line, offset, comment in _python_comments(source, words):
        whole = _Line(source, line)
        for match in _SEGMENT.finditer(comment):
            text = match[0].rstrip()
            yield whole.comment(offset + match.start(), match[0][1:], text, is_last=match.end() == len(comment))


def _python_comments(source: Source, words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the line, the 0-based column and the text of each comment. Tokens take ten times as long as spans."""
    spans = source.spans
    if spans is None:
        yield from ((*token.start, token.string) for token in source.tokens if token.type == tokenize.COMMENT)
        return
    text, starts = source.text, source.line_starts
    for start, end in spans:
        if text[start] == "#" and (not words or _has_any(text[start:end].lower(), words)):
            line = bisect_right(starts, start)
            yield line, start - starts[line - 1], text[start:end]


def _has_any(text: str, words: Sequence[str]) -> bool:
    return any([word in text for word in words])


class _Line:
    """A line with comments. No step looks at all of it for each of them: there may be a million."""

    def __init__(self, source: Source, number: int) -> None:
        self._number = number
        self._is_last_line = number >= len(source.lines)
        self._text = source.line(number)
        self._begin = len(self._text) - len(self._text.lstrip())  #: offset of the first character that is no blank
        self._end = len(self._text.rstrip())

    def comment(self, start: int, body: str, text: str, *, is_last: bool) -> Comment:
        """Make a comment of one line; ``start`` is 0-based. What follows one that is not the last takes its place."""
        number, end = self._number, start + len(text)
        is_alone = start <= self._begin and end >= self._end
        if is_alone and not self._is_last_line:
            removal = (number, 1, number + 1, 1)
        elif is_last:
            before = start
            while before and self._text[before - 1].isspace():
                before -= 1
            removal = (number, before + 1, number, len(self._text) + 1)
        else:
            while end < len(self._text) and self._text[end].isspace():
                end += 1
            removal = (number, start + 1, number, end + 1)
        return Comment(number, start + 1, number, body, text, is_alone, removal)

    def is_over(self, offset: int) -> bool:
        """Is there nothing but blanks from here on?"""
        return offset >= self._end

    def begins(self, offset: int) -> bool:
        """Is there nothing but blanks before?"""
        return offset <= self._begin


#: Offsets of a comment: where it begins, its text begins, its text ends, it ends.
_Span = tuple[int, int, int, int]


def _enclosed(text: str, begin: re.Pattern[str]) -> Iterator[_Span]:
    """Yield comments that have an end; where one end is missing once it is missing for good."""
    position = 0
    endless: set[str] = set()
    while match := begin.search(text, position):
        sign = match[0][:2]
        end = None if sign in endless else _ENDS[sign].search(text, match.end())
        if end is None:
            endless.add(sign)
            position = match.end()
        else:
            yield match.start(), match.end(), end.start(), end.end()
            position = end.end()


def _to_line_end(text: str, begin: re.Pattern[str]) -> Iterator[_Span]:
    for match in begin.finditer(text):
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        yield match.start(1), match.end(1), end, end


def _in_text(source: Source, spans: Iterable[_Span]) -> Iterator[Comment]:
    starts = [0, *accumulate(len(line) for line in source.lines)]
    number, whole = 0, _Line(source, 1)
    for begin, body_begin, body_end, end in spans:
        line, last_line = bisect_right(starts, begin), bisect_right(starts, max(end - 1, begin))
        if line != number:
            number, whole = line, _Line(source, line)
        offset = begin - starts[line - 1]
        body = source.text[body_begin:body_end]
        if last_line == line:
            shown = source.text[begin:end].rstrip()
            yield whole.comment(offset, body, shown, is_last=whole.is_over(offset + len(shown)))
        else:
            yield Comment(line, offset + 1, last_line, body, "", whole.begins(offset), ())


def _without_code(text: str) -> str:
    """Blank out fenced blocks and code spans: an example of a comment is no comment."""
    return "\n".join(map(_without_spans, _FENCE.sub(_blanks, text).split("\n")))


def _without_spans(line: str) -> str:
    """Blank out the code spans of a line: from a run of backticks to the next one that is as long."""
    if line.count("`") < 2:
        return line
    runs = [match.span() for match in _BACKTICKS.finditer(line)]
    same: dict[int, int] = {}  #: by length: the run that was seen last
    closing: dict[int, int] = {}  #: for each run the next one that is as long
    for index in range(len(runs) - 1, -1, -1):
        length = runs[index][1] - runs[index][0]
        if length in same:
            closing[index] = same[length]
        same[length] = index
    parts, done, index = [], 0, 0
    while index < len(runs):
        if index in closing:
            start, end = runs[index][0], runs[closing[index]][1]
            parts += [line[done:start], " " * (end - start)]
            done, index = end, closing[index]
        index += 1
    return "".join([*parts, line[done:]])


def _blanks(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])
