"""New texts of documents as edits that a client makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from qualitygate.lsp.client import Client
from qualitygate.lsp.documents import Document, split_lines
from qualitygate.lsp.positions import Units
from qualitygate.lsp.protocol import Position, Range, TextEdit, Wire
from qualitygate.vcs.hunks import find_hunks


class WorkspaceEdit(Wire, frozen=True):
    """Edits of documents, with the version that they are for where the client can tell."""

    changes: Mapping[str, Sequence[TextEdit]] | None = None
    document_changes: Sequence[object] | None = None


class _Versioned(Struct, frozen=True):
    """A document that says of its version also that it has none."""

    uri: str
    version: int | None


class _DocumentEdit(Wire, frozen=True):
    text_document: _Versioned
    edits: Sequence[TextEdit]


class Editing(Struct, frozen=True):
    """What one has to know to make edits for a client."""

    client: Client
    units: Units
    documents: Mapping[str, Document]  #: all that are open

    def made(self, edits: Mapping[str, Sequence[TextEdit]]) -> WorkspaceEdit:
        """Return edits by document as the client takes them; a document that is not open has no version."""
        if not self.client.versions_edits:
            return WorkspaceEdit(edits)
        versions = {uri: document.version for uri, document in self.documents.items()}
        return WorkspaceEdit(
            document_changes=[_DocumentEdit(_Versioned(uri, versions.get(uri)), each) for uri, each in edits.items()]
        )

    def turning(self, document: Document, text: str) -> list[TextEdit]:
        """Return edits of whole lines that turn a document into a text."""
        edits = []
        for hunk in find_hunks(document.lines, split_lines(text)):
            first = hunk.old_start - 1 if hunk.removed else hunk.old_start
            start, end = (self._line_start(document, index) for index in (first, first + len(hunk.removed)))
            edits.append(TextEdit(Range(start, end), "".join(hunk.added)))
        return edits

    def _line_start(self, document: Document, index: int) -> Position:
        if index < len(document.lines):
            return Position(index, 0)
        last = len(document.lines) - 1
        text = document.line(last)
        return Position(last, self.units.from_codepoint(text, len(text)))
