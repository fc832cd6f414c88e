"""A Jupyter notebook as one Python module, and the way back: from places and edits in the module to those in the file.

The format: nbformat 4, https://nbformat.readthedocs.io/en/latest/format_description.html.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from msgspec import Struct

from qualitygate.model.fix import Edit
from qualitygate.source.json_strings import encoded
from qualitygate.source.magics import WORD, binds, in_its_place, magic_lines, words_of
from qualitygate.source.notebook_cells import Cell, Line, NotebookError, read_cells

#: One character of a JSON string as it is written.
_CHARACTER = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|.", re.DOTALL
)


class _Row(Struct, frozen=True):
    """Where a line of the module comes from."""

    cell: int = 0  #: its number; 0: the line is only in the module
    line: int = 0  #: in the cell, from 1
    origin: Line | None = None  #: None: a magic, or only in the module


class Notebook:
    """One notebook. Lines and columns are 1-based; columns count code points, as everywhere."""

    def __init__(self, text: str) -> None:
        """Read a notebook; line breaks of ``text`` are ``\\n``.

        Raises:
            NotebookError: it is none, or it is written so that a line of a cell has no line of the file to itself.
        """
        self._text = text
        self._starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
        #: in small letters; "python" where nothing is said
        self.language, self._cells = read_cells(text, self._starts)
        self._mark = "#: cell"
        while any(self._mark in line.text for cell in self._cells for line in cell.lines):
            self._mark += ":"
        self._marked = re.compile(rf"(?P<code>.*){re.escape(self._mark)} (?P<first>\d+)(?:-(?P<last>\d+))?\n?")

    @cached_property
    def _module(self) -> tuple[str, list[_Row]]:
        texts, rows = ["\n", "\n"], [_Row(), _Row()]
        for index, cell in enumerate(self._cells):
            texts += ["\n", "\n", f"{self._mark} {index}\n"][0 if index else 2 :]
            rows += [_Row()] * (3 if index else 1)
            for at, line in enumerate(cell.lines):
                if not line.text:
                    continue  # as Jupyter may write an empty cell
                is_magic = at in self._magics[index]
                texts.append(self._instead(index, at) if is_magic else line.text.rstrip("\n") + "\n")
                rows.append(_Row(cell.number, at + 1, None if is_magic else line))
        return "".join(texts), rows

    def _instead(self, cell: int, at: int) -> str:
        """Return what stands for one line of a magic: for its first line a statement, where one is needed."""
        lines, magics = self._cells[cell].lines, self._magics[cell]
        mark = f"{self._mark} {cell}-{at}\n"
        if magics[at] != at:
            return mark
        whole = [lines[each].text for each, first in magics.items() if first == at]
        words = [
            word
            for word in dict.fromkeys(word for text in whole for word in words_of(text))
            if word in self._words or not word.isidentifier()
        ]
        # a comment, where it can be one: imports may follow
        is_alone = not words and not lines[at].text[:1].isspace() and not binds(lines[at].text)
        return mark if is_alone else f"{in_its_place(lines[at].text, words).rstrip()}  {mark}"

    @cached_property
    def _magics(self) -> list[dict[int, int]]:
        """Of each cell the lines that are not Python, as :func:`magic_lines` tells them."""
        return [magic_lines([line.text for line in cell.lines]) for cell in self._cells]

    @cached_property
    def _words(self) -> frozenset[str]:
        """All words of the lines that are Python."""
        code = [
            line.text
            for cell, magics in zip(self._cells, self._magics, strict=True)
            for at, line in enumerate(cell.lines)
            if at not in magics
        ]
        return frozenset(WORD.findall("\n".join(code)))

    @cached_property
    def given(self) -> frozenset[str]:
        """All words of the magics: what one of them may give to the code, as ``%time x = 1`` does."""
        pairs = zip(self._cells, self._magics, strict=True)
        return frozenset(word for cell, magics in pairs for at in magics for word in words_of(cell.lines[at].text))

    @property
    def module(self) -> str:
        """The code cells, one behind the other; two blank lines and a comment lie between two of them.

        A magic is a statement there that does nothing and uses the names that it may use.
        """
        return self._module[0]

    def cells_in(self, lines: Sequence[str]) -> tuple[int, ...]:
        """Return the lines at which cells begin, in the module or in what became of it."""
        marks = [(at, self._marked.fullmatch(line)) for at, line in enumerate(lines, start=2) if self._mark in line]
        return tuple(at for at, mark in marks if mark is not None and mark["last"] is None)

    def is_marked(self, line: str) -> bool:
        """Is this line of the module one that no cell has, or a magic?"""
        return self._mark in line

    def place_name(self, line: int) -> str:
        """Say where a line of the module is, for people: "cell 3, line 2"."""
        row = self._row(line)
        return f"cell {row.cell}, line {row.line}"

    def is_code(self, line: int) -> bool:
        """Is this line of the module a line of a cell, and no magic?"""
        return self._row(line).origin is not None

    def nearest(self, line: int) -> int:
        """Return this line of the module, or the last before it that is a line of a cell; 0 where there is none."""
        return next((at for at in range(min(line, len(self._module[1])), 0, -1) if self.is_code(at)), 0)

    def _row(self, line: int) -> _Row:
        rows = self._module[1]
        return rows[line - 1] if 1 <= line <= len(rows) else _Row()

    def place(self, line: int, column: int) -> tuple[int, int]:
        """Return where the file has a place of the module; column 0 stays 0, and line 0 is where it has none."""
        origin = self._row(line).origin
        if origin is None:
            return 0, 0
        if not column:
            return bisect_right(self._starts, origin.start), 0
        offset = origin.start + 1
        for _, match in zip(
            range(column - 1), _CHARACTER.finditer(self._text, offset, origin.first_end - 1), strict=False
        ):
            offset = match.end()
        row = bisect_right(self._starts, offset)
        return row, offset - self._starts[row - 1] + 1

    def edits(self, module: str) -> tuple[Edit, ...]:
        """Return what makes of the file the one whose module is ``module``; nothing else of the file changes.

        Raises:
            NotebookError: in ``module`` the cells are not to be told apart any more.
        """
        new = self._sections(module)
        result: list[Edit] = []
        for index, cell in enumerate(self._cells):
            result += self._cell_edits(cell, new[index])
        return tuple(result)

    def _sections(self, module: str) -> list[list[str]]:
        """Take a module apart: the lines of each cell, magics as they were written."""
        sections: list[list[str]] = []
        for line in re.findall(r"[^\n]*\n|[^\n]+\Z", module):
            match = self._marked.fullmatch(line) if self._mark in line else None
            if match is None:
                if sections:
                    sections[-1].append(line)
                elif line.strip():
                    raise NotebookError("there is code before the first cell")
            elif match["last"] is None:
                if int(match["first"]) != len(sections) or match["code"]:
                    raise NotebookError("cells are in another order")
                if sections:
                    sections[-1] = _without_gap(sections[-1])
                sections.append([])
            else:
                cell, at = int(match["first"]), int(match["last"])
                if cell != len(sections) - 1:
                    raise NotebookError("a magic is in another cell")
                sections[-1].append(_moved(self._cells[cell].lines[at].text, match["code"]))
        if len(sections) != len(self._cells):
            raise NotebookError("a cell is gone")
        return sections

    def _cell_edits(self, cell: Cell, lines: list[str]) -> Iterator[Edit]:
        """Yield what gives a cell these lines: those strings are written anew that are not as they were."""
        old = [line.text for line in cell.lines]
        new = list(lines)
        if new and (not old or not old[-1].endswith("\n")):
            new[-1] = new[-1].rstrip("\n")
            new = new if new[-1] else new[:-1]
        if old == new or not old:
            return
        new = new or [""]
        head = _common(old, new)
        tail = _common(old[head:][::-1], new[head:][::-1])
        gone, come = cell.lines[head : len(old) - tail], new[head : len(new) - tail]
        first = cell.lines[0]
        row = bisect_right(self._starts, first.start) - 1
        between = ",\n" + " " * (first.start - self._starts[row])
        written = between.join(encoded(text, like=self._text) for text in come)
        if gone and come:
            yield self._edit(gone[0].start, gone[-1].end, written)
        elif gone and tail:
            yield self._edit(gone[0].start, cell.lines[len(old) - tail].start, "")
        elif gone:
            yield self._edit(cell.lines[head - 1].end, gone[-1].end, "")
        elif tail:
            at = cell.lines[len(old) - tail].start
            yield self._edit(at, at, written + between)
        else:
            yield self._edit(cell.lines[-1].end, cell.lines[-1].end, between + written)

    def _edit(self, start: int, end: int, text: str) -> Edit:
        first, last = (bisect_right(self._starts, at) for at in (start, end))
        return Edit(first, start - self._starts[first - 1] + 1, last, end - self._starts[last - 1] + 1, text)


def _without_gap(lines: list[str]) -> list[str]:
    """Return the lines of a cell without the two blank ones that follow it in the module."""
    return lines[:-2] if all(not line.strip() for line in lines[-2:]) else lines


def _common(first: Sequence[str], second: Sequence[str]) -> int:
    """Return how many elements two sequences begin with alike."""
    return next(
        (at for at, (one, other) in enumerate(zip(first, second, strict=False)) if one != other),
        min(len(first), len(second)),
    )


def _moved(magic: str, code: str) -> str:
    """Return the line of a magic where ``code``, which stands for it, has come to stand."""
    before, now = (text[: len(text) - len(text.lstrip())].rstrip("\n") for text in (magic, code))
    return (magic if not code or now == before else now + magic.lstrip()).rstrip("\n") + "\n"
