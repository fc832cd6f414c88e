"""pyflakes' checker with a quicker way through the tree: the same handlers, called where they have something to do.

pyflakes 4.1 reaches every node through a generator and two calls, contexts and operators too, for which it has nothing
to do; it puts its 160 built-ins through the general binding code for every file, and asks of every call eight times
whether it is one of ``typing``. What is overridden here gives the same answer in fewer steps. Any other version of
pyflakes is used as it is. ``tests/plugins/pyflakes/test_walker.py`` and ``tests/parity`` compare.
"""

from __future__ import annotations

import ast
import functools
from typing import Any

import pyflakes
from pyflakes import checker as flakes

#: Fields that hold no node pyflakes looks at: contexts, operators and plain values.
_EMPTY_FIELDS = frozenset(
    "attr conversion ctx id is_async kind level op ops simple type_comment type_ignores".split()
)
#: To use a name bound to one of these is to note that it is used, and nothing more.
_PLAIN_BINDINGS = frozenset(
    {flakes.Argument, flakes.Assignment, flakes.Binding, flakes.ClassDefinition, flakes.FunctionDefinition}
)
_PLAIN_SCOPES = frozenset({flakes.FunctionScope, flakes.ModuleScope})


def walker_class() -> Any:
    """Return the class that checks a tree when it is made, with pyflakes' own arguments."""
    return Walker if pyflakes.__version__.startswith("4.1.") else flakes.Checker


def release(walker: Any) -> None:
    """Take apart what a walker holds, once its messages are read: scopes and bindings point at each other."""
    for scope in walker.deadScopes:
        scope.clear()
    walker.__dict__.clear()


class Walker(flakes.Checker):  # type: ignore[misc]  # pyflakes has no types
    """``pyflakes.checker.Checker``, faster. Its names are pyflakes'."""

    nodeDepth: int

    def handleChildren(self, tree: Any, omit: str | tuple[str, ...] | None = None) -> None:
        """Visit the children in the order of their fields."""
        for name in _fields(tree.__class__):
            if omit and name in omit:
                continue
            field = getattr(tree, name, None)
            if field.__class__ is list:
                for item in field:
                    if isinstance(item, ast.AST):
                        self.handleNode(item, tree)
            elif isinstance(field, ast.AST):
                self.handleNode(field, tree)

    def handleNode(self, node: ast.AST | None, parent: ast.AST) -> None:
        """Visit one node; at the top of a module or function, and in a doctest, as pyflakes does."""
        depth = self.nodeDepth
        if depth == 0 or node is None or self.offset:
            super().handleNode(node, parent)
            return
        self.nodeDepth = depth + 1
        self._node_depths[node] = depth + 1
        self._parents[node] = parent
        try:
            self.getNodeHandler(node.__class__)(node)
        finally:
            self.nodeDepth = depth

    def getNodeHandler(self, node_class: type[ast.AST]) -> Any:
        """Return the bound handler of a class of nodes; many are ``handleChildren`` under another name."""
        handler = self._nodeHandlers.get(node_class)
        if handler is None:
            handler = super().getNodeHandler(node_class)
            if handler.__func__ is flakes.Checker.handleChildren:
                handler = self._nodeHandlers[node_class] = self.handleChildren
        return handler

    def NAME(self, node: ast.Name) -> None:
        """Use, bind or delete a name."""
        scope = self.scopeStack[-1]
        if node.ctx.__class__ is ast.Load and scope.__class__ in _PLAIN_SCOPES and node.id != "locals":
            binding = scope.get(node.id)
            if binding.__class__ in _PLAIN_BINDINGS:
                binding.used = scope, node
                return
        super().NAME(node)

    def CALL(self, node: ast.Call) -> None:
        """Visit a call; those of ``typing`` have arguments that are annotations."""
        function = node.func
        if flakes._is_any_typing_member(function, self.scopeStack):
            super().CALL(node)
            return
        if isinstance(function, ast.Attribute) and function.attr == "format":
            text = function.value
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                self._handle_string_dot_format(node)
        self.handleChildren(node)

    def addBinding(self, node: ast.AST | None, value: Any) -> None:
        """Bind a name; the built-ins come first, into an empty scope."""
        if value.__class__ is flakes.Builtin and node is None and len(self.scopeStack) == 1:
            self.scopeStack[0].setdefault(value.name, value)
        else:
            super().addBinding(node, value)


@functools.cache
def _fields(node_class: type[ast.AST]) -> tuple[str, ...]:
    """Return the fields of a node that may hold nodes to visit."""
    return tuple(name for name in node_class._fields if name not in _EMPTY_FIELDS)
