"""The syntax tree by the types of its nodes: one walk of a file for all rules that ask for types, and for parents."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TypeVar

_Node = TypeVar("_Node", bound=ast.AST)

#: Fields in which no node stands that anybody asks for: names, numbers, and the objects that mean "load" or "plus".
_LEAVES = frozenset(
    ("ctx", "op", "ops", "id", "attr", "kind", "type_comment", "level", "module", "is_async", "conversion", "simple")
)
#: Types whose fields hold no nodes; "value" of a constant and "names" of these are texts.
_WITHOUT = frozenset((ast.Constant, ast.Name, ast.Pass, ast.Break, ast.Continue, ast.Global, ast.Nonlocal))


class Nodes:
    """Every node of a tree but contexts and operators. It may not be changed."""

    def __init__(self, tree: ast.Module | None) -> None:
        self._by_type: dict[type[ast.AST], list[ast.AST]] = {}
        self._fields: dict[type[ast.AST], tuple[str, ...]] = {}
        if tree is not None:
            self._walk(tree)

    def _walk(self, tree: ast.Module) -> None:
        by_type, fields = self._by_type, self._fields
        known: dict[type[ast.AST], tuple[tuple[str, ...], Callable[[ast.AST], None]]] = {}
        todo: list[ast.AST] = [tree]
        for node in todo:  # it grows while it is read
            kind = node.__class__
            if kind not in known:
                found: list[ast.AST] = []
                by_type[kind] = found
                names = () if kind in _WITHOUT else tuple(name for name in kind._fields if name not in _LEAVES)
                fields[kind] = names
                known[kind] = names, found.append
            names, add = known[kind]
            add(node)
            values = node.__dict__
            for name in names:
                value = values.get(name)
                if value.__class__ is list:
                    todo += [each for each in value if isinstance(each, ast.AST)]
                elif isinstance(value, ast.AST):
                    todo.append(value)

    @cached_property
    def _parents(self) -> dict[ast.AST, ast.AST]:
        """What each node stands in; made where somebody asks, for in most files nobody does."""
        parents: dict[ast.AST, ast.AST] = {}
        for kind, nodes in self._by_type.items():
            names = self._fields[kind]
            for node in nodes if names else ():
                values = node.__dict__
                for name in names:
                    value = values.get(name)
                    if value.__class__ is list:
                        for each in value:
                            if isinstance(each, ast.AST):
                                parents[each] = node
                    elif isinstance(value, ast.AST):
                        parents[value] = node
        return parents

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
