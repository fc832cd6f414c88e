"""The code cells of a Jupyter notebook, and which strings of the file their lines are.

The format: nbformat 4, https://nbformat.readthedocs.io/en/latest/format_description.html.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct

from qualitygate.source.json_strings import NotJSONError, decoded, strings


class NotebookError(Exception):
    """The file is no notebook that can be read; the message says why."""


class Line(Struct, frozen=True):
    """One line of a code cell, and the JSON string that holds it: offsets of its quotes, the end exclusive.

    Jupyter breaks lines at form feeds and the like too, so that one of ours may lie in several strings. All of it is
    told by the place of the first one.
    """

    text: str  #: with its line break, which a cell's last line may lack
    start: int
    end: int  #: of the last string
    first_end: int

    def with_rest(self, rest: Line) -> Line:
        """Return this line with the string that goes on with it."""
        return Line(self.text + rest.text, self.start, rest.end, self.first_end)


class Cell(Struct, frozen=True):
    """A code cell."""

    number: int  #: among all cells, from 1
    lines: tuple[Line, ...]


class _CellDocument(Struct):
    cell_type: str
    source: str | list[str] = ""


class _Document(Struct):
    cells: list[_CellDocument]
    nbformat: int
    metadata: object = None  #: whatever programs have put there


def _language(metadata: object) -> str:
    """Return the language in small letters; "python" where none is told in a way that is understood."""
    for table, key in (("language_info", "name"), ("kernelspec", "language")):
        told = metadata.get(table) if isinstance(metadata, dict) else None
        name = told.get(key) if isinstance(told, dict) else None
        if isinstance(name, str) and name:
            return name.lower()
    return "python"


def read_cells(text: str, starts: Sequence[int]) -> tuple[str, list[Cell]]:
    """Return a notebook's language, and its code cells where that is Python; ``starts`` are the offsets of the lines.

    Raises:
        NotebookError: it is none, or it is written so that a line of a cell has no line of the file to itself.
    """
    try:
        document = decoded(text, _Document)
    except NotJSONError as error:
        raise NotebookError(str(error)) from error
    if document.nbformat < 4:
        raise NotebookError(f"its format is {document.nbformat}; expected 4 or later, as Jupyter writes it today")
    language = _language(document.metadata)
    return language, _read(text, starts, document) if language == "python" else []


def _read(text: str, starts: Sequence[int], document: _Document) -> list[Cell]:
    """Find the strings of the code cells, and hold them against what the document says."""
    found: dict[int, list[tuple[int, int]]] = {}
    for path, start, end in strings(text):
        if path[:1] == ("cells",) and path[2:3] == ("source",) and len(path) <= 4:
            index = path[1]
            assert isinstance(index, int)
            found.setdefault(index, []).append((start, end))
    cells = []
    taken = 0  # the last line of the file that has a line of a cell
    for index, each in enumerate(document.cells):
        if each.cell_type != "code":
            continue
        lines = _lines(text, found.get(index, ()), index + 1)
        wanted = each.source if isinstance(each.source, str) else "".join(each.source)
        if "".join(line.text for line in lines) != wanted.replace("\r\n", "\n"):
            raise NotebookError(f"cell {index + 1} has a key twice")
        for line in lines:
            row = bisect_right(starts, line.start)
            if row <= taken:
                raise NotebookError(_packed(index + 1))
            taken = bisect_right(starts, line.end - 1)
        cells.append(Cell(index + 1, lines))
    return cells


def _lines(text: str, found: Sequence[tuple[int, int]], cell: int) -> tuple[Line, ...]:
    """Read the strings of a cell; what does not end a line goes on in the next string."""
    lines: list[Line] = []
    for start, end in found:
        line = _line(text, start, end, cell)
        if lines and not lines[-1].text.endswith("\n"):
            lines[-1] = lines[-1].with_rest(line)
        else:
            lines.append(line)
    return tuple(lines)


def _line(text: str, start: int, end: int, cell: int) -> Line:
    read = decoded(text[start:end], str).replace("\r\n", "\n")
    if "\n" in read[:-1] or "\r" in read:
        raise NotebookError(_packed(cell))
    return Line(read, start, end, end)


def _packed(cell: int) -> str:
    return f"cell {cell} has not each line in a line of the file to itself; save the notebook with Jupyter"
