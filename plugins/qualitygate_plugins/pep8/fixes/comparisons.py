"""Comparisons that say something else than they mean: E711, E712, E713, E714, E721."""

from __future__ import annotations

import ast
import tokenize

from qualitygate.api import Applicability, Fix
from qualitygate_plugins.pep8.fixes.layout import Layout, Position, edit

_IDENTITY = {"==": "is", "!=": "is not"}


def compare_identity(layout: Layout, position: Position) -> Fix | None:
    """Compare with None, True and False by identity (E711, E712).

    Unsafe: ``==`` may be overridden, as in the expressions of numpy, pandas, SQLAlchemy and peewee.
    """
    index = layout.index_at(position)
    if index is None or layout.tokens[index][1] not in _IDENTITY:
        return None
    return _identity(layout, index)


def compare_types(layout: Layout, position: Position) -> Fix | None:
    """Compare types by identity (E721). Unsafe: a metaclass may override ``==``."""
    index = layout.index_at(position)
    if index is None:
        return None
    if layout.tokens[index][1] == "type":
        index = _behind_call(layout, index + 1)
    if index is None or layout.tokens[index][1] not in _IDENTITY:
        return None
    return _identity(layout, index)


def negate_operator(layout: Layout, position: Position) -> Fix | None:
    """Move the ``not`` of ``not x in y`` and ``not x is y`` to the operator (E713, E714)."""
    index = layout.index_at(position)
    if index is None or layout.tokens[index][1] != "not":
        return None
    operator = _operator(layout, index)
    kind = _negated(layout, position)
    start, operand = layout.tokens[index][2], layout.tokens[index + 1][2]
    if operator is None or kind is None or operand[0] != start[0]:
        return None
    second = layout.tokens[operator + 1]
    change = {
        ast.In: edit(layout.tokens[operator][2], layout.tokens[operator][2], "not "),
        ast.Is: edit(layout.tokens[operator][3], layout.tokens[operator][3], " not"),
        ast.IsNot: edit(layout.tokens[operator][3], second[3], ""),
    }
    word = {ast.In: "not in", ast.Is: "is not", ast.IsNot: "is"}
    return Fix(f"Write '{word[kind]}'", (edit(start, operand, ""), change[kind]), Applicability.SAFE)


def _identity(layout: Layout, index: int) -> Fix | None:
    left, operator, right = layout.tokens[index - 1 : index + 2]
    if {left[0], right[0]} & {tokenize.NUMBER, tokenize.STRING}:
        return None  # Python warns about "is" with a literal
    word = _IDENTITY[operator[1]]
    before = " " if left[3] == operator[2] else ""
    after = " " if right[2] == operator[3] else ""
    change = edit(operator[2], operator[3], f"{before}{word}{after}")
    return Fix(f"Replace '{operator[1]}' with '{word}'", (change,), Applicability.UNSAFE)


def _behind_call(layout: Layout, index: int) -> int | None:
    """The index of the token behind the brackets that open at ``index``."""
    depth = 0
    for number in range(index, len(layout.tokens)):
        token = layout.tokens[number]
        depth += (token[1] in ("(", "[", "{")) - (token[1] in (")", "]", "}"))
        if depth <= 0:
            return number + 1 if token[1] == ")" else None
    return None


def _operator(layout: Layout, index: int) -> int | None:
    """The index of the first ``in`` or ``is`` behind ``index`` on the logical line."""
    for number in range(index + 1, len(layout.tokens)):
        token = layout.tokens[number]
        if token[0] == tokenize.NEWLINE:
            return None
        if token[0] == tokenize.NAME and token[1] in ("in", "is"):
            return number
    return None


def _negated(layout: Layout, position: Position) -> type[ast.In] | type[ast.Is] | type[ast.IsNot] | None:
    """What the ``not`` at ``position`` stands before: one bare comparison, not a chain of them."""
    node = layout.node_at(position, ast.UnaryOp)
    compare = node.operand if node is not None and isinstance(node.op, ast.Not) else None
    if not isinstance(compare, ast.Compare) or len(compare.ops) != 1:
        return None
    return next((kind for kind in (ast.In, ast.Is, ast.IsNot) if isinstance(compare.ops[0], kind)), None)
