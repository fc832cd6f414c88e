"""Breaks a logical line at more places, and says where its lines then stand."""

from __future__ import annotations

import tokenize
from collections.abc import Collection, Mapping, Sequence

from qualitygate.api import Edit
from qualitygate_plugins.pep8.fixes.continuation import indent
from qualitygate_plugins.pep8.fixes.layout import Layout, Token, edit
from qualitygate_plugins.pep8.fixes.options import OF_CONTINUATION, FixOptions


def wrap(
    layout: Layout, span: tuple[int, int], breaks: Collection[int], options: FixOptions, *, strict: bool = False
) -> list[Edit] | None:
    """Return the edits that start a new line at each token of ``breaks`` and put every line where it must stand.

    None when a line would be too long that is not so now, or could not be put right; when ``strict``, also when a
    part of a broken line would still be too long.
    """
    draft = _Draft(layout, span, breaks, options)
    # what is in order stays so, asked for or not
    wanted = OF_CONTINUATION if is_tidy(layout, span, options) else OF_CONTINUATION & options.wanted
    result = indent(
        draft.tokens,
        options,
        wanted,
        fixed_rows=draft.fixed_rows,
        lengths=draft.lengths if "E501" in options.wanted else {},
        tabs=layout.first_indentation == "\t",
    )
    if result.wrong or (strict and not draft.fits(result.columns)):
        return None
    return draft.edits(result.columns)


def is_tidy(layout: Layout, span: tuple[int, int], options: FixOptions) -> bool:
    """Whether pycodestyle has nothing to say about the continuation lines of a logical line."""
    known = layout.tidy.get(span[0])
    if known is None:
        tokens = layout.tokens[span[0] : span[1]]
        one_row = tokens[0][2][0] == tokens[-1][2][0]
        known = layout.tidy[span[0]] = one_row or not indent(tokens, options, OF_CONTINUATION, move=False).wrong
    return known


class _Draft:
    """The tokens of a logical line as they would be with the breaks in it."""

    def __init__(self, layout: Layout, span: tuple[int, int], breaks: Collection[int], options: FixOptions) -> None:
        self._layout = layout
        self._options = options
        self._breaks: dict[int, int] = {}  #: new row by token index
        self._columns: dict[int, int] = {}  #: where it begins, by token index
        self._origin: dict[int, int] = {}  #: old row by new row, of those that begin as before
        self.tokens: list[Token] = []
        self.lengths: dict[int, int] = {}
        self.fixed_rows: set[int] = set()
        self._build(span, breaks)

    def _build(self, span: tuple[int, int], breaks: Collection[int]) -> None:
        old = self._layout.tokens
        down = right = current = 0
        opened: list[int] = []  #: the rows of the brackets around a token
        for index in range(*span):
            token = old[index]
            if token[2][0] != current:
                current, right = token[2][0], 0
                self._origin[current + down] = current
                if self._layout.starts_in_string(current):
                    self.fixed_rows.add(current + down)
            if index in breaks:
                self._end_row(old[index - 1], down)
                down += 1
                self._columns[index] = self._guess(token, opened)
                right = self._columns[index] - token[2][1]
                self._breaks[index] = current + down
            if token[0] == tokenize.OP and token[1] in "([{":
                opened.append(token[2][0])
            elif token[0] == tokenize.OP and token[1] in ")]}" and opened:
                opened.pop()
            end = token[3]
            if down:
                end = (token[3][0] + down, token[3][1] + (right if token[3][0] == token[2][0] else 0))
                token = token._replace(start=(token[2][0] + down, token[2][1] + right), end=end)
            self.tokens.append(token)
            if token[0] not in (tokenize.NL, tokenize.NEWLINE):
                self.lengths[end[0]] = end[1]
                if old[index][3][0] != old[index][2][0]:
                    current, right = old[index][3][0], 0
                    self._origin[current + down] = current
                    self.fixed_rows.add(current + down)

    def _end_row(self, before: Token, down: int) -> None:
        end = self.tokens[-1][3]
        self.tokens.append(before._replace(type=tokenize.NL, string="\n", start=end, end=(end[0], end[1] + 1)))

    def _guess(self, token: Token, opened: Sequence[int]) -> int:
        """A first column for a new line; the walk moves it."""
        closes = token[0] == tokenize.OP and token[1] in ")]}"
        margin = len(self._layout.indentation(opened[-1] if closes and opened else token[2][0]))
        return margin + (0 if closes else self._options.indent_size)

    def fits(self, columns: Mapping[int, int]) -> bool:
        """Whether every part of the broken lines is short enough, with the lines where they will be."""
        starts = {row: self._columns[index] for index, row in self._breaks.items()}
        parts = starts.keys() | {row - 1 for row in starts}
        return all(
            self.lengths[row] + columns.get(row, starts.get(row, 0)) - starts.get(row, 0)
            <= self._options.max_line_length
            for row in parts
            if row in starts or row not in columns
        )

    def edits(self, columns: Mapping[int, int]) -> list[Edit]:
        """The edits that break, and that move what the walk moved."""
        made = []
        starts = {row: None for row in columns}
        for index, row in self._breaks.items():
            token, before = self._layout.tokens[index], self._layout.tokens[index - 1]
            made.append(edit(before[3], token[2], "\n" + " " * columns.get(row, self._columns[index])))
            starts.pop(row, None)
        for row in starts:
            made.append(move(self._layout, self._origin[row], columns[row]))
        return sorted(made)


def move(layout: Layout, row: int, column: int) -> Edit:
    """The edit that lets the row begin at the column."""
    width = len(layout.indentation(row))
    if column < width:
        return edit((row, column), (row, width), "")
    return edit((row, width), (row, width), " " * (column - width))
