"""``pattern``: code that nobody may write, and what to write instead."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from qualitygate.api.rules import Context, Location, Problem
from qualitygate_plugins.declarative.base import DeclaredRule
from qualitygate_plugins.declarative.declaration import Declaration
from qualitygate_plugins.declarative.naming import calls_by_name, full_name
from qualitygate_plugins.declarative.pattern import needed
from qualitygate_plugins.declarative.pattern.comparing import Bindings
from qualitygate_plugins.declarative.pattern.matching import Match, entry, matcher
from qualitygate_plugins.declarative.pattern.reading import ONE, Pattern, read_pattern
from qualitygate_plugins.declarative.pattern.replacing import Found, Replacement
from qualitygate_plugins.declarative.pattern.sequences import Entry, beginning

_SHOWN = 60  #: characters of code that a message repeats


class _Compiled(NamedTuple):
    pattern: Pattern
    words: frozenset[str]
    kinds: tuple[type[ast.AST], ...]
    callee: str  #: the full name of what is called, if that is what it is
    like: Match  #: for an expression
    entries: list[Entry]  #: for statements


class PatternRule(DeclaredRule):
    """Finds code that is like a pattern."""

    def __init__(self, declared: Declaration) -> None:
        super().__init__(declared)
        self._is_told = "$" in self.summary

    @cached_property
    def _compiled(self) -> _Compiled:
        pattern = read_pattern(self.declared.pattern)
        like = matcher(pattern.expression) if pattern.expression is not None else matcher(None)
        entries = [] if pattern.expression is not None else [entry(each) for each in pattern.statements]
        return _Compiled(
            pattern, needed.words(pattern), needed.kinds(pattern), needed.callee(pattern), like, entries
        )

    @cached_property
    def _replacement(self) -> Replacement | None:
        if self.declared.replace is None or self.fix is None:
            return None
        return Replacement(self._compiled.pattern, self.declared.replace, self.fix)

    def found(self, context: Context) -> Iterator[Problem]:
        """Yield each place."""
        text = context.text
        if text.isascii() and not all(word in text for word in self._compiled.words):
            return
        for found in self.matches(context):
            fix = self._replacement.fix(found, context) if self._replacement is not None else None
            yield context.problem(_place(found.nodes, context), self._message(found, context), fix)

    def matches(self, context: Context) -> Iterator[Found]:
        """Yield all that is like the pattern."""

        def meaning(node: ast.AST) -> tuple[str, str]:
            meant = full_name(node, context)
            is_sure = meant or not context.source.names.is_doubtful(node)
            return meant, context.written(node) if is_sure else ""

        if self._compiled.pattern.expression is None:
            yield from self._runs(context, meaning)
            return
        for node in self._candidates(context):
            context.line = getattr(node, "lineno", 0)
            bindings = Bindings()
            if self._compiled.like(node, bindings, meaning):
                yield Found([node], bindings)

    def _candidates(self, context: Context) -> Iterator[ast.AST]:
        callee = self._compiled.callee
        if not callee:
            yield from context.source.nodes.of(*self._compiled.kinds)
            return
        by_name = calls_by_name(context)
        yield from by_name.get(callee, ())
        for call in by_name.get("", ()):  # of names that the file binds itself
            if context.written(call.func) == callee:
                yield call

    def _runs(self, context: Context, meaning: object) -> Iterator[Found]:
        """Yield runs of statements; two do not overlap."""
        entries = self._compiled.entries
        first = entries[0].like
        done: set[int] = set()
        for node in context.source.nodes.of(*self._compiled.kinds):
            if id(node) in done or first is None or not first(node, Bindings(), meaning):
                continue
            context.line = getattr(node, "lineno", 0)
            block = _block_of(node, context) if len(entries) > 1 else [node]
            start = next(index for index, each in enumerate(block) if each is node)
            bindings = Bindings()
            end = beginning(entries, block, start, bindings, meaning)
            if end:
                done.update(map(id, block[start:end]))
                yield Found(block[start:end], bindings)

    def _message(self, found: Found, context: Context) -> str:
        if not self._is_told:
            return self.summary
        said = self.summary
        for name in sorted(self._compiled.pattern.names, key=len, reverse=True):
            value = found.bindings.values.get(ONE + name)
            if value is not None:
                code = value if isinstance(value, str) else context.code(value) if isinstance(value, ast.AST) else ""
                shown = " ".join(code.split())
                said = said.replace(f"${name}", shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…")
        return said


def _block_of(node: ast.AST, context: Context) -> list[ast.AST]:
    """Return the statements among which one stands."""
    parent = context.parent(node)
    for name in ("body", "orelse", "finalbody"):
        block = getattr(parent, name, None)
        if isinstance(block, list) and any(each is node for each in block):
            return block
    return [node]


def _place(nodes: list[ast.AST], context: Context) -> Location:
    """Return where they stand. Before 3.12 Python knows no place in a formatted string: then it is the string."""
    node = nodes[0]
    outer = context.enclosing(node, ast.JoinedStr) if isinstance(node, ast.expr) else None
    while outer is not None:
        node, outer = outer, context.enclosing(outer, ast.JoinedStr)
    first = context.place(node)
    last = first if len(nodes) < 2 else context.place(nodes[-1])
    return Location(context.path, first.line, first.column, last.end_line, last.end_column)
