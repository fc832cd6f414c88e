"""An open notebook: its cells, which the client has as documents, as the file that they will be, and the way back.

Findings of the file become findings of cells; a fix becomes one where it changes a single cell.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from qualitygate.lsp.documents import Document
from qualitygate.lsp.protocol import NotebookCell
from qualitygate.model.finding import Finding
from qualitygate.model.fix import Edit, Fix, apply_edits
from qualitygate.model.judgement import Judgement
from qualitygate.model.location import Location, Related
from qualitygate.model.replacement import replace
from qualitygate.vcs.hunks import find_hunks

_CODE = 2  #: kind of a cell
#: What a message says of the place, which an editor shows.
_CELL = re.compile(r" \(cell \d+, line \d+\)\Z")
_HEAD, _TAIL = '{"cells": [\n', '], "nbformat": 4, "nbformat_minor": 5}\n'


class OpenNotebook(Struct):
    """A notebook as the client has it."""

    uri: str
    cells: list[NotebookCell] = field(default_factory=list)
    told: int = 0  #: another number whenever the client has told of it

    def changes(self, documents: Mapping[str, Document]) -> tuple[int, ...]:
        """Return what is another value as soon as a cell is another one."""
        return (self.told, *(documents[cell.document].changes for cell in self.known(documents)))

    def known(self, documents: Mapping[str, Document]) -> list[NotebookCell]:
        """Return the cells whose texts are there."""
        return [cell for cell in self.cells if cell.document in documents]


class WrittenNotebook:
    """One state of a notebook as a file: every line of a cell is a line of it."""

    def __init__(self, notebook: OpenNotebook, documents: Mapping[str, Document]) -> None:
        self._rows: dict[int, tuple[str, int]] = {}  #: by line of the file: a cell's document, and its line, from 1
        self._texts: dict[str, list[str]] = {}  #: the lines of each cell, by document
        cells = notebook.known(documents)
        parts, row = [_HEAD], 1
        for index, cell in enumerate(cells):
            document = documents[cell.document]
            is_code = cell.kind == _CODE and document.language in ("", "python")
            lines = _lines(document.text)
            self._texts[cell.document] = lines
            parts.append(f'{{"cell_type": "{"code" if is_code else "raw"}", "source": [\n')
            row += 1
            for number, line in enumerate(lines, start=1):
                row += 1
                self._rows[row] = cell.document, number
                parts.append(json.dumps(line, ensure_ascii=False) + (",\n" if number < len(lines) else "\n"))
            parts.append("]}" + (",\n" if index + 1 < len(cells) else "\n"))
            row += 1
        self.text = "".join([*parts, _TAIL])
        self._order = [cell.document for cell in cells]

    def of_cell(self, judgements: Sequence[Judgement], uri: str) -> Iterator[Judgement]:
        """Yield what is about one cell, in its lines and columns. What is about the whole is about the first cell."""
        for judgement in judgements:
            where = judgement.finding.location
            at = self._rows.get(where.line)
            if at is not None and at[0] == uri:
                yield replace(judgement, finding=self._moved(judgement.finding, uri))
            elif at is None and self._order[:1] == [uri]:
                yield replace(
                    judgement, finding=replace(judgement.finding, location=Location(where.path), fix=None, related=())
                )

    def changed(self, text: str) -> dict[str, str]:
        """Return the new texts of the cells that are others in a new text of the file, by document."""
        pairs = zip(self._order, json.loads(text)["cells"], strict=True)
        new = {document: "".join(cell["source"]) for document, cell in pairs}
        return {document: each for document, each in new.items() if each != "".join(self._texts[document])}

    def _moved(self, finding: Finding, uri: str) -> Finding:
        where = finding.location
        line, column = self._place(where.line, where.column)
        is_end_here = self._rows.get(where.end_line, ("", 0))[0] == uri
        end = self._place(where.end_line, where.end_column) if is_end_here else (0, 0)
        fix = self._fix(finding.fix, uri) if finding.fix is not None else None
        said = _CELL.sub("", finding.message)
        related = tuple(self._related(finding.related))
        return replace(
            finding, message=said, location=Location(where.path, line, column, *end), fix=fix, related=related
        )

    def _related(self, related: Sequence[Related]) -> Iterator[Related]:
        """Yield places in cells, whose paths are the URIs of these: to an editor, the file has no lines."""
        for each in related:
            at = self._rows.get(each.location.line)
            if at is not None:
                line, column = self._place(each.location.line, each.location.column)
                yield Related(Location(at[0], line, column), each.message)

    def _place(self, row: int, column: int) -> tuple[int, int]:
        """Return line and column in a cell; what JSON writes longer counts as one character."""
        uri, line = self._rows[row]
        left, at = column - 2, 0  # a quote stands before it
        for character in self._texts[uri][line - 1]:
            if left <= 0:
                break
            left -= len(json.dumps(character, ensure_ascii=False)) - 2
            at += 1
        return line, at + 1 if column else 0

    def _fix(self, fix: Fix, uri: str) -> Fix | None:
        new = self.changed(apply_edits(self.text, fix.edits))
        changed = {document: _lines(text) for document, text in new.items()}
        if changed.keys() != {uri}:
            return None
        edits = []
        for hunk in find_hunks(self._texts[uri], changed[uri]):
            first = hunk.old_start if hunk.removed else hunk.old_start + 1
            edits.append(Edit(first, 1, first + len(hunk.removed), 1, "".join(hunk.added)))
        return replace(fix, edits=tuple(self._inside(edit, uri) for edit in edits))

    def _inside(self, edit: Edit, uri: str) -> Edit:
        """Return an edit that does not leave the cell: behind its last line there is none."""
        lines = self._texts[uri]
        if edit.end_line <= len(lines) or lines[-1].endswith("\n"):
            return edit
        end = len(lines), len(lines[-1]) + 1
        if edit.start_line <= len(lines):
            return Edit(edit.start_line, edit.start_column, *end, edit.replacement)
        return Edit(*end, *end, "\n" + edit.replacement)


def _lines(text: str) -> list[str]:
    """Return the lines as a notebook has them; what is no character becomes a question mark."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode()
    lines = [line + "\n" for line in whole.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]
