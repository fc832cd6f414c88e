"""pyflakes' checker with a quicker way through the tree: the same handlers, called where they have something to do.

pyflakes 4.1 reaches every node through a generator and two calls, contexts and operators too, for which it has nothing
to do; it puts its 160 built-ins through the general binding code for every file, opens two generators for every
function, and asks of every call eight times whether it is one of ``typing``. What is overridden here gives the same
answer in fewer steps. Any other version of pyflakes is used as it is. ``tests/plugins/pyflakes/test_walker.py`` and
``tests/parity`` compare.

Its facts are pinned by tests/plugins/pyflakes/test_walker.py.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterable, Set
from typing import Any

import pyflakes
from pyflakes import checker as flakes

from qualitygate_plugins.pyflakes.contexts import InAnnotation, InScope

#: Fields that hold no node pyflakes looks at: contexts, operators and plain values.
_EMPTY_FIELDS = frozenset(
    "arg asname attr conversion ctx id is_async kind level module op ops simple type_comment type_ignores".split()
)
#: Nodes that a target may consist of: what is assigned to it stands above all of them.
_PARTS_OF_TARGETS = frozenset({ast.Attribute, ast.List, ast.Name, ast.Set, ast.Starred, ast.Subscript, ast.Tuple})
#: To use a name bound to one of these is to note that it is used, and nothing more; to bind it anew in a scope inside
#: is nothing more either.
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
        flakes.GeneratorScope,
        flakes.ModuleScope,
        flakes.TypeScope,
    }
)
#: Scopes from inside of which the names of a class around are not seen.
_CLASS_SCOPE, _FUNCTION_SCOPE = flakes.ClassScope, flakes.FunctionScope
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
                elif field is not None:
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

    def getParent(self, node: ast.AST) -> ast.AST:
        """Return what stands above the target that a node is part of."""
        parent: ast.AST = self._parents[node]
        while parent.__class__ in _PARTS_OF_TARGETS:
            parent = self._parents[parent]
        return parent

    def ATTRIBUTE(self, node: Any) -> None:
        """Visit the only child of a node."""
        if self.offset or not self.nodeDepth:
            self.handleChildren(node)
            return
        self.nodeDepth += 1
        try:
            self._visit(node.value, node)
        finally:
            self.nodeDepth -= 1

    EXPR = KEYWORD = STARRED = ATTRIBUTE

    def NAME(self, node: ast.Name) -> None:
        """Use, bind or delete a name."""
        name = node.id
        if node.ctx.__class__ is ast.Load and name not in _ODD_NAMES:
            sees_classes = True
            for scope in reversed(self.scopeStack):
                kind = scope.__class__
                if kind is _FUNCTION_SCOPE:
                    sees_classes = False
                elif kind is _CLASS_SCOPE:
                    if not sees_classes:
                        continue
                    sees_classes = False
                elif kind not in _PLAIN_SCOPES:
                    break
                binding = scope.get(name)
                if binding is not None:
                    if binding.__class__ not in _PLAIN_BINDINGS and not _is_plain_import(binding, name):
                        break
                    binding.used = self.scopeStack[-1], node
                    return
        super().NAME(node)

    def addBinding(self, node: ast.AST, value: Any) -> None:
        """Bind a name."""
        name, here = value.name, self.scopeStack[-1]
        if name not in here and value.__class__ is not flakes.NamedExprAssignment:
            for scope in reversed(self.scopeStack):
                before = scope.get(name)
                if before is not None:
                    break
            if before is None or before.__class__ in _PLAIN_BINDINGS:
                here[name] = value
                return
        super().addBinding(node, value)

    def in_scope(self, cls: type[Any]) -> InScope:
        """Open a scope for a while."""
        return InScope(self, cls)

    def _type_param_scope(self, node: Any) -> Any:
        if getattr(node, "type_params", True):  # before Python 3.12 there is no such scope
            return super()._type_param_scope(node)
        return InScope(self, flakes.TypeScope)

    def _enter_annotation(self, ann_type: int = flakes.AnnotationState.BARE) -> InAnnotation:
        return InAnnotation(self, ann_type)

    def handle_annotation_always_deferred(self, annotation: ast.AST, parent: ast.AST) -> None:
        """Visit an annotation once the module is done."""
        self.deferFunction(functools.partial(self._visit_annotation, annotation, parent))

    def _visit_annotation(self, annotation: ast.AST, parent: ast.AST) -> None:
        with InAnnotation(self, flakes.AnnotationState.BARE):
            self.handleNode(annotation, parent)

    def CALL(self, node: Any) -> None:
        """Visit a call; those of ``typing`` have arguments that are annotations."""
        function = node.func
        is_method = isinstance(function, ast.Attribute)
        first = function.value if is_method else function
        if isinstance(first, ast.Name):
            if self._is_imported(first.id) and flakes._is_any_typing_member(function, self.scopeStack):
                super().CALL(node)
                return
        elif is_method and function.attr == "format" and isinstance(first, ast.Constant):
            if isinstance(first.value, str):
                self._handle_string_dot_format(node)
        if self.offset or not self.nodeDepth:
            self.handleChildren(node)
            return
        self.nodeDepth += 1
        try:
            self._visit(function, node)
            for argument in node.args:
                self._visit(argument, node)
            for keyword in node.keywords:
                self._visit(keyword, node)
        finally:
            self.nodeDepth -= 1

    def _is_imported(self, name: str) -> bool:
        """Whether the innermost binding of a name is an import."""
        for scope in reversed(self.scopeStack):
            binding = scope.get(name)
            if binding is not None:
                return binding.__class__ not in _PLAIN_BINDINGS
        return False

    def ASSIGN(self, node: ast.Assign) -> None:
        """Visit what is assigned, then what it is assigned to."""
        self.handleNode(node.value, node)
        for target in node.targets:
            self.handleNode(target, node)


def _is_plain_import(binding: Any, name: str) -> bool:
    """Whether to use a name that is bound so is to note that, and nothing more."""
    kind = binding.__class__
    return kind in _IMPORT_BINDINGS and not binding.is_lazy and binding.fullName.rpartition(".")[2] == name


@functools.lru_cache(maxsize=2)
def _bindings(names: frozenset[str]) -> tuple[Any, ...]:
    """Make the bindings of built-ins, for one file after the other: only that they are used is ever noted in them."""
    return tuple(flakes.Builtin(name) for name in names)


@functools.cache
def _fields(node_class: type[ast.AST]) -> tuple[str, ...]:
    """Return the fields of a node that may hold nodes to visit; "name" is a text in all classes but one."""
    without = _EMPTY_FIELDS if node_class.__name__ == "TypeAlias" else {*_EMPTY_FIELDS, "name"}
    return tuple(name for name in node_class._fields if name not in without)
