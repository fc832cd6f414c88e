"""Reads Python: comments, docstrings and the strings that are prose, all by the tokens of the source."""

from __future__ import annotations

import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from qualitygate.api import Source
from qualitygate_plugins.spelling.prose import TAKEN, Builder, Prose, take_out, without_code
from qualitygate_plugins.spelling.readers import rst
from qualitygate_plugins.spelling.readers.comments import CommentBlocks, without_tool_comments
from qualitygate_plugins.spelling.readers.escapes import CONTINUATION, without_escapes
from qualitygate_plugins.spelling.readers.values import read_value

_COMMENT, _STRING = tokenize.COMMENT, tokenize.STRING
#: Python 3.12 cuts f-strings (3.14 also t-strings) into tokens; before, they are one string.
_STARTS, _MIDDLES, _ENDS = (
    frozenset(getattr(tokenize, name) for name in names if hasattr(tokenize, name))
    for names in (
        ("FSTRING_START", "TSTRING_START"),
        ("FSTRING_MIDDLE", "TSTRING_MIDDLE"),
        ("FSTRING_END", "TSTRING_END"),
    )
)
_READ = frozenset((_COMMENT, _STRING, *_MIDDLES, *_STARTS))
#: Between two tokens these mean nothing.
_SILENT = frozenset((tokenize.NL, tokenize.COMMENT, tokenize.ENCODING))
#: Behind one of these a string is a statement of its own: a docstring of something, or a note.
_STATEMENT_START = frozenset((tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT))
_STATEMENT_END = frozenset((tokenize.NEWLINE, tokenize.COMMENT, tokenize.ENDMARKER, tokenize.NL))

_QUOTE = re.compile("([A-Za-z]*)('''|\"\"\"|'|\")")
#: Code that somebody commented out: an assignment, a definition, an import, a call that is all of the line.
_OLD_CODE = re.compile(
    r"#+\s*(?:[\w.\[\]'\"]+(?:\s*,\s*[\w.]+)*\s*(?:[-+*/|&]?=(?!=))|(?:async )?def \w+\(|class \w+[(:]|"
    r"import [\w.]+\s*$|from [\w.]+ import |@\w|return [\w.]+[(\[]|>>>|\.\.\. |[\w.]+\(.*\)[,:]?\s*$|"
    r"[\"'][\w.]+[\"']\s*[:,]|\$ |SELECT |INSERT )"
)
#: The name of a parameter before its description, as Google and NumPy write it, and Epytext's fields.
_PARAMETER = re.compile(
    r"^[ \t]+\*{0,2}[a-z_]\w*(?:[ \t]*\([^()\n]*\))?[ \t]*:(?=\s)|^[ \t]*@\w+[^:\n]{0,40}:", re.MULTILINE
)
#: What makes a docstring more than a text: a program prints it, or reads a grammar out of it.
_USES_OF_DOCSTRINGS = ("__doc__", "getdoc", "docopt", "yacc", "import sly", "from sly")


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands between the quotes of a string; an f-string has several, with fields between."""

    start: int
    end: int
    prefix: str = ""  #: of a string, in lower case
    is_field: bool = False


def read(source: Source) -> Prose:
    """Read what ``source.tokens`` has; a file that breaks off is read up to there. Strings are unsafe to change.

    Strings that Python joins are one text, and so are comments of one column on lines that follow each other.
    """
    reading = _Reading(source.text)
    starts = [0, *accumulate(map(len, source.lines))]
    tokens = source.tokens
    before = tokenize.NEWLINE
    strings = reading.strings
    for index, token in _outside_fields(tokens):
        kind = token[0]
        if kind in _READ:
            start, end = starts[token[2][0] - 1] + token[2][1], starts[token[3][0] - 1] + token[3][1]
            if kind == _COMMENT:
                reading.comments.add(start, end)
            elif kind == _STRING:
                reading.string(start, end, _is_statement(tokens, index, before))
            elif kind in _MIDDLES:
                reading.middle(start, end)
            else:
                reading.start_of_fields(token[1])
        elif kind in _SILENT:
            continue
        elif strings:
            reading.other(token, starts[token[2][0] - 1] + token[2][1])
        if kind != _COMMENT:
            before = kind
    return reading.finish()


class _Reading:
    """Collects the pieces of one text until another token shows that it has ended."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._builder = Builder()
        self.comments = CommentBlocks(text, self._builder, _comment, _comments)
        self.strings: list[_Piece] = []  #: those that the next one may be joined to
        self._fields: str | None = None  #: the prefix of the f-string that is open
        self._are_used = any(use in text for use in _USES_OF_DOCSTRINGS)

    def string(self, start: int, end: int, is_statement: bool) -> None:
        self._fields = None
        opening = _QUOTE.match(self._text, start)
        prefix = opening.group(1).lower() if opening else "b"
        if opening is None or "b" in prefix:
            self._end_strings()
            return
        piece = _Piece(opening.end(), end - len(opening.group(2)), prefix)
        if is_statement:
            self._end_strings()
            self._add(piece)
            self._builder.end_passage(_docstring, unsafe=self._are_used)
        else:
            self.strings.append(piece)

    def start_of_fields(self, opening: str) -> None:
        self._fields = opening.rstrip("'\"").lower().replace("f", "").replace("t", "")

    def middle(self, start: int, end: int) -> None:
        self.strings.append(_Piece(start, end, self._fields or ""))

    def other(self, token: tokenize.TokenInfo, start: int) -> None:
        if token[0] in _ENDS:
            self._fields = None
        elif self._fields is not None:
            self.strings.append(_Piece(start, start, is_field=True))
        elif token[1] != "+":
            self._end_strings()

    def finish(self) -> Prose:
        self._end_strings()
        self.comments.end()
        return self._builder.prose()

    def _end_strings(self) -> None:
        if self.strings:
            for piece in self.strings:
                self._add(piece)
            self._builder.end_passage(read_value, unsafe=True)
            self.strings.clear()

    def _add(self, piece: _Piece) -> None:
        """Add a string's text without its escapes and fields, and without the line breaks that are only in the code."""
        if piece.is_field:
            self._builder.add(TAKEN, piece.start, 0)
            return
        body = without_escapes(self._text[piece.start : piece.end], piece.prefix)
        if "f" in piece.prefix and "{" in body:
            body = _without_fields(body)
        done = 0
        position = -1 if "r" in piece.prefix else body.find(CONTINUATION)
        while position >= 0:
            self._builder.add(body[done:position], piece.start + done)
            done = position + len(CONTINUATION)
            position = body.find(CONTINUATION, done)
        self._builder.add(body[done:], piece.start + done)


