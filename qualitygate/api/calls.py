"""What rules ask about calls: a keyword's value, whether more may be passed, and a fix that passes one more."""

from __future__ import annotations

import ast
import re

from qualitygate.api.rules import Context
from qualitygate.model.fix import Fix
from qualitygate.model.location import Location

_REST = re.compile(r"\s*(,?)\s*\)")


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    """Return the value of a keyword argument; None where it is not given by name."""
    return next((each.value for each in call.keywords if each.arg == name), None)


def has_unpacking(call: ast.Call) -> bool:
    """Does it pass ``*args`` or ``**kwargs``, so that nobody can say what is passed?"""
    starred = any(isinstance(argument, ast.Starred) for argument in call.args)
    return starred or any(each.arg is None for each in call.keywords)


def is_constant(node: ast.AST | None, value: object) -> bool:
    """Is it this very constant? ``1`` is not ``True``."""
    return isinstance(node, ast.Constant) and type(node.value) is type(value) and node.value == value


def add_argument(call: ast.Call, text: str, context: Context) -> Fix | None:
    """Return an unsafe fix that passes ``text`` too, last; None where comments or brackets are there."""
    code = context.code(call)
    passed = [*call.args, *(each.value for each in call.keywords)]
    whole = context.place(call)
    if not passed:
        return _insert(Location(context.path, whole.end_line, whole.end_column - 1), text, text, context)
    ends = [context.place(each) for each in passed]
    last = max(ends, key=lambda place: (place.end_line, place.end_column))
    generator = any(isinstance(each, ast.GeneratorExp) for each in call.args)
    rest = _REST.fullmatch(code, context.distance(whole, last))
    if rest is None or generator:
        return None
    behind = Location(context.path, last.end_line, last.end_column)
    return _insert(behind, f", {text}", text, context)


def _insert(where: Location, inserted: str, text: str, context: Context) -> Fix:
    place = Location(where.path, where.line, where.column, where.line, where.column)
    return context.replace(place, inserted, f"Pass {text!r}")
