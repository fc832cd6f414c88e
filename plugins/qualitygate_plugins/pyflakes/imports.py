"""Which imports may go, and how sure that is: F401 and F811."""

from __future__ import annotations

import ast
import builtins
import re
import sys
from collections.abc import Iterator
from functools import cached_property

from qualitygate.api import Applicability, Source
from qualitygate_plugins.pyflakes.blocks import FUNCTIONS, Blocks, Place
from qualitygate_plugins.pyflakes.comments import MeantUnused, explained
from qualitygate_plugins.pyflakes.found_by_name import LOOKED_FOR, is_read_by_name
from qualitygate_plugins.pyflakes.reached import Reached
from qualitygate_plugins.pyflakes.spans import Spans

ImportStatement = ast.Import | ast.ImportFrom
_EXPECTING = re.compile(r"raises|warns|suppress|warning|patch|mock|without|block", re.IGNORECASE)
#: Modules of the standard library that do something when they are imported (Python 3.10 to 3.14).
_DOING = frozenset(
    {"__hello__", "__phello__", "antigravity", "idlelib", "readline", "rlcompleter", "site", "sitecustomize", "this"}
)


class Imports:
    """Judges the unused imports of one source.

    Not fixed at all, because the import is there for more than its name:

    * ``from x import *``, ``from __future__ import x`` and the re-exports ``import x as x``, ``from y import x as x``;
    * names that are declared ``global`` or ``nonlocal`` anywhere in the file;
    * imports of a name that the function assigns too, which would become an unused variable;
    * imports that are tried: in the body or a handler of a ``try`` that catches ImportError (ruff leaves those too),
      or of a ``try`` or ``with`` that holds nothing but imports, and in ``with suppress(...)`` or ``raises(...)``.

    Unsafe, because something may find the name or the effect without naming it in this file:

    * the module level of ``__init__.py``, ``conftest.py`` (pytest finds fixtures there), Django's settings, commands
      and template tags, and of other files whose names a program reads, and of modules whose ``__all__`` pyflakes
      cannot read; ``from . import x`` in modules of nothing but imports; names that programs look for in any module;
    * names that are parameters of a function below (pytest's fixtures), or stand in type comments, in doctests that
      are not checked, or in strings by which the file may look them up or patch them; names that are used where
      pyflakes sees them undefined, as above the import in a loop, or it takes them for a class's, as in a comprehension
      in the class, or does not look, as in the default of a type parameter; names that are deleted anywhere, or read
      in the function that imports them, where without the import they would be the module's;
    * names of a scope that ``locals()``, ``eval`` and their like look up: :class:`~.reached.Reached`;
    * ``import x`` and ``from . import x``, but for ``import x as y``: running a module may be what it is there for. Of
      the standard library a few modules do something when they are imported, the others do not;
    * imports that a comment explains, to people or to another tool;
    * imports in a method ``ready`` (Django connects signals so), or that are all of a test's body;
    * imports of ``a.b``, or of something in it, when ``a.b`` is reached through ``a`` in the file, or ``a`` is handed
      on: they may be what loads the submodule.

    What other files of the project reach in this one, and what importing a module of the project does, is not known
    here: the repair looks at that.
    """

    def __init__(self, source: Source, blocks: Blocks, spans: Spans) -> None:
        self._source = source
        self._blocks = blocks
        self._spans = spans
        self._reached = Reached(source)
        self._meant: MeantUnused | None = None  # read where an import is unused
        self._known: dict[ImportStatement, set[ast.alias]] = {}
        self._attempts: dict[tuple[ast.AST, str], bool] = {}
        self._tests: dict[ast.AST, bool] = {}  #: by function: is it a test that only imports?
        self._uses: dict[ast.AST, frozenset[tuple[str, type[ast.expr_context]]]] = {}
        self._names: dict[ImportStatement, dict[str, list[ast.alias]]] = {}

    def unused(self, statement: ImportStatement, said: str, needed: frozenset[str]) -> Iterator[
        tuple[ast.alias, Applicability]
    ]:
        """Yield the names of ``statement`` that pyflakes calls ``said`` and that may go, and how safe that is.

        ``needed`` are names that are not safe to take away for what else pyflakes says of them.
        """
        if self._is_tried(statement):
            return
        for alias in self._said_of(statement).get(said, ()):
            name = bound_name(statement, alias)
            if (
                not _is_kept(statement, alias)
                and not self._blocks.is_declared(name)
                and not self._is_variable(statement, name)
            ):
                safe = name not in needed and self._is_safe(statement, alias, name)
                safe = safe and alias not in self._explained(statement)
                yield alias, Applicability.SAFE if safe else Applicability.UNSAFE

    def _said_of(self, statement: ImportStatement) -> dict[str, list[ast.alias]]:
        """Return the names of a statement by what pyflakes says of them; each statement is read once."""
        if statement not in self._names:
            names = self._names[statement] = {}
            for alias in statement.names:
                names.setdefault(_said(statement, alias), []).append(alias)
        return self._names[statement]

    def _explained(self, statement: ImportStatement) -> set[ast.alias]:
        """Return what comments explain; each statement and the file's comments are read once."""
        if self._meant is None:
            self._meant = MeantUnused(self._spans.text)
        if statement not in self._known:
            self._known[statement] = explained(self._spans, statement, self._meant)
        return self._known[statement]

    def redefined(
        self, statement: ast.AST, by: ast.AST, name: str
    ) -> tuple[ImportStatement, ast.alias] | None:
        """Return which import of ``name`` may go when ``by`` binds the name again before it was used.

        The later one when both import the same and the first always ran before; else the first, when the later
        binding always follows. Parameters never: they are what pytest passes fixtures by. Nor what another scope binds:
        if the first is used nowhere it is an unused import itself.
        """
        if self._blocks.scope(by) is None or self._blocks.scope(by) is not self._blocks.scope(statement):
            return None
        if self._blocks.is_declared(name):
            return None
        alias = _binding(statement, name)
        if alias is None or not isinstance(statement, (ast.Import, ast.ImportFrom)) or self._is_tried(statement):
            return None
        again = _binding(by, name)
        if again is not None and isinstance(by, (ast.Import, ast.ImportFrom)) and by is not statement:
            same = _said(by, again) == _said(statement, alias) and type(by) is type(statement)
            if same and self._blocks.always_after(by, statement):
                return None if self._is_tried(by) else (by, again)
        if by is statement or not self._blocks.always_after(statement, by):
            return None
        return statement, alias

    def _function(self, statement: ast.AST) -> ast.AST | None:
        places = self._blocks.around(statement)
        return next((place.parent for place in places if isinstance(place.parent, FUNCTIONS)), None)

    def _is_variable(self, statement: ast.AST, name: str) -> bool:
        """Is the name assigned in the function too? Without the import, that would be an unused variable."""
        function = self._function(statement)
        return function is not None and (name, ast.Store) in self._uses_in(function)

    def _uses_in(self, function: ast.AST) -> frozenset[tuple[str, type[ast.expr_context]]]:
        """Return the names in a function, each with what is done to it; walked once, however many imports it has."""
        if function not in self._uses:
            names = (node for node in ast.walk(function) if isinstance(node, ast.Name))
            self._uses[function] = frozenset((node.id, type(node.ctx)) for node in names)
        return self._uses[function]

    def _is_safe(self, statement: ImportStatement, alias: ast.alias, name: str) -> bool:
        function = self._function(statement)
        if function is None:
            relative = isinstance(statement, ast.ImportFrom) and statement.level > 0
            if self._is_found_by_name or self._has_open_all or (relative and self._has_only_imports):
                return False
        elif isinstance(function, FUNCTIONS):
            if function not in self._tests:
                self._tests[function] = function.name.startswith("test") and _only_imports(function.body)
            if function.name == "ready" or self._tests[function]:
                return False
        reached = self._reached
        if reached.by_look_up(function) or reached.by_text(name) or reached.past_a_class(name):
            return False
        if reached.as_default_type(name):
            return False
        if _may_be_for_effect(statement, alias) or name in LOOKED_FOR or self._blocks.is_deleted(name):
            return False
        if function is not None and (name, ast.Load) in self._uses_in(function):
            return False
        return not self._reached.as_submodule(_module(statement, alias), statement)

    @cached_property
    def _is_found_by_name(self) -> bool:
        return is_read_by_name(self._source.path)

    @cached_property
    def _has_only_imports(self) -> bool:
        statements = self._source.tree.body if self._source.tree else []
        return all(isinstance(each, (ast.Import, ast.ImportFrom)) or _is_constant(each) for each in statements)

    @cached_property
    def _has_open_all(self) -> bool:
        """Is ``__all__`` made of more than lists of strings? Then pyflakes does not know all that it names."""
        if "__all__" not in self._source.text or self._source.tree is None:
            return False
        uses = literal = 0
        for node in ast.walk(self._source.tree):
            uses += (isinstance(node, ast.Name) and node.id == "__all__") or (
                isinstance(node, ast.Attribute) and node.attr == "__all__"
            )
            literal += (
                isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign))
                and _targets_all(node)
                and node.value is not None
                and _is_literal(node.value)
            )
        return uses != literal

    def _is_tried(self, statement: ast.AST) -> bool:
        return any(map(self._is_attempt, self._blocks.around_in_scope(statement)))

    def _is_attempt(self, place: Place) -> bool:
        """Does this block try imports? It is read once, however many imports it has."""
        block = place.parent, place.field
        if block not in self._attempts:
            self._attempts[block] = _is_attempt(place)
        return self._attempts[block]


