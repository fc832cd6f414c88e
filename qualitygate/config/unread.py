"""What looks like configuration on the way up, and is not read: said, for who wrote it means it to hold."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence

from qualitygate.config.documents import TomlDocument, read_text
from qualitygate.config.locate import relative
from qualitygate.config.old_files import OLD_FILES, OLD_SECTIONS, OldSection
from qualitygate.errors import ConfigError
from qualitygate.inputs import Inputs
from qualitygate.model.nearest import nearest

_HEADER = r"(?m)^\[+([^\[\]\n]+)\]+[ \t]*(?:[#;].*)?$"
#: Files that are read for nothing but their old section.
_ONLY_OLD = {".flake8": "flake8", ".pep8": "pep8"}
#: Names that those give our file who know such from other programs.
_OTHER_NAMES = (".qualitygate.toml", "qualitygate.ini")
_OWN = "qualitygate"
_SHORT = 8  #: letters; [tool.quality] may be somebody's
_LOCAL_PLUGINS = "flake8:local-plugins"


def unread(
    directories: Iterable[str], root: str, documents: Sequence[TomlDocument], old: OldSection | None, inputs: Inputs
) -> list[str]:
    """Return a line for each kind of thing that is not read. ``directories`` are absolute, the nearest first.

    ``documents`` are our own configuration on the way, ``old`` the old section in force. ``extends`` in one of ours
    says that the old files are thought of.
    """
    titles: list[str] = []
    notes: list[str] = []
    for directory in directories:
        for file in ("pyproject.toml", *OLD_FILES):
            path = os.path.join(directory, file)
            text = _text(path, inputs)
            if text:
                name = relative(path, root)
                headers = re.findall(_HEADER, text)
                titles += _others(path, name, headers, old)
                notes += _misnamed(name, file, text, headers)
        for file in _OTHER_NAMES:
            path = os.path.join(directory, file)
            if inputs.is_file(path):
                notes.append(f"{relative(path, root)}: nothing reads this file; call it qualitygate.toml")
    if titles and not any("extends" in document.table for document in documents):
        notes.insert(0, _not_read(titles, documents, old))
    return notes


def _text(path: str, inputs: Inputs) -> str | None:
    try:
        return read_text(path, path, inputs)
    except ConfigError:
        return None  # it is not read, so that nothing in it is wrong


def _others(path: str, name: str, headers: Sequence[str], old: OldSection | None) -> Iterator[str]:
    for header in headers:
        is_in_force = old is not None and old.path == path and header in (old.section, _LOCAL_PLUGINS)
        if header in (*OLD_SECTIONS, _LOCAL_PLUGINS) and not is_in_force and not name.endswith(".toml"):
            yield f"{name} [{header}]"


def _not_read(titles: Sequence[str], documents: Sequence[TomlDocument], old: OldSection | None) -> str:
    listed = ", ".join(titles)
    if not documents:
        return f"not read: {listed}, as {old.title if old else 'nothing'} counts alone"
    own = documents[0]
    file = os.path.relpath(titles[0].rpartition(" [")[0], os.path.dirname(own.name)).replace(os.sep, "/")
    cure = f'extends = "{file}" reads it under that file, extends = "" leaves it and this line out'
    return f"not read: {listed}, as {f'{own.name} {own.section}'.rstrip()} is there; {cure}"


def _misnamed(name: str, file: str, text: str, headers: Sequence[str]) -> Iterator[str]:
    """Yield what is wrong with the sections of a file: there is none, or its name is nearly one."""
    wanted = _ONLY_OLD.get(file)
    if wanted and not headers and text.strip():
        yield f"{name}: not read, as it has no section; write [{wanted}] above its first line"
    own = "tool.qualitygate" if file == "pyproject.toml" else ""
    for header in headers:
        plain = re.sub(r"[^a-z0-9]", "", header.lower()).removeprefix("tool")
        if own and plain.startswith("q") and len(plain) > _SHORT and "." not in header.removeprefix("tool."):
            plain = "".join(nearest(plain, (_OWN,))) or plain
        meant = own if plain in (_OWN, *OLD_SECTIONS) and own else plain if plain in OLD_SECTIONS else ""
        if meant and header not in (meant, *OLD_SECTIONS):
            yield f"{name} [{header}]: nothing reads this section; did you mean [{meant}]?"
