"""Code actions for notebooks: everything that is safe, in all cells or in one; a finding is silenced in its cell."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from qualitygate.lsp.actions import (
    FIX_ALL,
    NOTEBOOK_FIX_ALL,
    QUICK_FIX,
    REASON,
    Asked,
    CodeAction,
    Pending,
    silence,
)
from qualitygate.lsp.checks import Checks
from qualitygate.lsp.diagnostics import shown
from qualitygate.lsp.edits import Editing
from qualitygate.lsp.notebook_verdicts import JudgedNotebook
from qualitygate.lsp.repairs import Subject, repaired_on_save, silenced
from qualitygate.model.judgement import is_open
from qualitygate.model.severity import Applicability
from qualitygate.source.source import NOTEBOOK

NOTEBOOK_WIDE, CELL_ONLY, SILENCE_IN_CELL = "notebook", "cell", "silence in a cell"  #: what is pending


class NotebookActions(Struct, frozen=True):
    """Repairs and silences in a notebook as a whole, as the command line does: what one cell needs another one has.

    A client that repairs on save asks either about the notebook, and gets edits of all cells, or about every cell,
    and gets those of each.
    """

    checks: Checks

    def offered(self, uri: str, asked: Asked) -> Iterator[CodeAction]:
        """Yield what takes the whole notebook to work out; nothing for a document that is no cell."""
        judged = self.checks.judged_notebook(uri)
        if judged is None:
            return
        for action, pending in (*self._silencing(uri, asked, judged), *_repairing(uri, asked, judged)):
            if self.checks.client.resolves and not asked.only:
                yield action
            elif (made := self.resolved(action, pending)).edit:
                yield made

    def _silencing(self, uri: str, asked: Asked, judged: JudgedNotebook) -> Iterator[tuple[CodeAction, Pending]]:
        checked = self.checks.fresh(uri)
        for item, each in zip(checked.items, checked.judgements, strict=True):
            if asked.wants(QUICK_FIX) and asked.is_about(item.range) and is_open(each):
                pending = Pending(uri, SILENCE_IN_CELL, judged.told, each.fingerprint)
                yield silence(item, each.finding.code, pending), pending

    def resolved(self, action: CodeAction, pending: Pending) -> CodeAction:
        """Return an action with the edits that make it; without any when there are none, or a cell has changed."""
        judged, checks = self.checks.judged_notebook(pending.uri), self.checks
        if judged is None or judged.told != pending.changes or not judged.path:
            return action
        text = _made(judged, pending)
        changed = judged.written.changed(text) if text is not None else {}
        if pending.what == CELL_ONLY:
            changed = {uri: new for uri, new in changed.items() if uri == pending.uri}
        if not changed:
            return action
        editing = Editing(checks.client, checks.units, checks.documents)
        documents = {uri: checks.documents[uri] for uri in changed}
        edits = {
            uri: editing.turning(document, changed[uri].replace("\n", document.newline))
            for uri, document in documents.items()
        }
        return CodeAction(action.title, action.kind, action.diagnostics, edit=editing.made(edits))


def _repairing(uri: str, asked: Asked, judged: JudgedNotebook) -> Iterator[tuple[CodeAction, Pending]]:
    if not _has_safe_fix(judged):
        return
    for kind, what, where in ((NOTEBOOK_FIX_ALL, NOTEBOOK_WIDE, "in the notebook"), (FIX_ALL, CELL_ONLY, "here")):
        if asked.wants(kind):
            pending = Pending(uri, what, judged.told)
            yield CodeAction(f"Fix all that is safe to fix {where}", kind, data=pending), pending


def _made(judged: JudgedNotebook, pending: Pending) -> str | None:
    """Return the file as it shall be; None where nothing can be done."""
    judgements = tuple(shown(judged.outcome.report.judgements))
    subject = Subject(judged.project, judged.path, NOTEBOOK, judged.written.text, judgements)
    if pending.what != SILENCE_IN_CELL:
        return repaired_on_save(subject)
    found = next((each.finding for each in judgements if each.fingerprint == pending.fingerprint), None)
    return silenced(subject, found, REASON) if found is not None else None


def _has_safe_fix(judged: JudgedNotebook) -> bool:
    fixes = (each.finding.fix for each in judged.outcome.report.judgements if is_open(each))
    return any(fix is not None and fix.applicability is Applicability.SAFE for fix in fixes)
