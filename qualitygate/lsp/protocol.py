"""The values of the Language Server Protocol that we read and write, as far as we use them.

Source: the specification, version 3.18. Lines and characters are 0-based, ends exclusive; what a character is, client
and server have agreed upon.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

from msgspec import Meta, Struct

_Natural = Annotated[int, Meta(ge=0)]


class Position(Struct, frozen=True, order=True):
    """A place between two characters."""

    line: _Natural
    character: _Natural


class Range(Struct, frozen=True, order=True):
    """From one place to another."""

    start: Position
    end: Position


class Wire(Struct, frozen=True, rename="camel", omit_defaults=True):
    """What travels: names in camel case, and nothing that says nothing."""


class DocumentId(Wire, frozen=True):
    """A document by its URI."""

    uri: str
    version: int | None = None


class DocumentItem(Wire, frozen=True):
    """A document as it is opened."""

    uri: str
    text: str
    version: int = 0
    language_id: str = ""


class DidOpen(Wire, frozen=True):
    """Parameters of ``textDocument/didOpen``."""

    text_document: DocumentItem


class ContentChange(Wire, frozen=True):
    """Text in the place of a range, or of the whole document."""

    text: str
    range: Range | None = None


class DidChange(Wire, frozen=True):
    """Parameters of ``textDocument/didChange``; each change refers to the text that the one before has left."""

    text_document: DocumentId
    content_changes: Sequence[ContentChange]


class AboutDocument(Wire, frozen=True):
    """Parameters of all that is about one document and says no more: ``didClose``, ``didSave``."""

    text_document: DocumentId


class CodeDescription(Wire, frozen=True):
    """Where more is told about a code."""

    href: str


class Place(Wire, frozen=True):
    """A range of some document."""

    uri: str
    range: Range


class RelatedInformation(Wire, frozen=True):
    """Another place that a diagnostic is about, and what is there."""

    location: Place
    message: str


class Diagnostic(Wire, frozen=True):
    """What is wrong at a place."""

    range: Range
    message: str
    severity: int = 0  #: 1 error, 2 warning, 3 information, 4 hint
    code: str = ""
    code_description: CodeDescription | None = None
    source: str = ""
    tags: Sequence[int] = ()  #: 1 unnecessary, 2 deprecated
    related_information: Sequence[RelatedInformation] = ()
    data: Mapping[str, str] | None = None


class Publish(Wire, frozen=True):
    """Parameters of ``textDocument/publishDiagnostics``."""

    uri: str
    diagnostics: Sequence[Diagnostic]
    version: int | None = None


class FullReport(Struct, frozen=True, rename="camel"):
    """An answer to ``textDocument/diagnostic``, with what is wrong, be it nothing."""

    result_id: str
    items: Sequence[Diagnostic]
    kind: str = "full"


class UnchangedReport(Struct, frozen=True, rename="camel"):
    """An answer to ``textDocument/diagnostic``: what the client has is right."""

    result_id: str
    kind: str = "unchanged"


class TextEdit(Wire, frozen=True):
    """Text in the place of a range."""

    range: Range
    new_text: str


class Initialize(Wire, frozen=True):
    """Parameters of ``initialize``."""

    process_id: int | None = None
    root_uri: str | None = None
    root_path: str | None = None
    workspace_folders: Sequence[DocumentId] | None = None
    capabilities: object = None
    initialization_options: object = None
    trace: str | None = None  #: as :class:`SetTrace` has it


class SetTrace(Struct, frozen=True):
    """Parameters of ``$/setTrace``."""

    value: str  #: "off", "messages", "verbose", or what a client calls it


class Cancel(Struct, frozen=True):
    """Parameters of ``$/cancelRequest``."""

    id: int | str


class PullDocument(Wire, frozen=True):
    """Parameters of ``textDocument/diagnostic``."""

    text_document: DocumentId
    previous_result_id: str | None = None


class DidChangeConfiguration(Struct, frozen=True):
    """Parameters of ``workspace/didChangeConfiguration``."""

    settings: object = None


class FolderEvent(Struct, frozen=True):
    """Folders that came and went."""

    added: Sequence[DocumentId] = ()
    removed: Sequence[DocumentId] = ()


class DidChangeFolders(Struct, frozen=True):
    """Parameters of ``workspace/didChangeWorkspaceFolders``."""

    event: FolderEvent


class Watchers(Wire, frozen=True):
    """Options of ``workspace/didChangeWatchedFiles``: what is to be watched."""

    watchers: Sequence[Mapping[str, str]]


class ConfigurationItems(Struct, frozen=True):
    """Parameters of ``workspace/configuration``."""

    items: Sequence[Mapping[str, str]]


class NotebookCell(Wire, frozen=True):
    """A cell, whose text is a document."""

    document: str
    kind: int = 2  #: 1 text, 2 code


class NotebookItem(Wire, frozen=True):
    """A notebook as it is opened, or as it is named later."""

    uri: str
    cells: list[NotebookCell] = []


class DidOpenNotebook(Wire, frozen=True):
    """Parameters of ``notebookDocument/didOpen``."""

    notebook_document: NotebookItem
    cell_text_documents: list[DocumentItem]


class CellArrayChange(Wire, frozen=True):
    """Cells that take the place of others."""

    start: _Natural
    delete_count: _Natural
    cells: list[NotebookCell] | None = None


class CellStructureChange(Wire, frozen=True):
    """Cells that come and go, with their documents."""

    array: CellArrayChange
    did_open: list[DocumentItem] | None = None
    did_close: list[DocumentId] | None = None


class CellContentChange(Wire, frozen=True):
    """Changes of one cell's text."""

    document: DocumentId
    changes: list[ContentChange]


class CellChanges(Wire, frozen=True):
    """What became of the cells."""

    structure: CellStructureChange | None = None
    data: list[NotebookCell] | None = None
    text_content: list[CellContentChange] | None = None


class NotebookChange(Wire, frozen=True):
    """What became of a notebook."""

    cells: CellChanges | None = None


class DidChangeNotebook(Wire, frozen=True):
    """Parameters of ``notebookDocument/didChange``."""

    notebook_document: NotebookItem
    change: NotebookChange


class DidSaveNotebook(Wire, frozen=True):
    """Parameters of ``notebookDocument/didSave``."""

    notebook_document: NotebookItem


class DidCloseNotebook(Wire, frozen=True):
    """Parameters of ``notebookDocument/didClose``."""

    notebook_document: NotebookItem
    cell_text_documents: list[DocumentId] = []
