"""The syntax tree by the types of its nodes: one walk of a file for all rules that ask for types, and for parents."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TypeVar

_Node = TypeVar("_Node", bound=ast.AST)

#: Fields in which no node stands that anybody asks for: names, numbers, and the objects that mean "load" or "plus".
_LEAVES = frozenset(
    ("ctx", "op", "ops", "id", "attr", "kind", "type_comment", "level", "module", "is_async", "conversion", "simple")
)


class Nodes:
    """Every node of a tree but contexts and operators. It may not be changed."""

    def __init__(self, tree: ast.Module | None) -> None:
        self._by_type: dict[type[ast.AST], list[ast.AST]] = {}
        self._parents: dict[ast.AST, ast.AST] = {}
        if tree is not None:
            self._walk(tree)

    def _walk(self, tree: ast.Module) -> None:
        by_type, parents = self._by_type, self._parents
        fields: dict[type[ast.AST], tuple[str, ...]] = {ast.Constant: (), ast.Name: ()}
        todo: list[ast.AST] = [tree]
        for node in todo:  # it grows while it is read
            kind = type(node)
            if kind not in by_type:
                by_type[kind] = []
                fields.setdefault(kind, tuple(name for name in kind._fields if name not in _LEAVES))
            by_type[kind].append(node)
            for name in fields[kind]:
                value = getattr(node, name, None)
                if isinstance(value, list):
                    children = [each for each in value if isinstance(each, ast.AST)]
                elif isinstance(value, ast.AST):
                    children = [value]
                else:
                    continue
                todo += children
                for child in children:
                    parents[child] = node

    def of(self, *kinds: type[_Node]) -> Iterator[_Node]:
        """Yield the nodes of exactly these types, those nearer to the root first."""
        for kind in kinds:
            yield from self._by_type.get(kind, ())  # type: ignore[misc]  # it is by their type

    def has(self, *kinds: type[ast.AST]) -> bool:
        """Is there a node of one of these types?"""
        return any(kind in self._by_type for kind in kinds)

    def parent(self, node: ast.AST) -> ast.AST | None:
        """Return what a node stands in; None for the module, and for a node of another tree."""
        return self._parents.get(node)

    def enclosing(self, node: ast.AST, *kinds: type[_Node]) -> _Node | None:
        """Return the nearest node of one of these types that ``node`` stands in; None where there is none."""
        above = self._parents.get(node)
        while above is not None and not isinstance(above, kinds):
            above = self._parents.get(above)
        return above
