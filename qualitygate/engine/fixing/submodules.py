"""Which submodules a file reaches through their packages, without importing them: somebody else has to load them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

#: Packages of the standard library whose submodules importing the package does not load, and these (Python 3.10 to
#: 3.13, each tried with ``python -c "import x; x.y"``; where a few Pythons load one early it is listed all the same).
_STANDARD = {
    "collections": "abc", "concurrent": "futures", "curses": "ascii panel textpad", "ctypes": "util wintypes",
    "dbm": "dumb gnu ndbm sqlite3",
    "email": "charset contentmanager encoders errors feedparser generator header headerregistry iterators message mime "
             "parser policy utils",
    "email.mime": "application audio base image message multipart nonmultipart text",
    "encodings": "idna punycode", "html": "entities parser", "http": "client cookiejar cookies server",
    "importlib": "abc machinery metadata readers resources util", "json": "tool", "logging": "config handlers",
    "multiprocessing": "connection dummy managers pool shared_memory sharedctypes synchronize",
    "sqlite3": "dbapi2",
    "tkinter": "colorchooser constants dialog dnd filedialog font messagebox scrolledtext simpledialog ttk",
    "unittest": "mock", "urllib": "error parse request response robotparser",
    "wsgiref": "handlers headers simple_server types util validate", "xml": "dom etree parsers sax",
    "xml.dom": "expatbuilder minidom pulldom", "xml.etree": "ElementInclude ElementPath ElementTree",
    "xml.parsers": "expat", "xml.sax": "expatreader handler saxutils xmlreader", "xmlrpc": "client server",
}  # fmt: skip
STANDARD = frozenset(f"{package}.{name}" for package, names in _STANDARD.items() for name in names.split())


def reached_submodules(tree: ast.Module) -> frozenset[str]:
    """Return all dotted names of a module, each from where its first name was imported: "xml.sax" of ``x.sax``."""
    origins: dict[str, str] = {}
    imported: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name if alias.asname else alias.name.partition(".")[0]
                origins[alias.asname or top] = top
                imported.add(alias.name)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                origins[alias.asname or alias.name] = f"{node.module}.{alias.name}"
                imported.add(f"{node.module}.{alias.name}")
    found = {name for node in ast.walk(tree) for name in _dotted(node, origins)}
    return frozenset(found - {name for each in imported for name in _with_packages(each)})


def _dotted(node: ast.AST, origins: dict[str, str]) -> Iterator[str]:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if parts and isinstance(node, ast.Name) and node.id in origins:
        yield ".".join([origins[node.id], *reversed(parts)])


def _with_packages(module: str) -> Iterator[str]:
    while module:
        yield module
        module = module.rpartition(".")[0]