def _is_attempt(place: Place) -> bool:
    """Does this block try imports, so that failing ones matter?"""
    parent = place.parent
    if isinstance(parent, (ast.With, ast.AsyncWith)):
        expects = any(_EXPECTING.search(ast.dump(item.context_expr)) for item in parent.items)
        return expects or _only_imports(place.block)
    if place.field == "handlers":
        return _catches_import_error(parent)
    if place.field == "body" and hasattr(parent, "handlers"):
        return _catches_import_error(parent) or (bool(parent.handlers) and _only_imports(place.block))
    return False


def _catches_import_error(statement: ast.AST) -> bool:
    return any(_may_catch(handler.type) for handler in getattr(statement, "handlers", ()))


def _may_catch(kind: ast.expr | None) -> bool:
    """Is it not known to be an exception other than ImportError and what it is derived from, or derives from it?"""
    if isinstance(kind, ast.Tuple):
        return any(map(_may_catch, kind.elts))
    if isinstance(kind, ast.Name):
        known = getattr(builtins, kind.id, None)
        if isinstance(known, type):
            return issubclass(ImportError, known) or issubclass(known, ImportError)
    return True


def _only_imports(block: list[ast.AST] | list[ast.stmt]) -> bool:
    return all(isinstance(statement, (ast.Import, ast.ImportFrom, ast.Pass)) for statement in block)


