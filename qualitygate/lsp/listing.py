"""A text that is meant as it stands, put into the list of the configuration that takes it."""

from __future__ import annotations

import os
from collections.abc import Mapping

from msgspec import Struct

from qualitygate.lsp.documents import Document
from qualitygate.lsp.projects import Project
from qualitygate.lsp.uris import uri_of

#: The files that we write into, and where our table is in each.
_TABLES = {"pyproject.toml": ("tool", "qualitygate"), "qualitygate.toml": ()}


class Entry(Struct, frozen=True):
    """What is to be listed, and where."""

    project: Project
    path: str  #: of the file that it stands in, POSIX, relative to the project's root
    key: str  #: of the list: "spelling.names"
    text: str

    def file(self) -> str | None:
        """Return the file that has the list, or the project's first one where none has; None: it is none of ours.

        It is relative to the project's root. A list that comes from a profile, or from the editor's settings, would be
        replaced by one in a file, and so none is written.
        """
        tree = self.project.tree
        source = next((source for key, _, source in tree.origins(self.path) if key == self.key), "default")
        candidates = tree.sources if source == "default" else (source,)
        names = (each.partition(" ")[0].partition(":")[0] for each in candidates)
        return next((name for name in names if os.path.basename(name) in _TABLES), None)

    def added(self, file: str, documents: Mapping[str, Document]) -> tuple[Document, str] | None:
        """Return the file as it is, in the editor or on the disk, and its text with the entry; None: it cannot be."""
        from qualitygate.config.toml_edit import with_word  # here: few are ever listed, and it loads tomlkit

        before = self._document(os.path.join(self.project.root, file), documents)
        table, _, key = self.key.rpartition(".")
        steps = (*_TABLES[os.path.basename(file)], *filter(None, table.split(".")))
        text = with_word(before.text, steps, key, self.text) if before is not None else None
        return None if before is None or text is None else (before, text)

    @staticmethod
    def _document(path: str, documents: Mapping[str, Document]) -> Document | None:
        """Return a file with the line breaks that it has; None where it cannot be read any more."""
        uri = uri_of(path)
        if uri in documents:
            return documents[uri]
        try:
            with open(path, encoding="utf-8", newline="") as file:
                return Document(uri, file.read())
        except (OSError, UnicodeDecodeError):
            return None
