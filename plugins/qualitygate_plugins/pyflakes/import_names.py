"""Takes names out of an import statement that keeps others, so that its layout and its comments stay."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from qualitygate_plugins.pyflakes.comments import is_pragma
from qualitygate_plugins.pyflakes.spans import Change, Spans

#: Import statements hold no strings, so these pieces are all there is.
_PIECE = re.compile(r"#[^\n]*|\\\n|\n|[(),]|[^\s(),#\\]+|[^\S\n]+")
_BREAKS = ("\n", "\\\n")


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    start: int
    cut: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_blank(self) -> bool:
        return self.text.isspace() and self.text != "\n"

    @property
    def is_comment(self) -> bool:
        return self.text.startswith("#")

    @property
    def stays(self) -> bool:
        """Is it a word, bracket, comma or comment that is kept?"""
        return not self.cut and not self.is_blank and self.text not in _BREAKS


def without_names(
    spans: Spans, statement: ast.Import | ast.ImportFrom, names: Collection[ast.alias]
) -> list[Change]:
    """Return how to remove ``names``, some of the statement's names but not all.

    Each line that loses its only names goes; a comment about them stays unless it spoke to a tool about that line. A
    closing bracket left alone moves up behind the last name.
    """
    pieces = _pieces(spans, statement, names)
    changes: list[Change] = []
    lines = list(_lines(pieces))
    for index, line in enumerate(lines):
        if any(piece.cut for piece in line):
            above = [piece for other in lines[:index] for piece in other if piece.stays]
            changes += _without_cut(line, above, spans, statement)
    changes += _moved_up(spans, pieces)
    last = max(piece.end for piece in pieces if piece.stays and not piece.is_comment)
    if last < pieces[-1].end:
        changes.append((last, pieces[-1].end, ""))
    return changes


def _pieces(spans: Spans, statement: ast.Import | ast.ImportFrom, names: Collection[ast.alias]) -> list[_Piece]:
    """Split the statement, marking what goes: the names, and the comma behind each or, at the end, before it."""
    start, end = spans.start(statement), spans.end(statement)
    plain = [_Piece(match[0], match.start(), cut=False) for match in _PIECE.finditer(spans.text, start, end)]
    commas = [index for index, piece in enumerate(plain) if piece.text == ","]
    cut: set[int] = set()
    for number, alias in enumerate(statement.names):
        if alias in names:
            first, last = spans.start(alias), spans.end(alias)
            cut |= {index for index, piece in enumerate(plain) if first <= piece.start < last}
            cut |= set(commas[number : number + 1])
    kept = max(number for number, alias in enumerate(statement.names) if alias not in names)
    if kept + 1 < len(statement.names) == len(commas) + 1:
        cut.add(commas[kept])
    return [_Piece(piece.text, piece.start, index in cut) for index, piece in enumerate(plain)]


def _lines(pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    line: list[_Piece] = []
    for piece in pieces:
        line.append(piece)
        if piece.text in _BREAKS:
            yield line
            line = []
    if line:
        yield line


def _without_cut(
    line: Sequence[_Piece], above: Sequence[_Piece], spans: Spans, statement: ast.AST
) -> Iterator[Change]:
    """Yield how to remove what is cut from one line; ``above`` is what stays of the lines before it."""
    staying = [piece for piece in line if piece.stays]
    if all(is_pragma(spans, piece.text) for piece in staying):
        yield (line[0].start, line[-1].end, "")
    elif staying[0].text == ")" and above:
        if above[-1].is_comment:
            yield (line[0].start, staying[0].start, _bracket_indent(line, above, spans, statement))
        else:
            yield (above[-1].end, staying[0].start, "")
    else:
        yield from _without_runs(line)


def _bracket_indent(
    line: Sequence[_Piece], above: Sequence[_Piece], spans: Spans, statement: ast.AST
) -> str:
    """Return the blanks before a closing bracket that keeps its line: under the names, or under the statement."""
    opening = next(piece for piece in above if piece.text == "(")
    if spans.text[opening.end] not in "\n#" and line[0].is_blank:
        return line[0].text
    start = spans.start(statement)
    return spans.text[spans.line_start(start) : start]


def _without_runs(line: Sequence[_Piece]) -> Iterator[Change]:
    """Yield how to remove each run of cut pieces with the blanks on one side of it, inside a line that stays."""
    index = 0
    while index < len(line):
        first = index
        while index < len(line) and (line[index].cut or line[index].is_blank):
            index += 1
        run = line[first:index]
        cuts = [piece for piece in run if piece.cut]
        if cuts:
            before = line[first - 1] if first else None
            after = line[index].text if index < len(line) else "\n"
            if before is None:
                yield (cuts[0].start, run[-1].end, "")
            elif after == "\n":
                yield (run[0].start, run[-1].end, "")
            elif after in (")", "\\\n") or after.startswith("#"):
                yield (run[0].start, cuts[-1].end, "")
            else:
                yield (cuts[0].start, run[-1].end, "")
        index += 1


def _moved_up(spans: Spans, pieces: Sequence[_Piece]) -> Iterator[Change]:
    """Keep names aligned under the first one when the bracket's line loses all of its names.

    Comments in the way go above the statement: behind the bracket one would turn the alignment into a wrong indent.
    """
    opening = next((index for index, piece in enumerate(pieces) if piece.text == "("), None)
    if opening is None or not pieces[opening + 1].cut:
        return
    bracket, rest = pieces[opening], pieces[opening + 1 :]
    first = next(number for number, piece in enumerate(rest) if piece.stays and not piece.is_comment)
    name, between = rest[first], rest[:first]
    line = spans.line_start(pieces[0].start)
    indent = spans.text[line : pieces[0].start]
    comments = [piece.text for piece in between if piece.is_comment and not is_pragma(spans, piece.text)]
    if all(piece.text != "\n" for piece in between) or (comments and indent.strip()):
        return
    if name.start - spans.line_start(name.start) >= bracket.end - spans.line_start(bracket.end):
        yield (bracket.end, name.start, "")
        if comments:
            yield (line, line, "".join(f"{indent}{comment.rstrip()}\n" for comment in comments))
