"""What a client asks about a place in a document: what can be done there, and what it is about."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from qualitygate.lsp.actions import Actions, Asked, CodeAction
from qualitygate.lsp.checks import Checks
from qualitygate.lsp.hover import code_at, explanation
from qualitygate.lsp.messages import Message, read_params
from qualitygate.lsp.notebook_actions import CELL_ONLY, NOTEBOOK_WIDE, SILENCE_IN_CELL, NotebookActions
from qualitygate.lsp.protocol import DocumentId, Position, Range, Wire


class _ActionContext(Struct, frozen=True):
    only: Sequence[str] | None = None


class _CodeActions(Wire, frozen=True):
    text_document: DocumentId
    range: Range
    context: _ActionContext = _ActionContext()


class _Hover(Wire, frozen=True):
    text_document: DocumentId
    position: Position


#: A prefix may stand for many codes; so many are explained.
_EXPLAINED = 5


class Features:
    """Answers about the documents as they stand."""

    def __init__(self, checks: Checks) -> None:
        self.checks = checks

    def code_actions(self, message: Message) -> object:
        """Offer what can be done about a place."""
        said = read_params(message, _CodeActions)
        actions = self._actions(said.text_document.uri)
        asked = Asked(said.range, said.context.only or ())
        if actions is None:
            return None
        return [*actions.offered(asked), *NotebookActions(self.checks).offered(said.text_document.uri, asked)]

    def resolve_action(self, message: Message) -> object:
        """Work out the edit of an action that was chosen."""
        action = read_params(message, CodeAction)
        pending = action.data
        if pending is not None and pending.what in (NOTEBOOK_WIDE, CELL_ONLY, SILENCE_IN_CELL):
            return NotebookActions(self.checks).resolved(action, pending)
        actions = self._actions(pending.uri) if pending is not None else None
        return action if actions is None else actions.resolved(action)

    def hover(self, message: Message) -> object:
        """Explain what is found at a place, or on its line, or the code that a comment names there."""
        said = read_params(message, _Hover)
        checks, uri = self.checks, said.text_document.uri
        document, checked = checks.documents.get(uri), checks.checked(uri)
        if document is None or checked.project is None:
            return None
        rules = checked.project.catalogue
        line, offset = document.place(said.position, checks.units)
        named = code_at(document.line(line), offset)
        on_line = [item for item in checked.items if item.range.start.line == line]
        here = [item for item in on_line if item.range.start <= said.position <= item.range.end]
        codes = {item.code for item in here or on_line}
        if named is not None:
            codes = {code for code in rules.codes() if code.startswith(named[0])}
        if not codes:
            return None
        text = explanation(rules.rule(code) for code in sorted(codes)[:_EXPLAINED])
        return {"contents": {"kind": "markdown", "value": text}}

    def _actions(self, uri: str) -> Actions | None:
        document = self.checks.documents.get(uri)
        if document is None:
            return None
        return Actions(document, self.checks.fresh(uri), self.checks.client, self.checks.units, self.checks.documents)
