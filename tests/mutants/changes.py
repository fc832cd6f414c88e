"""What is done to a module: each registration removed, each comparison inverted, one at a time."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import partial

_INVERTED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.GtE,
    ast.GtE: ast.Lt,
    ast.Gt: ast.LtE,
    ast.LtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


def mutants(text: str) -> Iterator[tuple[str, str]]:
    """Yield what was done, with the line it was done to, and the text that it gives."""
    lines = text.split("\n")
    for number in range(len(list(_sites(ast.parse(text))))):
        tree = ast.parse(text)
        done, line, change = list(_sites(tree))[number]
        change()
        yield f"{done}: {lines[line - 1].strip()}", ast.unparse(tree)


def _sites(tree: ast.AST) -> Iterator[tuple[str, int, Callable[[], None]]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            yield "inverted", node.lineno, partial(node.ops.__setitem__, 0, _INVERTED[type(node.ops[0])]())
        if isinstance(node, ast.BoolOp):
            other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            yield "and for or", node.lineno, partial(setattr, node, "op", other)
        for body in (getattr(node, name, None) for name in ("body", "orelse", "finalbody")):
            for index, statement in enumerate(body if isinstance(body, list) else ()):
                if _registers(statement):
                    yield "removed", statement.lineno, partial(body.__setitem__, index, ast.Pass())


def _registers(statement: ast.AST) -> bool:
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Call)
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    return any(isinstance(target, (ast.Attribute, ast.Subscript)) for target in targets)
