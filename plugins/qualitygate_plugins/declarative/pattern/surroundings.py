"""An expression put in the place of another: brackets and blanks that the code around it asks for.

Whether it needs brackets is asked of Python: the statement around it is read with the new text, and compared with the
tree that is meant.
"""

from __future__ import annotations

import ast
import copy

from qualitygate.api.rules import Context, Location
from qualitygate_plugins.declarative.pattern.comparing import same

#: What needs no brackets anywhere.
CLOSED = (
    *(ast.Name, ast.Attribute, ast.Subscript, ast.Call, ast.List, ast.Dict, ast.Set, ast.ListComp, ast.SetComp),
    *(ast.DictComp, ast.JoinedStr, ast.GeneratorExp),
)


def fitted(text: str, new: ast.AST, old: ast.AST, context: Context) -> str:
    """Return the text of ``new`` as it can stand in the place of ``old``."""
    where = context.place(old)
    line, last = context.source.line(where.line), context.source.line(where.end_line)
    before, behind = line[: where.column - 1], last[where.end_column - 1 :]
    front = " " if _is_word(before[-1:]) and _is_wordlike(text[:1]) else ""
    back = " " if _is_word(text[-1:]) and _is_word(behind[:1]) else ""
    glued = f"{front}{text}{back}"
    is_closed = isinstance(new, CLOSED) and not isinstance(new, ast.GeneratorExp)
    return glued if is_closed or _is_meant(glued, new, old, where, context) else f"({text})"


def _is_meant(text: str, new: ast.AST, old: ast.AST, where: Location, context: Context) -> bool:
    """Does the statement around it become what is meant, when this text is put in?"""
    statement = context.enclosing(old, ast.stmt)
    if statement is None:
        return False
    whole = context.place(statement)
    code = context.at(whole)
    begins = Location(where.path, where.line, where.column, where.line, where.column)
    start, end = context.distance(whole, begins), context.distance(whole, where)
    if not 0 <= start <= end <= len(code):
        return False  # in a decorator, which stands before it
    before = context.source.line(whole.line)[: whole.column - 1]
    margin = "" if before.strip() else before
    changed = code[:start] + text + code[end:]
    changed = changed[2:] if changed.startswith("elif") else changed
    try:
        tree = ast.parse(f"if 1:\n{margin}{changed}" if margin else changed)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    body = tree.body[0].body if margin and isinstance(tree.body[0], ast.If) else tree.body
    return same(body, [_with(statement, old, new, context)])


def _with(top: ast.AST, old: ast.AST, new: ast.AST, context: Context) -> ast.AST:
    """Return ``top`` with another node in the place of one; only what is above it is made anew."""
    while old is not top:
        above = context.parent(old)
        if above is None:
            return top
        made = copy.copy(above)
        for name, value in ast.iter_fields(above):
            if value is old:
                setattr(made, name, new)
            elif isinstance(value, list) and any(each is old for each in value):
                setattr(made, name, [new if each is old else each for each in value])
        old, new = above, made
    return new


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _is_wordlike(character: str) -> bool:
    return _is_word(character) or character in ('"', "'")
