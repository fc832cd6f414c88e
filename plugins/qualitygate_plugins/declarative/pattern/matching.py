"""A pattern's tree as functions that tell whether a node of a file is like it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any

from qualitygate_plugins.declarative.pattern.comparing import UNTOLD, Bindings, is_equal
from qualitygate_plugins.declarative.pattern.reading import ANY, MANY, ONE
from qualitygate_plugins.declarative.pattern.sequences import Entry, many, one, sequence

#: Says what a name or a chain of attributes means by the imports of the file, and how it is written.
Meaning = Callable[[ast.AST], tuple[str, str]]
Match = Callable[[Any, Bindings, Meaning], bool]
#: What need not be written: a function with decorators is still the function that the pattern shows.
_LEFT_OUT: dict[str, object] = {"decorator_list": [], "returns": None, "annotation": None, "type_params": []}


def matcher(pattern: object) -> Match:
    """Return what tells whether a value of a field is like that of the pattern."""
    if isinstance(pattern, list):
        return sequence([entry(each) for each in pattern])
    if not isinstance(pattern, ast.AST):
        return _identifier(pattern) if isinstance(pattern, str) else _constant(pattern)
    if isinstance(pattern, ast.Name) and pattern.id.startswith(ONE):
        return _capture(pattern.id)
    special = _SPECIAL.get(type(pattern))
    return (special(pattern) if special else None) or _fields(pattern)


def entry(pattern: object) -> Entry:
    """Return what stands for one element of a list, or for any number of them."""
    inner = pattern.value if isinstance(pattern, (ast.Expr, ast.Starred)) else pattern
    inner = inner.name if isinstance(inner, ast.alias) else inner
    name = inner.id if isinstance(inner, ast.Name) else inner
    if isinstance(name, str) and name.startswith(MANY):
        return many(name)
    if isinstance(pattern, ast.Expr) and isinstance(name, str) and name.startswith(ONE):
        return one(_capture(name))  # a statement
    return one(matcher(pattern))


def _capture(name: str) -> Match:
    if name == ANY:
        return lambda node, bindings, meaning: node is not None
    return lambda node, bindings, meaning: node is not None and bindings.bind(name, node)


def _identifier(text: str) -> Match:
    if text.startswith(ONE):
        return _capture(text)
    return lambda value, bindings, meaning: value == text


def _constant(expected: object) -> Match:
    return lambda value, bindings, meaning: is_equal(value, expected)


def _fields(pattern: ast.AST) -> Match:
    """Compare field by field, what tells most first."""
    kind = type(pattern)
    fields, left_out = [], []
    for name in pattern._fields:
        value = getattr(pattern, name, None)
        if name in UNTOLD:
            continue
        if name in _LEFT_OUT and value == _LEFT_OUT[name]:
            left_out.append(name)
            continue
        fields.append((name, _decorators(value or []) if name == "decorator_list" else matcher(value)))

    def match(node: Any, bindings: Bindings, meaning: Meaning) -> bool:
        if type(node) is not kind:
            return False
        if any(getattr(node, name, None) for name in left_out):
            bindings.is_loose = True
        return all(like(getattr(node, name, None), bindings, meaning) for name, like in fields)

    return match


def _decorators(patterns: Sequence[ast.expr]) -> Match:
    """Those of the pattern must be among those of the code, in any order."""
    likes = [matcher(each) for each in patterns]

    def match(nodes: Any, bindings: Bindings, meaning: Meaning) -> bool:
        return all(any(_tried(like, node, bindings, meaning) for node in nodes) for like in likes)

    return match


def _tried(like: Match, node: Any, bindings: Bindings, meaning: Meaning) -> bool:
    """Compare with one of several; what it bound is forgotten when it is not like it."""
    state = bindings.saved()
    if like(node, bindings, meaning):
        return True
    bindings.restore(state)
    return False


def _of_constant(pattern: ast.Constant) -> Match | None:
    if pattern.value is ...:
        return lambda node, bindings, meaning: node is not None
    if pattern.value == "...":
        return lambda node, bindings, meaning: isinstance(node, ast.Constant) and isinstance(node.value, str)
    return None


def _of_joined(pattern: ast.JoinedStr) -> Match | None:
    parts = [each.value for each in pattern.values if isinstance(each, ast.Constant)]
    if parts == ["..."] and len(pattern.values) == 1:
        return lambda node, bindings, meaning: isinstance(node, ast.JoinedStr)
    return None


def _of_name(pattern: ast.expr) -> Match | None:
    """A name, or attributes of one, is what it means: by whatever name it was imported."""
    parts = chain(pattern)
    if parts is None:
        return None
    is_like = _parts(parts) if any(part.startswith(ONE) for part in parts) else _whole(".".join(parts))

    def match(node: Any, bindings: Bindings, meaning: Meaning) -> bool:
        if not isinstance(node, (ast.Name, ast.Attribute)):
            return False
        meant, written = meaning(node)
        if written and (not meant or meant == written):
            return is_like(written, bindings, meaning)
        if meant and is_like(meant, bindings, meaning):
            bindings.is_loose = True
            return True
        return False

    return match


def _whole(text: str) -> Match:
    return lambda name, bindings, meaning: name == text


def _parts(parts: list[str]) -> Match:
    def match(name: str, bindings: Bindings, meaning: Meaning) -> bool:
        given = name.split(".")
        if len(given) != len(parts):
            return False
        pairs = list(zip(parts, given, strict=True))
        if not all(part == said for part, said in pairs if not part.startswith(ONE)):
            return False
        return all(bindings.bind(part, said) for part, said in pairs if part.startswith(ONE) and part != ANY)

    return match


def chain(pattern: ast.AST) -> list[str] | None:
    """Return the parts of a name with attributes, "time" and "sleep"; None for anything else."""
    parts: list[str] = []
    while isinstance(pattern, ast.Attribute):
        parts.append(pattern.attr)
        pattern = pattern.value
    if not isinstance(pattern, ast.Name) or pattern.id.startswith((ONE, MANY)):
        return None
    return [pattern.id, *reversed(parts)]


def _of_call(pattern: ast.Call) -> Match:
    return _with_arguments(pattern, ("func",), "args", pattern.args)


def _of_class(pattern: ast.ClassDef) -> Match:
    others = tuple(name for name in ("name", "body", "decorator_list") if getattr(pattern, name))
    return _with_arguments(pattern, others, "bases", pattern.bases)


def _with_arguments(
    pattern: ast.Call | ast.ClassDef, others: tuple[str, ...], name: str, positional: Sequence[ast.expr]
) -> Match:
    """Compare what is passed by position in its order, and what by name in any."""
    kind = type(pattern)
    entries = [entry(each) for each in positional]
    arguments = sequence(entries)
    keywords = [(each.arg, matcher(each.value)) for each in pattern.keywords if not _is_many(each)]
    rest = next((each.name for each in reversed(entries) if each.name), None)
    if rest is None:
        rest = next(
            (each.value.id for each in pattern.keywords if _is_many(each) and isinstance(each.value, ast.Name)), None
        )
    likes = [
        (field, _decorators(value) if field == "decorator_list" else matcher(value))
        for field in others
        for value in (getattr(pattern, field),)
    ]

    def match(node: Any, bindings: Bindings, meaning: Meaning) -> bool:
        if type(node) is not kind or not all(like(getattr(node, field), bindings, meaning) for field, like in likes):
            return False
        left = list(node.keywords)
        for key, like in keywords:
            given = (each for each in left if each.arg == key)
            found = next((each for each in given if _tried(like, each.value, bindings, meaning)), None)
            if found is None:
                return False
            left.remove(found)
        if (left and rest is None) or not arguments(getattr(node, name), bindings, meaning):
            return False
        if rest is not None and left:
            passed = bindings.values.get(rest, [])
            positional = passed if isinstance(passed, list) else []
            bindings.values[rest] = sorted([*positional, *left], key=_position)
        return True

    return match


def _position(node: ast.AST) -> tuple[int, int]:
    return getattr(node, "lineno", 0), getattr(node, "col_offset", 0)


def _is_many(keyword: ast.keyword) -> bool:
    return keyword.arg is None and isinstance(keyword.value, ast.Name) and keyword.value.id.startswith(MANY)


def _of_parameters(pattern: ast.arguments) -> Match | None:
    """``def f(...)`` takes anything."""
    alone = pattern.vararg
    others = (pattern.posonlyargs, pattern.args, pattern.kwonlyargs, pattern.kwarg)
    if alone is not None and alone.arg.startswith(MANY) and not any(others):
        return lambda node, bindings, meaning: True
    return None


def _of_dict(pattern: ast.Dict) -> Match:
    """Compare entry by entry, in their order."""
    entries = [
        entry(value)
        if key is None and isinstance(value, ast.Name) and value.id.startswith(MANY)
        else one(_item(key, value))
        for key, value in zip(pattern.keys, pattern.values, strict=True)
    ]
    items = sequence(entries)

    def match(node: Any, bindings: Bindings, meaning: Meaning) -> bool:
        return isinstance(node, ast.Dict) and items(list(zip(node.keys, node.values, strict=True)), bindings, meaning)

    return match


def _item(key: ast.expr | None, value: ast.expr) -> Match:
    like_key, like_value = matcher(key), matcher(value)

    def match(item: Any, bindings: Bindings, meaning: Meaning) -> bool:
        return like_key(item[0], bindings, meaning) and like_value(item[1], bindings, meaning)

    return match


_SPECIAL: dict[type[ast.AST], Callable[[Any], Match | None]] = {
    ast.Constant: _of_constant,
    ast.JoinedStr: _of_joined,
    ast.Name: _of_name,
    ast.Attribute: _of_name,
    ast.Call: _of_call,
    ast.ClassDef: _of_class,
    ast.arguments: _of_parameters,
    ast.Dict: _of_dict,
}
