"""The verdict on one text in memory: what ``qualitygate - --stdin-display-name PATH`` says of it, by warm checkers."""

from __future__ import annotations

import io
import os
import posixpath
import tokenize
from collections.abc import Mapping

from qualitygate.engine.given import Given
from qualitygate.engine.request import Request
from qualitygate.engine.run import Outcome, run
from qualitygate.files.kinds import kind_of
from qualitygate.lsp.projects import Project
from qualitygate.model.severity import Applicability
from qualitygate.source.source import PYTHON_KINDS

#: The name of a file that judges a text as Python that has no name yet.
UNTITLED = "stdin"
#: What an untitled document of the client's language is judged as.
UNTITLED_NAMES: Mapping[str, str] = {
    "python": UNTITLED,
    "html": "untitled.html",
    "django-html": "untitled.html",
    "jinja-html": "untitled.html",
    "markdown": "untitled.md",
    "restructuredtext": "untitled.rst",
    "plaintext": "untitled.txt",
}
_MARK = "\ufeff"


def judge(project: Project, path: str, text: str, *, fix: Applicability | None = None) -> Outcome:
    """Check a text by the settings of ``path``, which is absolute; ``fix`` are the least trusted fixes to make.

    All stages run: who edits a file wants to see what is wrong with it, not where a build would stop.

    Raises:
        QualityGateError: a configuration file further down, or the baseline, is wrong.
    """
    relative = os.path.relpath(path, project.root).replace(os.sep, "/")
    kind = kind_of(relative, b"", project.tree.file_rules_for(posixpath.dirname(relative)).kinds)
    request = Request(
        cwd=project.root,
        stdin=as_bytes(text, is_python=kind is None or kind in PYTHON_KINDS),
        stdin_name=UNTITLED if os.path.basename(path) == UNTITLED else path,
        allow_empty=True,
        jobs=1,
        executor="serial",
        fix=fix,
        write_fixes=False,
        new=project.new,
        stops=False,
    )
    return run(Given(request, project.host, project.tree, start_here=project.worker))


def is_saved(path: str, text: str) -> bool:
    """Is this text what the file has?"""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return False
    return data in (as_bytes(text), as_bytes(text, is_python=False))


def as_bytes(text: str, *, is_python: bool = True) -> bytes:
    """Return the bytes that an editor would save: in the encoding that a Python text declares, or in UTF-8.

    What the encoding has no character for becomes a question mark, so that every column stays where it is.
    """
    return text.encode(_declared(text) if is_python else "utf-8", "replace")


def _declared(text: str) -> str:
    """Return the encoding of PEP 263; UTF-8 where the declaration is no good, which the check will say."""
    head = "\n".join(text.split("\n", 2)[:2])
    if "coding" not in head or text.startswith(_MARK):
        return "utf-8"
    try:
        encoding = tokenize.detect_encoding(io.BytesIO(head.encode("utf-8", "replace")).readline)[0]
        return encoding if "#".encode(encoding) == b"#" else "utf-8"
    except (SyntaxError, LookupError, UnicodeError):
        return "utf-8"
