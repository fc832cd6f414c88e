"""pyflakes' checker with a quicker way through the tree: the same handlers, called where they have something to do.

pyflakes 4.1 reaches every node through a generator and two calls, contexts and operators too, for which it has nothing
to do; it puts its 160 built-ins through the general binding code for every file, and asks of every call eight times
whether it is one of ``typing``. What is overridden here gives the same answer in fewer steps. Any other version of
pyflakes is used as it is. ``tests/plugins/pyflakes/test_walker.py`` and ``tests/parity`` compare.

Its facts are pinned by tests/plugins/pyflakes/test_walker.py.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterable, Set
from typing import Any

import pyflakes
from pyflakes import checker as flakes

#: Fields that hold no node pyflakes looks at: contexts, operators and plain values.
_EMPTY_FIELDS = frozenset(
    "attr conversion ctx id is_async kind level op ops simple type_comment type_ignores".split()
)
#: To use a name bound to one of these is to note that it is used, and nothing more.
_PLAIN_BINDINGS = frozenset(
    {
        flakes.Argument,
        flakes.Assignment,
        flakes.Binding,
        flakes.Builtin,
        flakes.ClassDefinition,
        flakes.FunctionDefinition,
    }
)
#: Where a name is looked for without asking what else is open; pyflakes 3.2 has no scope of its own for the first.
_PLAIN_SCOPES = frozenset(
    {
        getattr(flakes, "ComprehensionScope", flakes.GeneratorScope),
        flakes.FunctionScope,
        flakes.GeneratorScope,
        flakes.ModuleScope,
    }
)
#: The same for those of imports that bind the last part of what they import; others are used under two names.
_IMPORT_BINDINGS = frozenset({flakes.Importation, flakes.ImportationFrom, flakes.SubmoduleImportation})
#: Names that pyflakes asks more about.
_ODD_NAMES = frozenset({"__class__", "locals", "print"})


def walker_class() -> Any:
    """Return the class that checks a tree when it is made, with pyflakes' own arguments."""
    return Walker if pyflakes.__version__.startswith("4.1.") else flakes.Checker


def release(walker: Any) -> None:
    """Take apart what a walker holds, once its messages are read: scopes and bindings point at each other."""
    for scope in walker.deadScopes:
        scope.clear()
    for binding in _bindings(frozenset(walker.__dict__.get("names", ()))):
        binding.used = False
    walker.__dict__.clear()


class Walker(flakes.Checker):  # type: ignore[misc]  # pyflakes has no types
    """``pyflakes.checker.Checker``, faster. Its names are pyflakes'."""

    nodeDepth: int

    @property
    def builtIns(self) -> Iterable[str]:
        """The names of the built-ins; none where they would be bound one by one, for there all are bound at once."""
        if not self.scopeStack:
            return self.names
        bindings = _bindings(frozenset(self.names))
        for binding in bindings:
            binding.used = False
        self.scopeStack[0].update((binding.name, binding) for binding in bindings)
        return ()

    @builtIns.setter
    def builtIns(self, names: Set[str]) -> None:
        self.names = names
        self.scopeStack: list[Any] = []

    def handleChildren(self, tree: Any, omit: str | tuple[str, ...] | None = None) -> None:
        """Visit the children in the order of their fields."""
        if self.offset or (not self.nodeDepth and self.futuresAllowed):
            super().handleChildren(tree, omit)
            return
        self.nodeDepth += 1
        try:
            for name in _fields(tree.__class__):
                if omit and name in omit:
                    continue
                field = getattr(tree, name, None)
                if field.__class__ is list:
                    for item in field:
                        self._visit(item, tree)
                else:
                    self._visit(field, tree)
        finally:
            self.nodeDepth -= 1

    def handleNode(self, node: ast.AST | None, parent: ast.AST) -> None:
        """Visit one node; in a doctest, and where imports from ``__future__`` may stand, as pyflakes does."""
        if node is None or self.offset or (not self.nodeDepth and self.futuresAllowed):
            super().handleNode(node, parent)
            return
        self.nodeDepth += 1
        try:
            self._visit(node, parent)
        finally:
            self.nodeDepth -= 1

    def _visit(self, node: Any, parent: ast.AST) -> None:
        kind = node.__class__
        if kind is ast.Constant and not self._in_annotation:
            return  # nothing is asked of it, and nobody asks where it stands
        handler = self._nodeHandlers.get(kind)
        if handler is None:
            if not isinstance(node, ast.AST):
                return
            handler = self.getNodeHandler(kind)
        self._node_depths[node] = self.nodeDepth
        self._parents[node] = parent
        handler(node)

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
        name = node.id
        if node.ctx.__class__ is ast.Load and name not in _ODD_NAMES:
            is_in_function = False
            for scope in reversed(self.scopeStack):
                kind = scope.__class__
                if kind is flakes.FunctionScope:
                    is_in_function = True
                elif kind is flakes.ClassScope and is_in_function:
                    continue  # a function does not see the names of the classes around it
                elif kind not in _PLAIN_SCOPES:
                    break
                binding = scope.get(name)
                if binding is not None:
                    if not _is_plain(binding, name):
                        break
                    binding.used = self.scopeStack[-1], node
                    return
        super().NAME(node)

    def _enter_annotation(self, ann_type: int = flakes.AnnotationState.BARE) -> _Annotation:
        return _Annotation(self, ann_type)

    def handle_annotation_always_deferred(self, annotation: ast.AST, parent: ast.AST) -> None:
        """Visit an annotation once the module is done."""
        self.deferFunction(functools.partial(self._visit_annotation, annotation, parent))

    def _visit_annotation(self, annotation: ast.AST, parent: ast.AST) -> None:
        with _Annotation(self, flakes.AnnotationState.BARE):
            self.handleNode(annotation, parent)

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


class _Annotation:
    """What pyflakes' ``_enter_annotation`` does, without a generator."""

    __slots__ = ("_before", "_state", "_walker")

    def __init__(self, walker: Walker, state: int) -> None:
        self._walker = walker
        self._state = state

    def __enter__(self) -> None:
        self._before = self._walker._in_annotation
        self._walker._in_annotation = self._state

    def __exit__(self, *_: object) -> None:
        self._walker._in_annotation = self._before


def _is_plain(binding: Any, name: str) -> bool:
    """Whether to use a name that is bound so is to note that, and nothing more."""
    kind = binding.__class__
    if kind in _PLAIN_BINDINGS:
        return True
    return kind in _IMPORT_BINDINGS and not binding.is_lazy and binding.fullName.rpartition(".")[2] == name


@functools.lru_cache(maxsize=2)
def _bindings(names: frozenset[str]) -> tuple[Any, ...]:
    """Make the bindings of built-ins, for one file after the other: only that they are used is ever noted in them."""
    return tuple(flakes.Builtin(name) for name in names)


@functools.cache
def _fields(node_class: type[ast.AST]) -> tuple[str, ...]:
    """Return the fields of a node that may hold nodes to visit."""
    return tuple(name for name in node_class._fields if name not in _EMPTY_FIELDS)
