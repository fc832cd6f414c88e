"""What kind of file a path is: by the configuration, its suffix, its name, or its first line."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from qualitygate.model.settings import NO_KIND, KindRule
from qualitygate.patterns.git import GitPatterns

#: Bytes of a file that are read for its ``#!`` line; Linux looks at as many (execve(2), since 5.1).
HEAD_SIZE = 256

_BY_SUFFIX: Mapping[str, str] = {
    ".py": "python",
    ".pyw": "python",
    ".pyi": "stub",
    ".ipynb": "notebook",
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
    ".mjml": "template",
    ".js": "javascript",
    ".mjs": "javascript",
    ".cjs": "javascript",
    ".jsx": "javascript",
    ".ts": "typescript",
    ".mts": "typescript",
    ".cts": "typescript",
    ".tsx": "typescript",
    ".json": "json",
    ".jsonc": "json",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".xml": "xml",
    ".svg": "xml",
    ".eml": "mail",
}
#: Django's mail templates have no suffix of their own (django 5.2: ``registration/password_reset_subject.txt``).
_BY_SUFFIX_IN_TEMPLATES: Mapping[str, str] = {
    **_BY_SUFFIX,
    ".txt": "template",
    ".subject": "template",
    ".eml": "template",
    ".xml": "template",
    ".svg": "template",
}
#: Documents that have no suffix by custom.
_DOCUMENTS = frozenset(
    "README CHANGELOG CHANGES HISTORY NEWS CONTRIBUTING INSTALL TODO RELEASE RELEASES SECURITY UPGRADING".split()
)
#: Kinds of which projects keep more that others or tools wrote than of their own.
_OFTEN_FOREIGN = frozenset({"javascript", "typescript", "json", "yaml", "xml"})
#: Directories of what others wrote.
_FOREIGN = frozenset("vendor vendors vendored third_party third-party bower_components node_modules dist".split())
#: What tools wrote: lock files, bundles.
_GENERATED = re.compile(
    r"package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.ya?ml|conda-lock\.ya?ml|.*[-.]lock\.(?:json|ya?ml)"
    r"|.*[-.](?:min|bundle|chunk)\.[cm]?js",
    re.IGNORECASE,
)
#: ``env`` may take options (``-S``) and ``NAME=value`` before the program: env(1), GNU coreutils 8.30.
_PYTHON_SHEBANG = (
    rb"#![ \t]*(?:\S*/)?(?:env[ \t]+(?:-\S+[ \t]+|\w+=\S*[ \t]+)*(?:\S*/)?)?(?:python|pypy)[0-9.]*[a-z]?(?:\s|$)"
)


def kind_of(path: str, head: bytes = b"", rules: Sequence[KindRule] = ()) -> str | None:
    """Return a kind of :data:`~qualitygate.model.settings.KINDS`, None for any other file.

    ``path`` is POSIX and relative to the project root. ``head`` is the file's first :data:`HEAD_SIZE` bytes; it matters
    only where :func:`needs_head`. ``rules`` are what is configured for the directory; the last one that matches counts.
    """
    if rules and (configured := _configured(path, rules)):
        return None if configured == NO_KIND else configured
    directory, _, name = path.rpartition("/")
    if needs_head(name):
        if re.match(_PYTHON_SHEBANG, head):
            return "python"
        return "text" if name in _DOCUMENTS else None
    kind = kinds_by_suffix(directory).get(suffix_of(name))
    if kind == "notebook":  # Jupyter keeps a copy of each there
        return None if directory.rpartition("/")[2] == ".ipynb_checkpoints" else kind
    return None if kind in _OFTEN_FOREIGN and _is_foreign(directory, name) else kind


def _configured(path: str, rules: Sequence[KindRule]) -> str:
    for rule in reversed(rules):
        base = rule.pattern.base
        inner = posixpath.relpath(path, base) if base else path
        if not inner.startswith("../") and _compiled(rule.pattern.text).covers(inner):
            return rule.kind
    return ""


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> GitPatterns:
    return GitPatterns([pattern])


def _is_foreign(directory: str, name: str) -> bool:
    return not _FOREIGN.isdisjoint(directory.split("/")) or bool(_GENERATED.fullmatch(name))


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
