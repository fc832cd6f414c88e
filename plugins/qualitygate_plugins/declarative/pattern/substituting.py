"""The tree that is meant when a replacement's names are filled in."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from qualitygate_plugins.declarative.pattern.comparing import Bound
from qualitygate_plugins.declarative.pattern.reading import MANY, ONE

Values = Mapping[str, Bound]


def substituted(nodes: Sequence[ast.AST], values: Values) -> list[ast.AST]:
    """Return copies of trees with what the names stand for."""
    return [new for node in nodes for new in _entries(node, values)]


def _entries(node: object, values: Values) -> Iterator[Any]:
    """Yield what stands for one entry of a list: itself, or any number of others."""
    inner = node.value if isinstance(node, (ast.Expr, ast.Starred)) else node
    name = inner.id if isinstance(inner, ast.Name) else inner.name if isinstance(inner, ast.alias) else inner
    if isinstance(name, str) and name.startswith(MANY):
        value = values.get(name, [])
        yield from value if isinstance(value, list) else [value]
    elif isinstance(node, ast.Expr) and isinstance(name, str) and isinstance(values.get(name), ast.stmt):
        yield values[name]
    else:
        yield _one(node, values)


def _one(node: object, values: Values) -> Any:
    if isinstance(node, ast.Name) and node.id.startswith(ONE):
        value = values.get(node.id, node)
        return ast.Name(value, ast.Load()) if isinstance(value, str) else value
    if isinstance(node, str) and node.startswith(ONE):
        value = values.get(node, node)
        return value.id if isinstance(value, ast.Name) else value
    if isinstance(node, list):
        return [new for each in node for new in _entries(each, values)]
    if isinstance(node, ast.Dict):
        return _dict(node, values)
    if not isinstance(node, ast.AST):
        return node
    fields = {name: _one(getattr(node, name, None), values) for name in node._fields}
    if isinstance(node, ast.Call):
        fields["keywords"] += [each for each in fields["args"] if isinstance(each, ast.keyword)]
        fields["args"] = [each for each in fields["args"] if not isinstance(each, ast.keyword)]
    return type(node)(**fields)


def _dict(node: ast.Dict, values: Values) -> ast.Dict:
    pairs: list[Any] = []
    for key, value in zip(node.keys, node.values, strict=True):
        if key is None and isinstance(value, ast.Name) and value.id.startswith(MANY):
            found = values.get(value.id, [])
            pairs += found if isinstance(found, list) else []
        else:
            pairs.append((_one(key, values), _one(value, values)))
    return ast.Dict([key for key, _ in pairs], [value for _, value in pairs])
