"""A lambda with a name, and an except clause without one: E731, E722."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualitygate.api import Applicability, Fix
from qualitygate_plugins.pep8.fixes.layout import Layout, Position, Token, edit, visible
from qualitygate_plugins.pep8.fixes.options import FixOptions
from qualitygate_plugins.pep8.fixes.statements import block_indentation

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, *_COMPREHENSIONS)
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
    if len(tokens) < 5 or tokens[0][2] != position or tokens[2][1] != "lambda" or not _is_assigned(layout, position):
        return None
    if tokens[0][1] in _AMBIGUOUS or _is_bound_elsewhere(layout, tokens[0][1], position[0]):
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


@dataclass(frozen=True, slots=True)
class _Binding:
    """A place where a name gets a value."""

    node: ast.AST
    scope: ast.AST
    branches: Mapping[ast.AST, object]  #: by ``if`` or ``try`` around it in any scope, in which part of it

    def excludes(self, other: _Binding) -> bool:
        """Do both stand in an ``if`` or a ``try`` of which only one part binds the name?"""
        return any(other.branches.get(fork, part) != part for fork, part in self.branches.items())


def _is_bound_elsewhere(layout: Layout, name: str, row: int) -> bool:
    """Would a ``def`` of this name on this row redefine something, or be redefined?"""
    tree = layout.source.tree
    bindings = list(_bindings(tree, name)) if tree else []
    here = next((each for each in bindings if isinstance(each.node, ast.Name) and each.node.lineno == row), None)
    return here is None or any(
        each is not here
        and (each.scope is here.scope or isinstance(each.node, ast.alias))
        and not each.excludes(here)
        for each in bindings
    )


def _bindings(tree: ast.Module, name: str) -> Iterator[_Binding]:
    waiting = [_Binding(tree, tree, {})]
    while waiting:
        around = waiting.pop()
        if _binds(around.node, name):
            yield around
        scope = around.node if isinstance(around.node, _SCOPES) else around.scope
        for field, value in ast.iter_fields(around.node):
            for node in value if isinstance(value, list) else (value,):
                if isinstance(node, ast.AST):
                    part = _part(around.node, field, node)
                    branches = {**around.branches, around.node: part} if part else around.branches
                    waiting.append(_Binding(node, scope, branches))


def _binds(node: ast.AST, name: str) -> bool:
    if isinstance(node, ast.alias):
        return (node.asname or node.name.partition(".")[0]) == name
    if isinstance(node, ast.Name):
        return node.id == name and isinstance(node.ctx, ast.Store)
    return getattr(node, "name", None) == name


def _part(fork: ast.AST, field: str, node: ast.AST) -> object:
    """Return which of the parts that exclude each other a node stands in; None = in none. As pyflakes sees it."""
    if isinstance(fork, ast.If) and field in ("body", "orelse"):
        return field
    if isinstance(fork, ast.Try) and field in ("body", "orelse", "handlers"):
        return node if field == "handlers" else "body"
    return None


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
