"""A lambda with a name, and an except clause without one: E731, E722."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

from qualitygate.api import Applicability, Fix
from qualitygate_plugins.pep8.fixes.layout import Layout, Position, Token, edit, visible
from qualitygate_plugins.pep8.fixes.options import FixOptions
from qualitygate_plugins.pep8.fixes.statements import block_indentation

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, *_COMPREHENSIONS)
#: Nodes that bind what their ``name`` says; the last three are new in Python 3.12.
_NAMED: tuple[type[ast.AST], ...] = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.ExceptHandler, ast.MatchAs, ast.MatchStar),
    *(getattr(ast, name) for name in ("TypeVar", "ParamSpec", "TypeVarTuple") if hasattr(ast, name)),
)
_AMBIGUOUS = ("l", "O", "I")


def name_exception(layout: Layout, position: Position) -> Fix | None:
    """Write ``except BaseException:``, which is what a bare ``except:`` catches (E722).

    ``except Exception:`` would let KeyboardInterrupt and SystemExit through that are caught today. Unsafe all the
    same: whoever reads the fix should decide which exceptions were meant.
    """
    index = layout.index_at(position)
    if index is None or layout.tokens[index][1] != "except" or layout.tokens[index + 1][1] != ":":
        return None
    change = edit(layout.tokens[index][3], layout.tokens[index + 1][2], " BaseException")
    return Fix("Catch BaseException by name", (change,), Applicability.UNSAFE)


def define_function(layout: Layout, position: Position, options: FixOptions) -> Fix | None:
    """Turn ``name = lambda ...`` into a ``def`` (E731). Unsafe: the function gets a name of its own.

    Not where the same scope gives that name to something else too, or the file imports it, unless that is in another
    branch: pyflakes would tell of F811, which it does not of two variables. Nor where E743 would be found for E741.
    """
    tokens = visible(layout.logical_line(position[0]) or ())
    if len(tokens) < 5 or tokens[0][2] != position or tokens[2][1] != "lambda":
        return None
    target = _assignment(layout, position)
    if target is None or target.id in _AMBIGUOUS or _is_bound_elsewhere(layout, target):
        return None
    colon = _colon(tokens)
    start, end = tokens[0][2], tokens[-1][3]
    if any(token[1] == ";" for token in tokens):
        return None
    if (
        colon is None
        or layout.first_row(start[0]) != start[0]
        or layout.indentation(start[0]) != layout.text(start[0])[: start[1]]
        or "\x0c" in layout.indentation(start[0])
    ):
        return None
    arguments = layout.slice(tokens[2][3], colon[2]).strip()
    result = layout.slice(colon[3], end).strip()
    if "\n" in arguments:
        return None
    if "\n" in result:
        result = f"({result})"
    margin = block_indentation(layout, start[0], options)
    replacement = f"def {tokens[0][1]}({arguments}):\n{margin}return {result}"
    return Fix(f"Define '{tokens[0][1]}' with def", (edit(start, end, replacement),), Applicability.UNSAFE)


def _colon(tokens: Sequence[Token]) -> Token | None:
    """The colon between arguments and result of the lambda that is the third token."""
    depth = lambdas = 0
    for token in tokens[3:]:
        depth += (token[1] in ("(", "[", "{")) - (token[1] in (")", "]", "}"))
        if token[1] == "lambda" and not depth:
            lambdas += 1
        elif token[1] == ":" and not depth:
            if not lambdas:
                return token
            lambdas -= 1
    return None


def _is_bound_elsewhere(layout: Layout, target: ast.Name) -> bool:
    """Would a ``def`` in the place of this assignment redefine something, or be redefined?"""
    scope, branches = layout.source.nodes.enclosing(target, *_SCOPES), _branches(layout, target)
    return any(
        node is not target
        and (isinstance(node, ast.alias) or layout.source.nodes.enclosing(node, *_SCOPES) is scope)
        and not any(branches.get(fork, part) != part for fork, part in _branches(layout, node).items())
        for node in _bindings(layout, target.id)
    )


def _branches(layout: Layout, node: ast.AST) -> Mapping[ast.AST, object]:
    """Return by each ``if`` or ``try`` around a node, in any scope, in which part of it the node stands.

    Where two nodes stand in different parts of one, only one of them is reached. As pyflakes sees it.
    """
    found: dict[ast.AST, object] = {}
    nodes = layout.source.nodes
    while (above := nodes.parent(node)) is not None:
        if isinstance(above, ast.If) and node is not above.test:
            found[above] = "body" if node in above.body else "orelse"
        elif isinstance(above, ast.Try) and node not in above.finalbody:
            found[above] = node if isinstance(node, ast.ExceptHandler) else "body"
        node = above
    return found


def _bindings(layout: Layout, name: str) -> Iterator[ast.AST]:
    """Yield the nodes that bind a name anywhere in the file."""
    nodes = layout.source.nodes
    yield from [node for node in nodes.of(ast.Name) if node.id == name and isinstance(node.ctx, ast.Store)]
    yield from [node for node in nodes.of(ast.alias) if (node.asname or node.name.partition(".")[0]) == name]
    yield from [node for node in nodes.of(*_NAMED) if getattr(node, "name", None) == name]


def _assignment(layout: Layout, position: Position) -> ast.Name | None:
    """Return the target of a statement at ``position`` that assigns a lambda, and only that, to one name."""
    row, column = position
    for node in layout.source.nodes.of(ast.Assign):
        if node.lineno == row and layout.source.column_from_utf8(row, node.col_offset) - 1 == column:
            target, value = node.targets[0], node.value
            ends_with_it = (value.end_lineno, value.end_col_offset) == (node.end_lineno, node.end_col_offset)
            is_alone = len(node.targets) == 1 and isinstance(value, ast.Lambda) and ends_with_it
            return target if is_alone and isinstance(target, ast.Name) else None
    return None