def _outside_fields(tokens: list[tokenize.TokenInfo]) -> Iterator[tuple[int, tokenize.TokenInfo]]:
    """Yield tokens with their index, those in the fields of f-strings left out: strings in them are keys mostly."""
    strings = braces = 0
    for index, token in enumerate(tokens):
        kind = token[0]
        if kind in _STARTS:
            strings += 1
        elif strings:
            if kind in _ENDS:
                strings -= 1
            elif kind == tokenize.OP:
                braces += (token[1] == "{") - (token[1] == "}")
        if not braces:
            yield index, token


def _is_statement(tokens: list[tokenize.TokenInfo], index: int, before: int) -> bool:
    if before not in _STATEMENT_START:
        return False
    return index + 1 == len(tokens) or tokens[index + 1][0] in _STATEMENT_END or tokens[index + 1][1] == ";"


def _comment(comment: str) -> str:
    """Read one line of a comment: its directives, and code that it hides, are taken out."""
    if _OLD_CODE.match(comment):
        return TAKEN * len(comment)
    comment = without_tool_comments(comment)
    marks = len(comment) - len(comment.lstrip("#:!"))
    return " " * marks + comment[marks:]


def _comments(text: str) -> str:
    return rst.without_inline(without_code(text), [])


def _docstring(body: str) -> Prose:
    """Read a docstring as reStructuredText, with the parameter lists of the other styles."""
    if "\n" not in body:
        return rst.read_text(body)
    return rst.read_text(body, without=_PARAMETER, docstring=True)


def _without_fields(body: str) -> str:
    """Take the ``{…}`` of an f-string out where it is one token; doubled braces are text."""
    parts: list[str] = []
    done = depth = 0
    for brace in re.finditer(r"\{\{|\}\}|[{}]", body):
        mark = brace.group()
        if depth == 0 and len(mark) == 2:
            continue
        if mark[0] == "{":
            if depth == 0:
                parts.append(body[done : brace.start()])
                done = brace.start()
            depth += len(mark)
        else:
            depth = max(0, depth - len(mark))
            if depth == 0 and done <= brace.start():
                parts.append(take_out(body[done : brace.end()]))
                done = brace.end()
    return "".join(parts) + (take_out(body[done:]) if depth else body[done:])
