"""``replace``: the code that stands instead of what a pattern has found, as an edit of exactly that place.

The text is put together from the author's and the found pieces as they are written. What comes out is parsed and
compared with the tree that is meant; brackets are added until both are the same, and where they never are, or where a
comment would be lost, there is no fix.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from qualitygate.api.rules import Applicability, Context, Fix, Location
from qualitygate_plugins.declarative.pattern.comparing import Bindings, Bound, same
from qualitygate_plugins.declarative.pattern.reading import MANY, ONE, Pattern, PatternError, read_pattern
from qualitygate_plugins.declarative.pattern.surroundings import CLOSED, fitted
from qualitygate_plugins.declarative.pattern.substituting import substituted

_PLACE = re.compile(rf"\*{{0,2}}{MANY}\w+|\b{ONE}\w+")
#: What reaches beyond the expression that it is in.
_REACHING = (ast.NamedExpr, ast.Yield, ast.YieldFrom, ast.Await)


class Found(NamedTuple):
    """What a pattern has found in one place."""

    nodes: list[ast.AST]  #: one expression, or statements in a row
    bindings: Bindings


class Replacement:
    """Makes fixes of what is to be written."""

    def __init__(self, pattern: Pattern, text: str, trust: Applicability) -> None:
        """Read it.

        Raises:
            PatternError: it is no code, or has names that the pattern has not.
        """
        self._trust = trust
        self._new = read_replacement(pattern, text)
        self._written = _reaching(pattern.roots)

    def fix(self, found: Found, context: Context) -> Fix | None:
        """Return the fix; None where there can be none."""
        if found.bindings.is_loose or _stands_in_string(found, context):
            return None
        if self._loses(found):
            return None
        if self._new is None:
            return self._deletion(found, context)
        where, text = _range(found.nodes, context), self._text(found, context)
        if text is None or not _keeps_comments(self._new.code, found, where, context):
            return None
        return context.replace(where, text, f"Replace with {' '.join(text.split())[:60]!r}", self._trust)

    def _loses(self, found: Found) -> bool:
        """Whether something would be gone that the pattern does not name, and that does more than give a value."""
        stays = _reaching(substituted(self._new.roots, found.bindings.values)) if self._new is not None else 0
        asked = _reaching(self._new.roots) if self._new is not None else 0
        return _reaching(found.nodes) - self._written > stays - asked

    def _deletion(self, found: Found, context: Context) -> Fix | None:
        first, last = (_statement(node, context) for node in (found.nodes[0], found.nodes[-1]))
        if not isinstance(first, ast.stmt) or not isinstance(last, ast.stmt):
            return None
        if _has_comment(_range([first, last], context), context):
            return None
        made = context.delete_statement(first, "Delete it", last)
        return Fix(made.title, made.edits, self._trust)

    def _text(self, found: Found, context: Context) -> str | None:
        assert self._new is not None
        if self._new.expression is not None:
            text = _expression_text(self._new, found, context)
            (root,) = substituted([self._new.expression], found.bindings.values)
            return None if text is None else fitted(text, root, found.nodes[0], context)
        return _statements_text(self._new, found, context)


def _reaching(nodes: Sequence[ast.AST]) -> int:
    """How many names are bound in expressions, and how often a function gives its turn away."""
    return sum(isinstance(each, _REACHING) for node in nodes for each in ast.walk(node))


def _statement(node: ast.AST, context: Context) -> ast.AST:
    parent = context.parent(node)
    return parent if isinstance(parent, ast.Expr) else node


def read_replacement(pattern: Pattern, text: str) -> Pattern | None:
    """Read what is written instead of a pattern; None where nothing is.

    Raises:
        PatternError: it is no code, or has names that the pattern has not.
    """
    if not text.strip():
        return None
    new = read_pattern(text)
    if unknown := sorted(new.names - pattern.names):
        raise PatternError(f"the pattern has no ${unknown[0]}")
    if f"{ONE}_" in {each.id for root in new.roots for each in ast.walk(root) if isinstance(each, ast.Name)}:
        raise PatternError("$_ stands for nothing that could be repeated; give it a name")
    if new.dots > pattern.dots:
        raise PatternError(f"expected as many '...' as the pattern has, {pattern.dots}, or fewer; got {new.dots}")
    if pattern.expression is not None and new.expression is None:
        raise PatternError("the pattern is an expression; expected one to replace it with")
    return new if pattern.expression is not None else new._replace(expression=None)


def _expression_text(new: Pattern, found: Found, context: Context) -> str | None:
    assert new.expression is not None
    meant = substituted([new.expression], found.bindings.values)
    return _least_bracketed(new, found, context, lambda text: _is_expression(text, meant))


def _least_bracketed(
    new: Pattern, found: Found, context: Context, is_meant: Callable[[str], bool], margin: str = ""
) -> str | None:
    """Return the new code, with as few brackets around its pieces as it can have; None where it cannot be written."""
    places = [each for each in _PLACE.finditer(new.code) if each.group().startswith(ONE)]
    open_ones = frozenset(n for n, each in enumerate(places) if _is_open(found.bindings.values.get(each.group())))
    bracketed: frozenset[int] = frozenset()
    for attempt in (frozenset[int](), open_ones):
        text = _filled(new.code, found, context, attempt, margin)
        if text is None:
            return None
        if is_meant(text):
            bracketed = attempt
            break
    else:
        return None
    for number in sorted(bracketed):  # those that are not needed after all
        fewer = bracketed - {number}
        text = _filled(new.code, found, context, fewer, margin)
        if text is not None and is_meant(text):
            bracketed = fewer
    return _filled(new.code, found, context, bracketed, margin)


def _is_open(value: Bound | None) -> bool:
    if isinstance(value, ast.Constant):
        return not isinstance(value.value, (str, bytes))
    return isinstance(value, ast.expr) and not isinstance(value, CLOSED)


def _is_expression(text: str, meant: Sequence[ast.AST]) -> bool:
    try:
        tree = ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return same([tree.body], meant)


def _statements_text(new: Pattern, found: Found, context: Context) -> str | None:
    if any(getattr(node, "decorator_list", None) for node in found.nodes):
        return None
    where = _range(found.nodes, context)
    before = context.source.line(where.line)[: where.column - 1]
    behind = context.source.line(where.end_line)[where.end_column - 1 :].strip()
    shares_line = bool(before.strip() or (behind and not behind.startswith("#")))
    margin = "" if before.strip() else before
    meant = substituted(new.statements, found.bindings.values)
    text = _least_bracketed(new, found, context, lambda text: _is_block(text, margin, meant), margin)
    if text is None:
        return None
    is_compound = any(hasattr(node, "body") for node in new.statements)
    return None if shares_line and ("\n" in text or is_compound) else text


def _is_block(text: str, margin: str, meant: Sequence[ast.AST]) -> bool:
    try:
        tree = ast.parse(f"if 1:\n{margin}{text}" if margin else text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    (first, *_) = tree.body
    return same(first.body if margin and isinstance(first, ast.If) else tree.body, meant)


def _filled(
    code: str, found: Found, context: Context, bracketed: frozenset[int] = frozenset(), margin: str = ""
) -> str | None:
    """Put the found pieces into the code; None where one of them cannot be written there.

    ``margin`` stands before each line of the code but the first.
    """
    code = code.replace("\n", f"\n{margin}")
    parts: list[str] = []
    done, number = 0, -1
    for place in _PLACE.finditer(code):
        name = place.group().lstrip("*")
        number += name.startswith(ONE)
        value = found.bindings.values.get(name)
        text = _written(value, context)
        if value is None or text is None:
            return None
        start, end = place.span() if text else _with_comma(code, *place.span())
        if isinstance(value, ast.stmt) or (isinstance(value, list) and value and isinstance(value[0], ast.stmt)):
            line = code.rfind("\n", 0, start) + 1
            indent = code[line:start] if line else margin
            text = _moved(text, _margin(value, context), indent)
        parts += code[done:start], f"({text})" if name.startswith(ONE) and number in bracketed else text
        done = end
    return "".join(parts) + code[done:]


def _with_comma(code: str, start: int, end: int) -> tuple[int, int]:
    """Widen a place that holds nothing by one comma."""
    behind = re.compile(r"\s*,\s*").match(code, end)
    if behind is not None:
        return start, behind.end()
    before = re.search(r"\s*,\s*\Z", code[:start])
    return (before.start(), end) if before is not None else (start, end)


def _written(value: Bound | None, context: Context) -> str | None:
    """Return found code as it is written."""
    if isinstance(value, str):
        return value
    if isinstance(value, ast.AST):
        return context.code(value)
    if value is None:
        return None
    if not value:
        return ""
    if all(isinstance(each, ast.stmt) for each in value):
        return context.at(_range(value, context))
    return ", ".join(text for each in value if (text := _entry_text(each, context)) is not None)


def _entry_text(value: object, context: Context) -> str | None:
    if isinstance(value, tuple):
        key, item = value
        return f"**{context.code(item)}" if key is None else f"{context.code(key)}: {context.code(item)}"
    if isinstance(value, ast.alias):
        return value.name + (f" as {value.asname}" if value.asname else "")
    return context.code(value) if isinstance(value, ast.AST) else str(value)


def _margin(value: Bound, context: Context) -> str:
    """Return the blanks before found statements."""
    first = value[0] if isinstance(value, list) else value
    where = context.place(first) if isinstance(first, ast.stmt) else Location(context.path, 1, 1)
    before = context.source.line(where.line)[: where.column - 1]
    return "" if before.strip() else before


def _moved(text: str, margin: str, other: str) -> str:
    """Put other blanks before all lines but the first; a line without the old ones is inside a string, and stays."""
    first, *lines = text.split("\n")
    return "\n".join(
        [first, *(other + line[len(margin) :] if line and line.startswith(margin) else line for line in lines)]
    )


def _range(nodes: Sequence[ast.AST], context: Context) -> Location:
    first, last = context.place(nodes[0]), context.place(nodes[-1])
    return Location(context.path, first.line, first.column, last.end_line, last.end_column)


def _stands_in_string(found: Found, context: Context) -> bool:
    node = found.nodes[0]
    return isinstance(node, ast.expr) and context.enclosing(node, ast.JoinedStr) is not None


def _has_comment(where: Location, context: Context) -> bool:
    return next(_comments_in(where, context), None) is not None


def _comments_in(where: Location, context: Context) -> Iterator[Location]:
    if "#" in context.at(where):
        for comment in context.comments():
            if _is_inside(comment, where):
                yield comment


def _is_inside(inner: Location, outer: Location) -> bool:
    begins = (outer.line, outer.column) <= (inner.line, inner.column)
    return begins and (inner.end_line, inner.end_column) <= (outer.end_line, outer.end_column)


def _keeps_comments(code: str, found: Found, where: Location, context: Context) -> bool:
    """Is each comment of the place in a piece that is written again?"""
    comments = list(_comments_in(where, context))
    if not comments:
        return True
    pieces: list[Location] = []
    for place in _PLACE.finditer(code):
        value = found.bindings.values.get(place.group().lstrip("*"))
        if isinstance(value, ast.AST):
            pieces.append(context.place(value))
        elif isinstance(value, list) and value and all(isinstance(each, ast.stmt) for each in value):
            pieces.append(_range(value, context))
    return all(any(_is_inside(comment, piece) for piece in pieces) for comment in comments)
