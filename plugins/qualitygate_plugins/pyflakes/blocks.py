"""Which statement stands in which block."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_FIELDS = ("body", "handlers", "orelse", "finalbody", "cases")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a statement stands: ``parent.field[index]``, and ``block`` is that list."""

    parent: ast.AST
    field: str
    block: list[ast.AST]
    index: int

    @property
    def previous(self) -> ast.AST | None:
        """The statement before it in the same block."""
        return self.block[self.index - 1] if self.index else None

    @property
    def next(self) -> ast.AST | None:
        """The statement after it in the same block."""
        return self.block[self.index + 1] if self.index + 1 < len(self.block) else None


Binder = ast.Assign | ast.AnnAssign | ast.withitem


@dataclass(frozen=True, slots=True)
class Target:
    """A target of its own in an assignment or in an item of a ``with``: the ``binder``, part of ``statement``."""

    node: ast.Name
    binder: Binder
    statement: ast.stmt


class Blocks:
    """The places of all statements, handlers and cases of a tree, and the names they assign to.

    ``ast`` knows no parents, and what pyflakes knows of them is private and changed between 3.2 and 4.1. Walking
    statements alone costs a tenth of walking every node.
    """

    def __init__(self, tree: ast.AST) -> None:
        self._places: dict[ast.AST, Place] = {}
        self._targets: dict[str, dict[ast.AST, Target]] = {}
        self._deletions: dict[str, list[ast.stmt]] = {}
        self._declared: set[str] = set()
        self._nonlocals: dict[str, list[ast.stmt]] = {}
        self._by_scope: dict[str, dict[ast.AST | None, list[Target]]] = {}  #: of the names that were asked for
        self._deleting: dict[str, frozenset[ast.AST | None]] = {}  #: likewise
        pending = [tree]
        while pending:
            parent = pending.pop()
            for field in _FIELDS:
                block = getattr(parent, field, None)
                if isinstance(block, list):
                    for index, statement in enumerate(block):
                        self._places[statement] = Place(parent, field, block, index)
                        self._bind(statement)
                    pending += block

    def _bind(self, statement: ast.AST) -> None:
        if isinstance(statement, ast.Assign):
            for target in statement.targets:
                self._add(target, statement, statement)
        elif isinstance(statement, ast.AnnAssign):
            self._add(statement.target, statement, statement)
        elif isinstance(statement, (ast.With, ast.AsyncWith)):
            for item in statement.items:
                self._add(item.optional_vars, item, statement)
        elif isinstance(statement, ast.Delete):
            for target in statement.targets:
                if isinstance(target, ast.Name):
                    self._deletions.setdefault(target.id, []).append(statement)
        elif isinstance(statement, (ast.Global, ast.Nonlocal)):
            self._declare(statement)

    def _declare(self, statement: ast.Global | ast.Nonlocal) -> None:
        self._declared.update(statement.names)
        if isinstance(statement, ast.Nonlocal):
            for name in statement.names:
                self._nonlocals.setdefault(name, []).append(statement)

    def _add(self, target: ast.expr | None, binder: Binder, statement: ast.stmt) -> None:
        if isinstance(target, ast.Name):
            self._targets.setdefault(target.id, {})[target] = Target(target, binder, statement)

    def place(self, statement: ast.AST) -> Place | None:
        """Return where ``statement`` stands; None when it is not of this tree, as in a doctest."""
        return self._places.get(statement)

    def targets(self, name: ast.Name) -> list[Target]:
        """Return every place where the scope of ``name`` assigns to it alone, in a ``with`` too; [] if not at ``name``.

        Sorted by place. Unpacking, loops and ``:=`` are left out, and all others if the scope deletes the name: what
        was assigned before that may have been used.
        """
        own = self._targets.get(name.id, {}).get(name)
        if own is None:
            return []
        scope = self.scope(own.statement)
        return [own] if scope in self._scopes_deleting(name.id) else self._targets_by_scope(name.id)[scope]

    def _targets_by_scope(self, name: str) -> Mapping[ast.AST | None, list[Target]]:
        """Return the places that assign to a name alone; looked up once, however many scopes use it."""
        if name not in self._by_scope:
            found = self._by_scope[name] = {}
            places = self._targets.get(name, {}).values()
            for target in sorted(places, key=lambda target: (target.node.lineno, target.node.col_offset)):
                found.setdefault(self.scope(target.statement), []).append(target)
        return self._by_scope[name]

    def _scopes_deleting(self, name: str) -> frozenset[ast.AST | None]:
        """Return the scopes whose ``name`` a ``del`` deletes, in them or in a function inside that says nonlocal."""
        if name not in self._deleting:
            nonlocals = {self.scope(each) for each in self._nonlocals.get(name, ())}
            found: set[ast.AST | None] = set()
            for statement in self._deletions.get(name, ()):
                found.add(deleter := self.scope(statement))
                if deleter in nonlocals:
                    found.update(place.parent for place in self.around(statement))
            self._deleting[name] = frozenset(found)
        return self._deleting[name]

    def is_deleted(self, name: str) -> bool:
        """Is there a ``del`` for such a name anywhere?"""
        return name in self._deletions

    def is_declared(self, name: str | None) -> bool:
        """Is there a ``global`` or ``nonlocal`` for such a name anywhere?"""
        return name in self._declared

    def around(self, statement: ast.AST) -> Iterator[Place]:
        """Yield the places of ``statement`` and of all that it stands in, inside out."""
        place = self._places.get(statement)
        while place is not None:
            yield place
            place = self._places.get(place.parent)

    def around_in_scope(self, statement: ast.AST) -> Iterator[Place]:
        """Yield as :meth:`around` does, up to the body of the function or class it runs in."""
        for place in self.around(statement):
            yield place
            if isinstance(place.parent, (*FUNCTIONS, ast.ClassDef)):
                return

    def scope(self, statement: ast.AST) -> ast.AST | None:
        """Return the function, class or module that ``statement`` runs in; None when it is not of this tree."""
        outermost = None
        for outermost in self.around_in_scope(statement):
            pass
        return outermost.parent if outermost else None

    def always_after(self, later: ast.AST, earlier: ast.AST) -> bool:
        """Has ``earlier``, which stands above, always run when ``later`` runs, as far as branches tell?"""
        place = self._places.get(earlier)
        return place is not None and any(around.block is place.block for around in self.around(later))
