"""Code actions: fix this, all of this code, everything that is safe; silence it; accept it; list it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from qualitygate.lsp.checks import CELL, Checked
from qualitygate.lsp.client import Client
from qualitygate.lsp.diagnostics import text_edit
from qualitygate.lsp.documents import Document
from qualitygate.lsp.edits import Editing, WorkspaceEdit
from qualitygate.lsp.listing import Entry
from qualitygate.lsp.positions import Units
from qualitygate.lsp.protocol import Diagnostic, Range, Wire
from qualitygate.lsp.repairs import Subject, repaired, repaired_on_save, silenced
from qualitygate.lsp.uris import path_of
from qualitygate.model.judgement import Judgement, is_open
from qualitygate.model.severity import Applicability

QUICK_FIX, FIX_ALL = "quickfix", "source.fixAll.qualitygate"
NOTEBOOK_FIX_ALL = f"notebook.{FIX_ALL}"  #: what VS Code asks for when it saves a notebook
ACCEPT = "qualitygate.acceptIntoBaseline"
SILENCE = "silence"  #: what is pending
#: What stands for a reason until somebody writes one: an editor's menu cannot ask.
REASON = "TODO: say why"


class Pending(Wire, frozen=True):
    """An action whose edit is worked out when it is chosen."""

    uri: str
    what: str  #: "silence", "list", "code", "all"; "notebook", "cell", "silence in a cell"
    changes: int  #: of the document, when it was offered
    fingerprint: str = ""
    code: str = ""
    unsafe: bool = False


class Command(Wire, frozen=True):
    """A command of the server's."""

    title: str
    command: str
    arguments: Sequence[str]


class CodeAction(Wire, frozen=True):
    """What a menu offers."""

    title: str
    kind: str
    diagnostics: Sequence[Diagnostic] = ()
    is_preferred: bool = False
    edit: WorkspaceEdit | None = None
    command: Command | None = None
    data: Pending | None = None


class Asked(Struct, frozen=True):
    """Which actions are wanted."""

    range: Range
    only: Sequence[str] = ()  #: kinds; () = all

    def wants(self, kind: str) -> bool:
        """Is a kind, or one above it, among those that are wanted?"""
        return not self.only or any(kind == each or kind.startswith(f"{each}.") for each in self.only)

    def is_about(self, range: Range) -> bool:
        """Does a range touch the one that is asked about?"""
        return range.start <= self.range.end and self.range.start <= range.end


