"""What plugins call of Python's library, done in less time while they are called: the same answers, by the same rules.

Half of the time that flake8's plugins take is spent in ``tokenize`` and in the visitors of ``ast`` (eleven on Django,
profiled): each plugin that reads tokens makes them anew, each visitor asks nodes for fields that can hold no other.

Its facts are pinned by tests/plugins/flake8_plugins/test_faster.py.
"""

from __future__ import annotations

import ast
import tokenize
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from qualitygate.api import Source

#: Fields that hold names and numbers, by the grammar of Python's ``ast`` (Parser/Python.asdl, 3.10 to 3.14).
_PLAIN = frozenset(
    {
        "id", "attr", "arg", "name", "asname", "module", "level", "kind", "type_comment", "is_async", "simple",
        "conversion"
    }
)
#: Those of them that hold a node in one class.
_NODES_TOO = {("TypeAlias", "name")}
_AST, _list = ast.AST, list


@contextmanager
def faster(source: Source) -> Iterator[None]:
    """Put the faster ones in their place until the end of the ``with``, whatever happens."""
    kept = (tokenize.generate_tokens, ast.walk, ast.iter_child_nodes)
    visits = (ast.NodeVisitor.visit, ast.NodeVisitor.generic_visit)
    tokenize.generate_tokens = _generate_tokens(source, kept[0])
    ast.walk, ast.iter_child_nodes = walk, iter_child_nodes
    ast.NodeVisitor.visit = visit  # type: ignore[method-assign]  # until the end of the with
    ast.NodeVisitor.generic_visit = generic_visit  # type: ignore[method-assign]  # the same
    try:
        yield
    finally:
        tokenize.generate_tokens, ast.walk, ast.iter_child_nodes = kept
        ast.NodeVisitor.visit, ast.NodeVisitor.generic_visit = visits  # type: ignore[method-assign]  # as they were


class _Fields(dict[type, tuple[str, ...]]):
    """The fields of a class of nodes that can hold nodes; of a class that is not ``ast``'s own, all."""

    def __missing__(self, cls: Any) -> tuple[str, ...]:
        fields: tuple[str, ...] = cls._fields
        return fields


def _can_hold_nodes(cls: type[ast.AST]) -> tuple[str, ...]:
    name = cls.__name__
    return tuple(field for field in cls._fields if field not in _PLAIN or (name, field) in _NODES_TOO)


_FIELDS = _Fields(
    {cls: _can_hold_nodes(cls) for cls in vars(ast).values() if isinstance(cls, type) and issubclass(cls, ast.AST)}
)


#: What visits a node of a class, and the classes that have nothing below them.
_METHODS = {cls: f"visit_{cls.__name__}" for cls in _FIELDS}
_BARE = frozenset(cls for cls, fields in _FIELDS.items() if not fields)


def iter_child_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes directly below, as ``ast.iter_child_nodes`` does."""
    for field in _FIELDS[node.__class__]:
        value = getattr(node, field, None)
        if value.__class__ is _list:
            for item in value:
                if isinstance(item, _AST):
                    yield item
        elif isinstance(value, _AST):
            yield value
        elif isinstance(value, _list):
            yield from (item for item in value if isinstance(item, _AST))


def walk(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the node and all below it, as ``ast.walk`` does."""
    todo = deque([node])
    take, add, fields_of = todo.popleft, todo.append, _FIELDS
    while todo:
        node = take()
        for field in fields_of[node.__class__]:
            value = getattr(node, field, None)
            if isinstance(value, _list):
                for item in value:
                    if isinstance(item, _AST):
                        add(item)
            elif isinstance(value, _AST):
                add(value)
        yield node


def visit(self: ast.NodeVisitor, node: ast.AST) -> Any:
    """Visit one node, as ``ast.NodeVisitor.visit`` does."""
    return getattr(self, "visit_" + node.__class__.__name__, self.generic_visit)(node)


def generic_visit(self: ast.NodeVisitor, node: ast.AST) -> Any:
    """Visit the nodes directly below, as ``ast.NodeVisitor.generic_visit`` does."""
    go = self.visit
    for field in _FIELDS[node.__class__]:
        value = getattr(node, field, None)
        if value is None:
            continue
        if isinstance(value, _list):
            for item in value:
                if isinstance(item, _AST):
                    go(item)
        elif isinstance(value, _AST):
            go(value)


def _generate_tokens(source: Source, original: Callable[..., Any]) -> Callable[..., Any]:
    """Return a ``generate_tokens`` that has the tokens of this source already."""

    def generate_tokens(readline: Callable[[], str]) -> Iterator[tokenize.TokenInfo]:
        lines = []
        try:
            while line := readline():
                lines.append(line)
        except StopIteration:
            pass
        tokens = _tokens(source, original) if "".join(lines) == source.text else None
        if tokens is not None:
            yield from tokens
        else:
            following = iter(lines)
            yield from original(lambda: next(following, ""))

    return generate_tokens


def _tokens(source: Source, original: Callable[..., Any]) -> list[tokenize.TokenInfo] | None:
    """Return the source's tokens, which it may have to make first; None when the tokenizer gives up in it."""
    replaced = tokenize.generate_tokens
    tokenize.generate_tokens = original
    try:
        return source.tokens if source.token_error is None else None
    finally:
        tokenize.generate_tokens = replaced
