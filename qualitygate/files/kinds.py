"""What kind of file a path is: by its suffix, or by its first line where it has none."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

#: Bytes of a file that are read for its ``#!`` line; Linux looks at as many (execve(2), since 5.1).
HEAD_SIZE = 256

_BY_SUFFIX: Mapping[str, str] = {
    ".py": "python",
    ".pyw": "python",
    ".pyi": "stub",
    ".html": "template",
    ".htm": "template",
    ".xhtml": "template",
    ".djhtml": "template",
    ".jinja": "template",
    ".jinja2": "template",
    ".j2": "template",
    ".md": "markdown",
    ".markdown": "markdown",
    ".rst": "rst",
    ".po": "po",
    ".pot": "po",
    ".txt": "text",
}
#: Django's mail templates have no suffix of their own (django 5.2: ``registration/password_reset_subject.txt``).
_BY_SUFFIX_IN_TEMPLATES: Mapping[str, str] = {
    **_BY_SUFFIX,
    ".txt": "template",
    ".subject": "template",
    ".eml": "template",
}
#: ``env`` may take options (``-S``) and ``NAME=value`` before the program: env(1), GNU coreutils 8.30.
_PYTHON_SHEBANG = (
    rb"#![ \t]*(?:\S*/)?(?:env[ \t]+(?:-\S+[ \t]+|\w+=\S*[ \t]+)*(?:\S*/)?)?(?:python|pypy)[0-9.]*[a-z]?(?:\s|$)"
)


def kind_of(path: str, head: bytes = b"") -> str | None:
    """Return "python", "stub", "template", "markdown", "rst", "po" or "text"; None for any other file.

    ``head`` is the file's first :data:`HEAD_SIZE` bytes; it matters only where :func:`needs_head`.
    """
    directory, _, name = path.rpartition("/")
    if needs_head(name):
        return "python" if re.match(_PYTHON_SHEBANG, head) else None
    return kinds_by_suffix(directory).get(suffix_of(name))


def kinds_by_suffix(directory: str) -> Mapping[str, str]:
    """Map suffixes, in lower case, to the kinds they mean in this directory (POSIX, relative to the project root)."""
    return _BY_SUFFIX_IN_TEMPLATES if "templates" in directory.split("/") else _BY_SUFFIX


def suffix_of(name: str) -> str:
    """Return a file name from its last dot on, in lower case. The whole name of ``.bashrc`` is its suffix."""
    dot = name.rfind(".")
    return name[dot:].lower() if dot >= 0 else ""


def needs_head(name: str) -> bool:
    """Is there nothing in the name that tells the kind, so that the first line must?"""
    return "." not in name


def read_head(absolute: str) -> bytes:
    """Read the first :data:`HEAD_SIZE` bytes of a file. Does not wait, even if it has become a FIFO meanwhile.

    Raises:
        OSError: the file cannot be read.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(absolute, flags)
    try:
        return os.read(descriptor, HEAD_SIZE)
    finally:
        os.close(descriptor)
