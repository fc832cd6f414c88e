"""By what a pattern is recognised without comparing anything: words in the text, and types of nodes."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from qualitygate_plugins.declarative.pattern.matching import chain
from qualitygate_plugins.declarative.pattern.reading import MANY, ONE, Pattern

_STATEMENTS = tuple(kind for kind in vars(ast).values() if isinstance(kind, type) and issubclass(kind, ast.stmt))


def words(pattern: Pattern) -> frozenset[str]:
    """Return identifiers that stand in every file with such code, one way or another."""
    found = (word for root in pattern.roots for word in _words(root))
    return frozenset(word for word in found if word and not word.startswith((ONE, MANY)))


def _words(node: ast.AST) -> Iterator[str]:
    parts = chain(node)
    if parts is not None:
        yield parts[-1]  # the others may be what a file imports from "."
        return
    for identifier in _identifiers(node):
        yield from identifier.split(".")
    for child in ast.iter_child_nodes(node):
        yield from _words(child)


def _identifiers(node: ast.AST) -> Iterator[str]:
    for field in ("id", "attr", "arg", "name", "module", "asname"):
        value = getattr(node, field, None)
        if isinstance(value, str):
            yield value
    if isinstance(node, (ast.Global, ast.Nonlocal)):
        yield from node.names


def kinds(pattern: Pattern) -> tuple[type[ast.AST], ...]:
    """Return the types of the nodes of which one may be what the pattern is, or begins with."""
    first = pattern.expression if pattern.expression is not None else pattern.statements[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Name) and first.value.id.startswith((ONE, MANY)):
        return _STATEMENTS
    if isinstance(first, (ast.Name, ast.Attribute)) and chain(first) is not None:
        return (ast.Name, ast.Attribute)
    return (type(first),)


def callee(pattern: Pattern) -> str:
    """Return the full name of what is called, where the pattern is the call of one; else ""."""
    if not isinstance(pattern.expression, ast.Call):
        return ""
    parts = chain(pattern.expression.func)
    return ".".join(parts) if parts is not None and not any(part.startswith(ONE) for part in parts) else ""
