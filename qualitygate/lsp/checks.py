"""What is checked when: documents wait until the client has no more to say, and the last text gets the verdict."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from qualitygate.errors import QualityGateError
from qualitygate.lsp.around import Surroundings, text_on_disk
from qualitygate.lsp.client import Client, ClientSettings
from qualitygate.lsp.conversation import Conversation
from qualitygate.lsp.diagnostics import Around, diagnostic, shown
from qualitygate.lsp.documents import Document
from qualitygate.lsp.messages import CANCELLED, Id, RequestError
from qualitygate.lsp.notebook_verdicts import JudgedNotebook, NotebookVerdicts
from qualitygate.lsp.notebooks import OpenNotebook
from qualitygate.lsp.positions import Units
from qualitygate.lsp.project_wide import ProjectWide
from qualitygate.lsp.projects import Project, Projects, is_foreign
from qualitygate.lsp.protocol import Diagnostic, FullReport, Publish, UnchangedReport
from qualitygate.lsp.uris import path_of, uri_of
from qualitygate.lsp.verdicts import UNTITLED_NAMES, judge
from qualitygate.model.judgement import Judgement

CELL = "cell"  #: the kind of a document that is a cell of a notebook


class Checked(Struct, frozen=True):
    """What is known of one state of a document."""

    result: str  #: the id of the result
    items: tuple[Diagnostic, ...] = ()
    judgements: tuple[Judgement, ...] = ()  #: those of the items, in their order
    project: Project | None = None  #: None: it is not checked at all
    changes: object = -1  #: what is another value as soon as the document is another one
    path: str = ""  #: POSIX, relative to the project's root; "" when it was not checked
    kind: str = ""


class _Pull(Struct, frozen=True):
    id: Id | None
    uri: str
    previous: str


class Checks:
    """Holds the open documents, and gives a verdict on each when it is due."""

    def __init__(self, projects: Projects, conversation: Conversation, clock: Callable[[], float]) -> None:
        self.documents: dict[str, Document] = {}
        self.notebooks: dict[str, OpenNotebook] = {}
        self.client = Client()
        self.settings = ClientSettings()
        self.units = Units()
        self._projects = projects
        self._conversation = conversation
        self._clock = clock
        self._known: dict[str, Checked] = {}
        self._due: dict[str, float] = {}  #: when a document's diagnostics are to be sent
        self._pulls: list[_Pull] = []
        self._results = 0
        self._project_wide = ProjectWide()
        self._notebook_verdicts = NotebookVerdicts(self.documents, self._refresh)

    def due(self) -> float | None:
        """Return the seconds until there is something to do; None: until the client says something."""
        if self._pulls:
            return 0.0
        return max(0.0, min(self._due.values()) - self._clock()) if self._due else None

    def work(self) -> bool:
        """Check one document that is due, and say what was found; False when none was."""
        if self._pulls:
            self._answer(self._pulls[0].uri)
            return True
        now = self._clock()
        for uri, when in self._due.items():
            if when <= now:
                del self._due[uri]
                self._publish(uri)
                return True
        return False

    def opened(self, document: Document) -> None:
        """Take a document in, or its text anew."""
        self.documents[document.uri] = document
        self._known.pop(document.uri, None)
        self._plan(document.uri, 0.0)

    def changed(self, uri: str) -> None:
        """Take note that a document's text is another one."""
        if self.settings.run == "onType":
            self._plan(uri, self.settings.debounce / 1000)

    def saved(self, uri: str) -> None:
        """Take note that a document was saved; and where it was configuration, of that."""
        if not self._projects.are_current:
            self.settings_changed()
        elif self.settings.run == "onSave" and uri in self.documents:
            self._known.pop(uri, None)
            self._plan(uri, 0.0)
            self._refresh()

    def closed(self, uri: str) -> None:
        """Forget a document, and take its diagnostics away where they were sent."""
        self._known.pop(uri, None)
        self._due.pop(uri, None)
        for pull in [each for each in self._pulls if each.uri == uri]:
            self._pulls.remove(pull)
            self._conversation.fail(pull.id, RequestError(CANCELLED, "the document was closed"))
        if self.documents.pop(uri, None) is not None:
            self._publish_closed(uri)

    def settings_changed(self) -> None:
        """Judge all documents again: something that they are judged by is another one."""
        self._projects.forget()
        self._conversation.mended()
        self._known.clear()
        for uri in self.documents:
            self._plan(uri, 0.0)
        self._refresh()

    def pull(self, id: Id | None, uri: str, previous: str) -> None:
        """Have a document's diagnostics answered as soon as the client has no more to say."""
        self._pulls.append(_Pull(id, uri, previous))

    def cancel(self, id: Id) -> bool:
        """Drop a request that still waits; False when it does not."""
        for pull in self._pulls:
            if pull.id == id:
                self._pulls.remove(pull)
                self._conversation.fail(id, RequestError(CANCELLED, "cancelled"))
                return True
        return False

    def checked(self, uri: str) -> Checked:
        """Return what is to be said of a document as it is now.

        Raises:
            QualityGateError: the configuration is wrong.
        """
        document = self.documents.get(uri)
        place = self._place(document) if document is not None else None
        if document is None or place is None:
            return Checked("none")
        project = self._projects.of(place)
        known = self._known.get(uri)
        is_old = known is None or known.project is not project or known.changes != self._state(document)
        if known is None or (is_old and not self._waits_for_save(known, project)):
            known = self._known[uri] = self._check(document, place, project)
        return known

    def fresh(self, uri: str) -> Checked:
        """Return the same for the text as it stands, also where diagnostics wait for a save.

        Raises:
            QualityGateError: the configuration is wrong.
        """
        checked, document = self.checked(uri), self.documents[uri]
        if checked.project is None or checked.changes == self._state(document):
            return checked
        place = self._place(document)
        assert place is not None
        return self._check(document, place, checked.project)

    def judged_notebook(self, uri: str) -> JudgedNotebook | None:
        """Return what is known of the notebook that a document is a cell of; None when it is of none.

        Raises:
            QualityGateError: the configuration is wrong.
        """
        document = self.documents.get(uri)
        notebook = self._notebook(document) if document is not None else None
        place = self._place(document) if document is not None else None
        if notebook is None or place is None:
            return None
        return self._notebook_verdicts.of(self._projects.of(place), place, notebook)

    def take_project_wide(self, found: Mapping[str, Sequence[Judgement]]) -> None:
        """Show what checkers of whole projects found, by absolute path, and no longer what they found before."""
        changed = self._project_wide.take(found)
        for uri in self.documents:
            if path_of(uri) in changed:
                self._known.pop(uri, None)
                self._plan(uri, 0.0)
        if changed:
            self._refresh()
        for uri in sorted({uri_of(path) for path in changed}.difference(self.documents)):
            self._publish_closed(uri)

    def around(self, root: str, document: Document, path: str) -> Around | None:
        """Return what finds other places than a document's own; None where the client would not show them."""
        if not self.client.shows_related:
            return None
        return Surroundings(root, self.documents, path=path, uri=document.uri, lines=document)

    def _waits_for_save(self, known: Checked, project: Project) -> bool:
        return self.settings.run == "onSave" and known.project is project

    def _check(self, document: Document, place: str, project: Project) -> Checked:
        notebook, state, written = self._notebook(document), self._state(document), None
        if notebook is None:
            outcome = judge(project, place, document.text)
        else:
            judged = self._notebook_verdicts.of(project, place, notebook)
            written, outcome = judged.written, judged.outcome
        for failure in outcome.report.failures:
            self._conversation.complain(failure.message, "warning")
        judgements = tuple(shown(outcome.report.judgements))
        if written is not None:
            judgements = tuple(written.of_cell(judgements, document.uri))
        else:
            judgements = (*judgements, *self._project_wide.of(path_of(document.uri), document))
        file = next(iter(outcome.report.files), None)
        path, kind = (file.path, file.kind) if file is not None else ("", "")
        around = self.around(project.root, document, path if written is None else document.uri)
        items = tuple([diagnostic(each, document, self.units, project.catalogue, around) for each in judgements])
        before = self._known.get(document.uri)
        if before is not None and before.items == items:
            result = before.result
        else:
            self._results += 1
            result = str(self._results)
        return Checked(result, items, judgements, project, state, path, kind if written is None else CELL)

    def _state(self, document: Document) -> object:
        notebook = self._notebook(document)
        return document.changes if notebook is None else notebook.changes(self.documents)

    def _notebook(self, document: Document) -> OpenNotebook | None:
        """Return the notebook that a document is a cell of."""
        return next(
            (each for each in self.notebooks.values() if any(cell.document == document.uri for cell in each.cells)),
            None
        )

    def _place(self, document: Document) -> str | None:
        """Return the absolute path that a document is judged by; None when it is not to be checked."""
        notebook = self._notebook(document)
        path = path_of(document.uri if notebook is None else notebook.uri)
        if path is not None:
            return None if is_foreign(path, self._projects.folders) else path
        scheme = document.uri.partition(":")[0]
        name = UNTITLED_NAMES.get(document.language) if scheme == "untitled" else None
        folder = self._projects.folders[0] if self._projects.folders else os.getcwd()
        return os.path.join(folder, name) if name else None

    def _plan(self, uri: str, wait: float) -> None:
        if not self.client.pulls:
            self._due[uri] = self._clock() + wait

    def _refresh(self) -> None:
        if self.client.pulls and self.client.refreshes:
            self._conversation.ask("workspace/diagnostic/refresh", None)

    def _publish(self, uri: str) -> None:
        said = Publish(uri, self._checked_or_nothing(uri).items, self.documents[uri].version)
        self._conversation.notify("textDocument/publishDiagnostics", said)

    def _publish_closed(self, uri: str) -> None:
        """Send what is known of a file without its text in the editor: what checkers of the whole project found."""
        if self.client.pulls:
            return
        path = path_of(uri) or ""
        judgements = self._project_wide.all_of(path)
        items: Sequence[Diagnostic] = ()
        if judgements:
            document, project = Document(uri, text_on_disk(path)), self._projects.of(path)
            items = [diagnostic(each, document, self.units, project.catalogue) for each in judgements]
        self._conversation.notify("textDocument/publishDiagnostics", Publish(uri, items))

    def _checked_or_nothing(self, uri: str) -> Checked:
        """Return what is to be said; what keeps everything from being checked is said once, and then nothing."""
        try:
            return self.checked(uri)
        except QualityGateError as error:
            self._conversation.complain(str(error))
            return Checked("none")

    def _answer(self, uri: str) -> None:
        """Answer everybody who asked about a document."""
        asked = [each for each in self._pulls if each.uri == uri]
        self._pulls = [each for each in self._pulls if each.uri != uri]
        checked = self._checked_or_nothing(uri)
        for pull in asked:
            is_known = pull.previous == checked.result
            known, full = UnchangedReport(checked.result), FullReport(checked.result, checked.items)
            self._conversation.answer(pull.id, known if is_known else full)
