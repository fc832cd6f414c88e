"""What a text of Python gave to its module or its functions, and gives no more once it is repaired."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from qualitygate.engine.fixing.effects import statements
from qualitygate.source.source import Source

_Place = tuple[int, int]


class Loss(NamedTuple):
    """What one statement gave to its module and gives no more."""

    names: tuple[str, ...]  #: that the module has no longer
    modules: tuple[str, ...]  #: that the file imports no longer, dotted from the root, or from wherever they are found
    first: int  #: lines of the statement, in the old text
    last: int
    inner: tuple[str, ...] = ()  #: that a function imports no longer; only what looks at frames reaches them


def losses(before: Source, after: Source) -> list[Loss]:
    """Return what a text of Python has lost; nothing when one of them does not parse."""
    if before.tree is None or after.tree is None:
        return []
    names, modules = dict(_names(after.tree.body)), dict(_modules(ast.walk(after.tree), after.path))
    lost: dict[tuple[int, int], tuple[dict[str, None], dict[str, None]]] = {}
    for name, place in _names(before.tree.body):
        if name not in names:
            lost.setdefault(place, ({}, {}))[0][name] = None
    for module, place in _modules(ast.walk(before.tree), before.path):
        if module not in modules:
            lost.setdefault(place, ({}, {}))[1][module] = None
    found = [Loss(tuple(each), tuple(gone), *place) for place, (each, gone) in sorted(lost.items())]
    left = {name for name, _ in _inner_names(after.tree)}
    return found + [Loss((), (), *place, name[-1:]) for name, place in _inner_names(before.tree) if name not in left]


def run_modules(source: Source) -> Iterator[str]:
    """Yield the modules that are imported when the text is run, not by its functions."""
    if source.tree is not None:
        yield from (module for module, _ in _modules(statements(source.tree.body), source.path))


def _place(node: ast.stmt) -> _Place:
    return node.lineno, node.end_lineno or node.lineno


def _names(block: Sequence[ast.stmt]) -> Iterator[tuple[str, _Place]]:
    """Yield the names that a module binds, each with the statement that does it."""
    for statement in statements(block):
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            for alias in statement.names:
                yield alias.asname or alias.name.partition(".")[0], _place(statement)
        elif isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield statement.name, _place(statement)
        elif isinstance(statement, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
            for target in statement.targets if isinstance(statement, ast.Assign) else (statement.target,):
                for node in ast.walk(target):
                    if isinstance(node, ast.Name):
                        yield node.id, _place(statement)


def _inner_names(tree: ast.AST, inside: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], _Place]]:
    """Yield what functions import: the names of the scopes around it and its own, and the statement that does it."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)) and inside:
            for alias in node.names:
                yield (*inside, alias.asname or alias.name.partition(".")[0]), _place(node)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield from _inner_names(node, (*inside, node.name))
        elif isinstance(node, (ast.stmt, ast.excepthandler, ast.match_case)):
            yield from _inner_names(node, inside)


def _modules(nodes: Iterable[ast.AST], path: str) -> Iterator[tuple[str, _Place]]:
    """Yield the modules that are imported; of ``from a import b`` both ``a`` and ``a.b``."""
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, _place(node)
        elif isinstance(node, ast.ImportFrom):
            package = path.split("/")[: -node.level] if node.level else []
            base = ".".join([*package, *([node.module] if node.module else [])])
            if node.module:
                yield base, _place(node)
            for alias in node.names:
                yield f"{base}.{alias.name}" if base else alias.name, _place(node)
