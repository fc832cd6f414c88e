"""What names mean in one file, as far as its imports say: ``dt.now`` is ``datetime.datetime.now``."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Sequence

from qualitygate.source.nodes import Nodes

_BUILTINS = frozenset(dir(builtins))


class Names:
    """The names that a file binds anywhere. It knows no scopes: where one name means two things it means nothing."""

    def __init__(self, nodes: Nodes) -> None:
        self._nodes = nodes
        self._imported: dict[str, str] = {}
        self._bound: set[str] = set()
        self._meanings: dict[ast.AST, str] = {}
        self._collect_imports()
        self._collect_others()

    def _collect_imports(self) -> None:
        for node in self._nodes.of(ast.Import):
            for alias in node.names:
                first = alias.name.partition(".")[0]
                self._import(alias.asname or first, alias.name if alias.asname else first)
        for each in self._nodes.of(ast.ImportFrom):
            module = "." * each.level + (each.module or "")
            for alias in each.names:
                joint = "" if module.endswith(".") or not module else "."
                self._import(alias.asname or alias.name, f"{module}{joint}{alias.name}")

    def _import(self, name: str, meaning: str) -> None:
        if self._imported.setdefault(name, meaning) != meaning:
            self._bound.add(name)  # two meanings

    def _collect_others(self) -> None:
        bound = self._bound
        bound.update(node.id for node in self._nodes.of(ast.Name) if not isinstance(node.ctx, ast.Load))
        bound.update(node.name for node in self._nodes.of(ast.FunctionDef))  # a method's too: better silent than wrong
        bound.update(node.name for node in self._nodes.of(ast.AsyncFunctionDef))
        bound.update(node.name for node in self._nodes.of(ast.ClassDef))
        bound.update(node.arg for node in self._nodes.of(ast.arg))
        bound.update(node.name for node in self._nodes.of(ast.ExceptHandler) if node.name)

    def modules(self) -> frozenset[str]:
        """Return what is imported, by its full name: "django.db.models"."""
        return frozenset(self._imported.values())

    def is_doubtful(self, node: ast.AST) -> bool:
        """Has the first part of a name another meaning in the file beside the one that it imports, or a builtin's?"""
        first = dotted(node).partition(".")[0]
        return first in self._bound and (first in self._imported or first in _BUILTINS)

    def meaning(self, node: ast.AST) -> str:
        """Return the full dotted name of a name or an attribute of one: "builtins.print", "django.db.models.Q".

        "" where the file itself binds the first part, and for everything else. What is imported relatively begins with
        its dots.
        """
        meaning = self._meanings.get(node)  # a dozen rules ask about each call
        if meaning is None:
            meaning = self._meanings[node] = self._meaning(node)
        return meaning

    def _meaning(self, node: ast.AST) -> str:
        written = dotted(node)
        if not written:
            return ""
        first, dot, rest = written.partition(".")
        if first in self._bound:
            return ""
        if first in self._imported:
            return self._imported[first] + dot + rest
        return f"builtins.{written}" if first in _BUILTINS else ""


def is_some_written(names: Sequence[str], text: str) -> bool:
    """Can one of these names be in a tree of this text? Nearly free, and a no is never wrong."""
    if not text.isascii():
        return True  # Python may read other letters as one of them (NFKC)
    for name in names:  # a loop: this is asked more often than anything
        if name in text:
            return True
    return False


def dotted(node: ast.AST) -> str:
    """Return a name or a chain of attributes of one as written: "self.client.get"; "" for everything else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    return ".".join([node.id, *reversed(parts)])
