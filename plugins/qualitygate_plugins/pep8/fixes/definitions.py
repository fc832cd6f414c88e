"""A lambda with a name, and an except clause without one: E731, E722."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from qualitygate.api import Applicability, Fix
from qualitygate_plugins.pep8.fixes.layout import Layout, Position, Token, edit, visible
from qualitygate_plugins.pep8.fixes.options import FixOptions
from qualitygate_plugins.pep8.fixes.statements import block_indentation

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
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

    Not where the same scope defines that name too, or gives it to two lambdas, or the file imports it: pyflakes would
    tell of F811, which it does not of variables. Nor where E743 would be found in the place of E741.
    """
    tokens = visible(layout.logical_line(position[0]) or ())
    if len(tokens) < 5 or tokens[0][2] != position or tokens[2][1] != "lambda" or not _is_assigned(layout, position):
        return None
    if tokens[0][1] in _AMBIGUOUS or _is_defined(layout, tokens[0][1], position[0]):
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


def _is_defined(layout: Layout, name: str, row: int) -> bool:
    """Would a ``def`` of this name on this row redefine another, or be redefined? In its own scope only."""
    tree = layout.source.tree
    if tree is None:
        return False
    if any(isinstance(node, ast.alias) and (node.asname or node.name) == name for node in ast.walk(tree)):
        return True
    lambdas = 0
    for node in _of_scope(_scope(tree, row)):
        if isinstance(node, _SCOPES) and node.name == name:
            return True
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda):
            lambdas += any(isinstance(target, ast.Name) and target.id == name for target in node.targets)
    return lambdas > 1


def _scope(tree: ast.Module, row: int) -> ast.AST:
    """Return the innermost function or class that a row stands in, or the module."""
    found: ast.AST = tree
    for node in ast.walk(tree):  # what is further inside comes later
        if isinstance(node, _SCOPES) and node.body[0].lineno <= row <= (node.end_lineno or row):
            found = node
    return found


def _of_scope(scope: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a scope; of a function or class in it only itself."""
    waiting = list(ast.iter_child_nodes(scope))
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, _SCOPES):
            waiting += ast.iter_child_nodes(node)


def _is_assigned(layout: Layout, position: Position) -> bool:
    """Whether a statement at ``position`` assigns a lambda, and only that, to one name."""
    row, column = position
    tree = layout.source.tree
    for node in ast.walk(tree) if tree is not None else ():
        if isinstance(node, ast.Assign) and node.lineno == row:
            found = layout.source.column_from_utf8(row, node.col_offset) - 1
            last = (node.end_lineno or row, node.end_col_offset or 0)
            if found == column:
                value = node.value
                alone = (value.end_lineno, value.end_col_offset) == last
                return len(node.targets) == 1 and isinstance(value, ast.Lambda) and alone
    return False
