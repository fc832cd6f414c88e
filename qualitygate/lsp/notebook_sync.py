"""What the client tells of notebooks: which are open, what their cells are, and how those change."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from qualitygate.lsp.checks import Checks
from qualitygate.lsp.documents import Document
from qualitygate.lsp.messages import Message, read_params
from qualitygate.lsp.notebooks import OpenNotebook
from qualitygate.lsp.protocol import (
    CellChanges,
    DidChangeNotebook,
    DidCloseNotebook,
    DidOpenNotebook,
    DidSaveNotebook,
    DocumentItem,
)


class NotebookSync:
    """Keeps the notebooks of :class:`~qualitygate.lsp.checks.Checks` as the client has them."""

    def __init__(self, checks: Checks) -> None:
        self._checks = checks
        self._told = count(1)

    def did_open(self, message: Message) -> None:
        """Take a notebook in, and its cells."""
        said = read_params(message, DidOpenNotebook)
        notebook = OpenNotebook(said.notebook_document.uri, list(said.notebook_document.cells))
        self._checks.notebooks[notebook.uri] = notebook
        self._open(said.cell_text_documents)
        self._changed(notebook)

    def did_change(self, message: Message) -> None:
        """Put cells in and out, and change their texts."""
        said = read_params(message, DidChangeNotebook)
        notebook = self._checks.notebooks.get(said.notebook_document.uri)
        if notebook is None or said.change.cells is None:
            return
        self._change(notebook, said.change.cells)
        self._changed(notebook)

    def did_save(self, message: Message) -> None:
        """Check what waits for it."""
        notebook = self._checks.notebooks.get(read_params(message, DidSaveNotebook).notebook_document.uri)
        for cell in notebook.cells if notebook is not None else ():
            self._checks.saved(cell.document)

    def did_close(self, message: Message) -> None:
        """Forget a notebook and its cells."""
        said = read_params(message, DidCloseNotebook)
        self._checks.notebooks.pop(said.notebook_document.uri, None)
        for document in said.cell_text_documents:
            self._checks.closed(document.uri)

    def _change(self, notebook: OpenNotebook, changes: CellChanges) -> None:
        structure = changes.structure
        if structure is not None:
            at = structure.array
            notebook.cells[at.start : at.start + at.delete_count] = at.cells or ()
            self._open(structure.did_open or ())
            for document in structure.did_close or ():
                self._checks.closed(document.uri)
        new = {cell.document: cell for cell in changes.data or ()}
        notebook.cells = [new.get(cell.document, cell) for cell in notebook.cells]
        for content in changes.text_content or ():
            text = self._checks.documents.get(content.document.uri)
            if text is not None:
                text.change(content.changes, content.document.version, self._checks.units)

    def _open(self, items: Sequence[DocumentItem]) -> None:
        for item in items:
            document = Document(item.uri, item.text, version=item.version, language=item.language_id)
            self._checks.opened(document)

    def _changed(self, notebook: OpenNotebook) -> None:
        """What one cell says may change what is right in every other."""
        notebook.told = next(self._told)
        for cell in notebook.cells:
            self._checks.changed(cell.document)
