"""The module of a notebook as a source that checkers read."""

from __future__ import annotations

from qualitygate.source.notebook import Notebook
from qualitygate.source.notebook_cells import NotebookError
from qualitygate.source.source import NOTEBOOK, PYTHON_KINDS, Source


class ModuleSource(Source):
    """What the code cells of a notebook are together, or what became of it in a round of repair."""

    def __init__(self, path: str, data: bytes, notebook: Notebook) -> None:
        super().__init__(path, data)
        self.notebook = notebook
        self.given = notebook.given
        self.cells = notebook.cells_in(self.lines)
        self._gaps = {before for cell in self.cells for before in (cell - 3, cell - 2)}

    @classmethod
    def of(cls, file: Source) -> ModuleSource:
        """Read a notebook.

        Raises:
            NotebookError: it cannot be read.
        """
        notebook = notebook_of(file)
        return cls(file.path, notebook.module.encode(), notebook)

    def again(self, changed: Source) -> ModuleSource:
        """Return the changed text of this module as such a source."""
        return ModuleSource(self.path, changed.data, self.notebook)

    def place_name(self, line: int) -> str:
        """Say where a line is: "cell 3, line 2"."""
        return self.notebook.place_name(line)

    def is_code(self, line: int) -> bool:
        """Is this a line of a cell, and no magic?"""
        return line not in self._gaps and not self.notebook.is_marked(self.line(line))


def python_of(source: Source) -> Source | None:
    """Return the source where it is Python, the module of a notebook, and None of what is neither or cannot be read."""
    if source.kind != NOTEBOOK:
        return source if source.kind in PYTHON_KINDS else None
    try:
        return ModuleSource.of(source)
    except NotebookError:
        return None


def notebook_of(file: Source) -> Notebook:
    """Read a notebook, once for all who ask.

    Raises:
        NotebookError: it cannot be read.
    """
    known = file.views.get(NOTEBOOK)
    if not isinstance(known, Notebook):
        known = file.views[NOTEBOOK] = Notebook(file.text)
    return known
