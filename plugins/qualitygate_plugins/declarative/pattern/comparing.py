"""What the names of a pattern stand for in one place, and whether two pieces of code are the same."""

from __future__ import annotations

import ast
from collections.abc import Sequence

#: What a name can stand for: an expression or a statement, an identifier, several of them.
Bound = ast.AST | str | list[ast.AST]
#: Fields that say nothing about what code does.
UNTOLD = frozenset(("ctx", "type_comment", "kind", "type_ignores", "simple"))


class Bindings:
    """What the names of a pattern stand for so far."""

    __slots__ = ("is_loose", "values")

    def __init__(self) -> None:
        self.values: dict[str, Bound] = {}
        #: something is written in another way: by its import, or with what the pattern leaves out
        self.is_loose = False

    def bind(self, name: str, value: Bound) -> bool:
        """Let a name stand for something; False where it stands for something else already."""
        known = self.values.setdefault(name, value)
        return known is value or same(known, value)

    def saved(self) -> tuple[dict[str, Bound], bool]:
        """Return the state, to come back to."""
        return dict(self.values), self.is_loose

    def restore(self, state: tuple[dict[str, Bound], bool]) -> None:
        """Come back to a state."""
        values, self.is_loose = state
        self.values = dict(values)


def same(one: object, other: object) -> bool:
    """Are two pieces of code the same, but for their places and how they are written? A name is its identifier too."""
    if isinstance(one, str) or isinstance(other, str):
        return _identifier(one) == _identifier(other)
    if isinstance(one, Sequence) and isinstance(other, Sequence):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, ast.AST) and isinstance(other, ast.AST):
        if type(one) is not type(other):
            return False
        return all(
            _same_values(getattr(one, field, None), getattr(other, field, None))
            for field in one._fields
            if field not in UNTOLD
        )
    return False


def _identifier(value: object) -> object:
    return value.id if isinstance(value, ast.Name) else value


def _same_values(one: object, other: object) -> bool:
    if isinstance(one, (ast.AST, list)):
        return isinstance(other, (ast.AST, list)) and same(one, other)
    return is_equal(one, other)


def is_equal(one: object, other: object) -> bool:
    """Are two constants, identifiers or lists of them equal? ``1`` is not ``True``, and ``0.0`` is not ``-0.0``."""
    if type(one) is not type(other):
        return False
    return repr(one) == repr(other) if isinstance(one, (float, complex)) else one == other