def _is_constant(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _may_be_for_effect(statement: ImportStatement, alias: ast.alias) -> bool:
    """May the import be there for what running a module does? Who gives a module a name of his own wants the name."""
    if isinstance(statement, ast.ImportFrom):
        return not statement.module or statement.module.partition(".")[0] in _DOING
    top = alias.name.partition(".")[0]
    return top in _DOING or (not alias.asname and top not in sys.stdlib_module_names)


def _module(statement: ImportStatement, alias: ast.alias) -> str:
    """Return the module that the import may load: of ``from a import b`` it is ``a.b``, which may be a name too."""
    return f"{statement.module}.{alias.name}" if isinstance(statement, ast.ImportFrom) else alias.name


def _said(statement: ImportStatement, alias: ast.alias) -> str:
    """Return what pyflakes calls this import in its messages: the full name, and the alias if it differs."""
    full = alias.name
    if isinstance(statement, ast.ImportFrom):
        module = "." * statement.level + (statement.module or "")
        full = module + alias.name if module.endswith(".") else f"{module}.{alias.name}"
    if alias.asname and full.rpartition(".")[2] != alias.asname:
        return f"{full} as {alias.asname}"
    return full


def _is_kept(statement: ImportStatement, alias: ast.alias) -> bool:
    future = isinstance(statement, ast.ImportFrom) and statement.module == "__future__"
    return future or alias.name == "*" or alias.name == alias.asname


def bound_name(statement: ImportStatement, alias: ast.alias) -> str:
    """Return the name that the import binds."""
    return alias.asname or (alias.name.partition(".")[0] if isinstance(statement, ast.Import) else alias.name)


def _binding(statement: ast.AST, name: str) -> ast.alias | None:
    if not isinstance(statement, (ast.Import, ast.ImportFrom)):
        return None
    aliases = [alias for alias in statement.names if bound_name(statement, alias) == name]
    return aliases[0] if len(aliases) == 1 and not _is_kept(statement, aliases[0]) else None


def _targets_all(node: ast.Assign | ast.AugAssign | ast.AnnAssign) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return len(targets) == 1 and isinstance(targets[0], ast.Name) and targets[0].id == "__all__"


def _is_literal(value: ast.expr) -> bool:
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add):
        return _is_literal(value.left) and _is_literal(value.right)
    return isinstance(value, (ast.List, ast.Tuple)) and all(isinstance(item, ast.Constant) for item in value.elts)
