"""The verdict on a notebook: one for all its cells, and given once."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from qualitygate.engine.run import Outcome
from qualitygate.lsp.documents import Document
from qualitygate.lsp.notebooks import OpenNotebook, WrittenNotebook
from qualitygate.lsp.projects import Project
from qualitygate.lsp.verdicts import judge


class JudgedNotebook(Struct, frozen=True):
    """What is known of one state of a notebook."""

    project: Project
    uri: str
    told: int  #: as :class:`~qualitygate.lsp.notebooks.OpenNotebook` has it
    state: tuple[int, ...]
    written: WrittenNotebook
    outcome: Outcome

    @property
    def path(self) -> str:
        """POSIX, relative to the project's root; "" when it was not checked."""
        return next((file.path for file in self.outcome.report.files), "")


class NotebookVerdicts:
    """Remembers the notebook that was judged last: its other cells will be asked about next."""

    def __init__(self, documents: Mapping[str, Document], changed: Callable[[], None]) -> None:
        """``changed`` is called when a notebook is judged anew: who asked about one cell has to ask about others."""
        self._documents = documents
        self._changed = changed
        self._last: JudgedNotebook | None = None

    def of(self, project: Project, place: str, notebook: OpenNotebook) -> JudgedNotebook:
        """Judge a notebook by the settings of ``place``, an absolute path.

        Raises:
            QualityGateError: the configuration is wrong.
        """
        state, last = notebook.changes(self._documents), self._last
        if last is not None and last.project is project and (last.uri, last.state) == (notebook.uri, state):
            return last
        written = WrittenNotebook(notebook, self._documents)
        outcome = judge(project, place, written.text)
        self._last = JudgedNotebook(project, notebook.uri, notebook.told, state, written, outcome)
        if last is not None and last.uri == notebook.uri:
            self._changed()
        return self._last
