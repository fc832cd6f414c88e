"""The documents of other places that findings are about: open ones as they are in the editor, others as on the disk."""

from __future__ import annotations

import os
from collections.abc import Mapping

from qualitygate.lsp.diagnostics import Lines
from qualitygate.lsp.documents import Document
from qualitygate.lsp.uris import uri_of
from qualitygate.source.source import Source


class Surroundings:
    """What lies around one file of a project, be it open or not."""

    def __init__(
        self, root: str, documents: Mapping[str, Document], *, path: str = "", uri: str, lines: Lines
    ) -> None:
        """``root`` is absolute; ``path`` is the file's, relative to it; ``lines`` are those of it."""
        self._root = root
        self._documents = documents
        self._path = path
        self._here = uri, lines

    def document(self, path: str) -> tuple[str, Lines]:
        """Return the URI and the text of a path; of a notebook's cell, the path is the URI."""
        if path == self._path:
            return self._here
        whole = os.path.normpath(os.path.join(self._root, path))
        for uri in (path, uri_of(whole)):
            if uri in self._documents:
                return uri, self._documents[uri]
        return uri, Document(uri, text_on_disk(whole))


def text_on_disk(path: str) -> str:
    """Return a file's text as it is checked; "" where there is none any more."""
    try:
        with open(path, "rb") as file:
            return Source(path, file.read(), "python" if path.endswith((".py", ".pyi")) else "text").text
    except OSError:
        return ""
