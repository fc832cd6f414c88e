"""``forbid-name``: names that nobody may use, or give to anything."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator

from qualitygate.api.rules import Context, Location, Problem
from qualitygate_plugins.declarative.base import DeclaredRule
from qualitygate_plugins.declarative.declaration import Declaration
from qualitygate_plugins.declarative.naming import NameSet, absolute, full_name

_DEFINITION = re.compile(r"(?:async\s+)?(?:def|class)\s+(\w+)")
_DEFINING: tuple[type[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef], ...] = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef),
)
_CAPTURING: tuple[type[ast.MatchAs | ast.MatchStar], ...] = (ast.MatchAs, ast.MatchStar)
_BUILTINS = frozenset(dir(builtins))


class ForbidName(DeclaredRule):
    """Finds uses of full names and of builtins, and what the file itself calls by a name without a dot."""

    def __init__(self, declared: Declaration) -> None:
        super().__init__(declared)
        names = declared.forbid_name
        self._all = NameSet(names)
        self._used = NameSet(name for name in names if "." in name or "*" in name or name in _BUILTINS)
        self._given = NameSet(name for name in names if "." not in name)

    def found(self, context: Context) -> Iterator[Problem]:
        """Yield each place."""
        if self._all.may_be_in(context.text):
            if self._used.texts:
                yield from self._uses(context)
            if self._given.texts:
                for name, where in _given(context):
                    if self._given.has(name):
                        yield context.problem(where, self.summary)

    def _uses(self, context: Context) -> Iterator[Problem]:
        nodes = context.source.nodes
        for node in (*nodes.of(ast.Name), *nodes.of(ast.Attribute)):
            name = full_name(node, context)
            is_builtin = name in _BUILTINS
            if name and ("." in name or is_builtin) and self._used.has(name):
                yield context.problem(node, self.summary)
        for statement in nodes.of(ast.ImportFrom):
            module = "." * statement.level + (statement.module or "")
            above = absolute(module, context.path) if statement.level else module
            for alias in statement.names:
                if self._used.has(f"{above}.{alias.name}"):
                    yield context.problem(alias, self.summary)
        for plain in nodes.of(ast.Import):
            for alias in plain.names:
                if "." in alias.name and self._used.has(alias.name):
                    yield context.problem(alias, self.summary)


def _given(context: Context) -> Iterator[tuple[str, ast.AST | Location]]:
    """Yield every name that the file gives to something, and where."""
    yield from _assigned(context)
    nodes = context.source.nodes
    for argument in nodes.of(ast.arg):
        yield argument.arg, argument
    for alias in nodes.of(ast.alias):
        if alias.asname:
            yield alias.asname, alias
    for handler in nodes.of(ast.ExceptHandler):
        if handler.name:
            yield handler.name, _first_line(handler, context)
    for definition in nodes.of(*_DEFINING):
        yield definition.name, _first_line(definition, context)


def _assigned(context: Context) -> Iterator[tuple[str, ast.AST]]:
    nodes = context.source.nodes
    for name in nodes.of(ast.Name):
        if isinstance(name.ctx, ast.Store):
            yield name.id, name
    for attribute in nodes.of(ast.Attribute):
        if isinstance(attribute.ctx, ast.Store):
            yield attribute.attr, attribute
    for capture in nodes.of(*_CAPTURING):
        if capture.name:
            yield capture.name, capture


def _first_line(node: ast.stmt | ast.ExceptHandler, context: Context) -> Location:
    """Return the name of a definition, or the beginning of a handler: what is below it is not meant."""
    where = context.place(node)
    line = context.source.line(where.line)
    definition = _DEFINITION.match(line, where.column - 1)
    if definition is not None:
        start, end = definition.span(1)
        return Location(context.path, where.line, start + 1, where.line, end + 1)
    return Location(context.path, where.line, where.column, where.line, len(line.rstrip()) + 1)
