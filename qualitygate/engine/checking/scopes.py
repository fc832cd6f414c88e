"""The qualified name of the class or function that encloses a line."""

from __future__ import annotations

import ast
from bisect import bisect_right

_NODES: tuple[type[ast.AST], ...] = (ast.Module, ast.ExceptHandler, ast.match_case, *ast.stmt.__subclasses__())
#: The lists of statements, handlers and cases that a node of such a class has.
_BLOCKS = {
    each: tuple(name for name in ("body", "orelse", "finalbody", "handlers", "cases") if name in each._fields)
    for each in _NODES
}
_COMPOUND = frozenset(each for each, blocks in _BLOCKS.items() if blocks)
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class Scopes:
    """Answers for one syntax tree; without a tree every line is at module level."""

    def __init__(self, tree: ast.Module | None) -> None:
        self._starts: list[int] = []
        self._names: list[str] = []
        if tree is not None:
            self._collect(tree)

    def at(self, line: int) -> str:
        """Return "Class.method" for a 1-based line, "" at module level. Decorators belong to what they decorate."""
        index = bisect_right(self._starts, line) - 1
        return self._names[index] if index >= 0 else ""

    @property
    def names(self) -> frozenset[str]:
        """The qualified names of all classes and functions."""
        return frozenset(self._names)

    def _collect(self, tree: ast.Module) -> None:
        """List where the enclosing name changes, in order of lines; iterative, since code may nest deeply."""
        spans: list[tuple[int, int, str]] = []
        pending: list[tuple[ast.AST, str]] = [(tree, "")]
        while pending:
            node, name = pending.pop()
            if isinstance(node, _DEFINITIONS):
                name = f"{name}.{node.name}" if name else node.name
                first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
                spans.append((first, node.end_lineno or node.lineno, name))
            for block in _BLOCKS[node.__class__]:
                pending += [(child, name) for child in getattr(node, block) if child.__class__ in _COMPOUND]
        outermost_first = sorted(spans, key=lambda span: (span[0], -span[1], len(span[2])))
        changes = {last + 1: name.rpartition(".")[0] for _, last, name in reversed(outermost_first)}
        changes.update((first, name) for first, _, name in outermost_first)
        self._starts = sorted(changes)
        self._names = [changes[start] for start in self._starts]