class Actions(Struct, frozen=True):
    """Offers what can be done about one document."""

    document: Document
    checked: Checked
    client: Client
    units: Units
    documents: Mapping[str, Document]  #: all that are open

    @property
    def subject(self) -> Subject:
        """What is repaired."""
        assert self.checked.project is not None
        found = self.checked
        return Subject(self.checked.project, found.path, found.kind, self.document.text, found.judgements)

    def offered(self, asked: Asked) -> list[CodeAction]:
        """Return what can be done about the findings in a range, and about the whole document."""
        if not self.checked.path:
            return []
        actions: list[CodeAction] = []
        if asked.wants(QUICK_FIX):
            pairs = zip(self.checked.items, self.checked.judgements, strict=True)
            here = [(item, judgement) for item, judgement in pairs if asked.is_about(item.range)]
            for item, judgement in here:
                actions += self._about(item, judgement)
            if self.checked.kind == CELL:  # what goes further is about the file
                actions = [each for each in actions if each.edit or (each.data and each.data.what == "list")]
                return actions if self.client.resolves else [each for each in map(self.resolved, actions) if each.edit]
            actions += self._by_code(judgement for _, judgement in here)
        if asked.wants(FIX_ALL) and self.checked.kind != CELL and self._can_fix("", Applicability.SAFE):
            pending = Pending(self.document.uri, "all", self.document.changes)
            actions.append(CodeAction("Fix all that is safe to fix", FIX_ALL, data=pending))
        if self.client.resolves and not asked.only:
            return actions
        return [each for each in map(self.resolved, actions) if each.edit or each.command]

    def resolved(self, action: CodeAction) -> CodeAction:
        """Return an action with the edit that makes it; without one when there is none, or the text has changed."""
        pending = action.data
        if pending is None or pending.changes != self.document.changes:
            return action
        if pending.what == "list":
            edit = self._listing(pending)
        else:
            text = self._made(pending)
            edit = None if text is None else self._turning(self.document, text)
        return CodeAction(action.title, action.kind, action.diagnostics, action.is_preferred, edit, action.command)

    def _made(self, pending: Pending) -> str | None:
        if pending.what == "all":
            return repaired_on_save(self.subject)
        if pending.what == "code":
            return repaired(self.subject, code=pending.code, unsafe=pending.unsafe)
        for judgement in self.checked.judgements:
            if judgement.fingerprint == pending.fingerprint:
                return silenced(self.subject, judgement.finding, REASON)
        return None

    def _about(self, item: Diagnostic, judgement: Judgement) -> Iterator[CodeAction]:
        fix, code = judgement.finding.fix, judgement.finding.code
        if fix is not None and fix.applicability >= Applicability.UNSAFE:
            is_safe = fix.applicability is Applicability.SAFE
            edits = [text_edit(edit, self.document, self.units, self.document.newline) for edit in fix.edits]
            title = fix.title if is_safe else f"{fix.title} (unsafe)"
            yield CodeAction(title, QUICK_FIX, [item], is_safe, self._editing.made({self.document.uri: edits}))
        if not is_open(judgement):
            return
        if self.checked.kind != CELL:
            yield silence(item, code, Pending(self.document.uri, SILENCE, self.document.changes, judgement.fingerprint))
        assert self.checked.project is not None
        entry = self._entry(item, judgement)
        if entry is not None and (file := entry.file()):
            pending = Pending(self.document.uri, "list", self.document.changes, judgement.fingerprint, code)
            yield CodeAction(f"Add '{entry.text}' to {entry.key} in {file}", QUICK_FIX, [item], data=pending)
        if self.checked.kind == CELL or path_of(self.document.uri) is None:
            return
        if self.checked.project.tree.baseline.file:
            arguments = (self.document.uri, judgement.fingerprint, REASON)
            command = Command(f"Accept {code}", ACCEPT, arguments)
            yield CodeAction(
                f"Accept this {code} into the baseline, with a reason to fill in", QUICK_FIX, [item], command=command
            )

    def _entry(self, item: Diagnostic, judgement: Judgement) -> Entry | None:
        """Return what stands at a finding, for the list that its rule names; None where it names none."""
        project = self.checked.project
        key = project.catalogue.rule(judgement.finding.code).listed_in if project is not None else ""
        (line, start), (last, end) = (self.document.place(at, self.units) for at in (item.range.start, item.range.end))
        text = self.document.line(line)[start:end]
        if project is None or not key or line != last or not text.strip():
            return None
        return Entry(project, self.checked.path or judgement.finding.location.path, key, text)

    def _listing(self, pending: Pending) -> WorkspaceEdit | None:
        pairs = zip(self.checked.items, self.checked.judgements, strict=True)
        found = [(item, each) for item, each in pairs if each.fingerprint == pending.fingerprint]
        entry = self._entry(*found[0]) if found else None
        file = entry.file() if entry is not None else None
        added = entry.added(file, self.documents) if entry is not None and file is not None else None
        return None if added is None else self._turning(*added)

    def _turning(self, document: Document, text: str) -> WorkspaceEdit:
        return self._editing.made({document.uri: self._editing.turning(document, text)})

    @property
    def _editing(self) -> Editing:
        return Editing(self.client, self.units, self.documents)

    def _by_code(self, judgements: Iterator[Judgement]) -> Iterator[CodeAction]:
        for code in dict.fromkeys(each.finding.code for each in judgements):
            for level in (Applicability.SAFE, Applicability.UNSAFE):
                if self._can_fix(code, level) > 1:
                    unsafe = level is Applicability.UNSAFE
                    pending = Pending(self.document.uri, "code", self.document.changes, code=code, unsafe=unsafe)
                    title = f"Fix all {code} in this file{' (unsafe)' if unsafe else ''}"
                    yield CodeAction(title, QUICK_FIX, data=pending)
                    break

    def _can_fix(self, code: str, level: Applicability) -> int:
        """Count the findings with a fix of this level that may be made."""
        fixes = [each.finding for each in self.checked.judgements if is_open(each)]
        return sum(1 for each in fixes if each.code.startswith(code) and each.fix and each.fix.applicability >= level)


def silence(item: Diagnostic, code: str, pending: Pending) -> CodeAction:
    """Return the action that silences a finding where it is."""
    return CodeAction(f"Silence {code} here, with a reason to fill in", QUICK_FIX, [item], data=pending)
