"""An expression put in the place of another: brackets and blanks that the code around it asks for."""

from __future__ import annotations

import ast

from qualitygate.api.rules import Context

_CLOSED = (
    *(ast.Name, ast.Attribute, ast.Subscript, ast.Call, ast.List, ast.Dict, ast.Set, ast.ListComp, ast.SetComp),
    *(ast.DictComp, ast.JoinedStr, ast.GeneratorExp),
)
#: What looks as it does only in brackets, but for places where it stands alone.
_LOOSE = (ast.Tuple, ast.Yield, ast.YieldFrom, ast.NamedExpr, ast.Starred)
_ALONE = (ast.Expr, ast.Assign, ast.Return)
#: Statements and others in whose fields any expression may stand without brackets.
_WIDE = (
    *(ast.Expr, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Return, ast.If, ast.While, ast.Raise, ast.Delete),
    *(ast.keyword, ast.List, ast.Set, ast.withitem),
)


def fitted(text: str, new: ast.AST, old: ast.AST, context: Context) -> str:
    """Return the text of ``new`` as it can stand in the place of ``old``."""
    where = context.place(old)
    line, last = context.source.line(where.line), context.source.line(where.end_line)
    before, behind = line[: where.column - 1], last[where.end_column - 1 :]
    is_bracketed = before.rstrip()[-1:] == "(" and behind.lstrip()[:1] == ")"
    if not is_bracketed and _needs_brackets(new, old, context.parent(old)):
        return f"({text})"
    if is_bracketed and isinstance(new, _LOOSE) and _is_argument(old, context.parent(old)):
        return f"({text})"
    glue = (_is_word(before[-1:]) and _is_wordlike(text[:1])), (_is_word(text[-1:]) and _is_word(behind[:1]))
    return f"{' ' if glue[0] else ''}{text}{' ' if glue[1] else ''}"


def _needs_brackets(new: ast.AST, old: ast.AST, parent: ast.AST | None) -> bool:
    if text_is_number(new):
        return isinstance(parent, ast.Attribute)
    if isinstance(new, (*_CLOSED, ast.Constant)):
        return False
    if isinstance(new, _LOOSE):
        return not (isinstance(parent, _ALONE) and getattr(parent, "value", None) is old) or isinstance(
            new, (ast.NamedExpr, ast.Starred)
        )
    if isinstance(parent, _WIDE) or _is_argument(old, parent):
        return False
    return not (isinstance(parent, ast.Subscript) and parent.slice is old)


def _is_argument(old: ast.AST, parent: ast.AST | None) -> bool:
    return isinstance(parent, ast.Call) and any(each is old for each in parent.args)


def text_is_number(new: ast.AST) -> bool:
    """Is it a number, whose dot would be taken for its own?"""
    return isinstance(new, ast.Constant) and isinstance(new.value, (int, float, complex))


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _is_wordlike(character: str) -> bool:
    return _is_word(character) or character in ('"', "'")
