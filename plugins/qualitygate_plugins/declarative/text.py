"""``forbid-text``: what a regular expression finds in the text of a file, or in one sort of text in it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cached_property

from qualitygate.api.rules import Context, Location, Problem
from qualitygate_plugins.declarative.base import DeclaredRule
from qualitygate_plugins.declarative.declaration import Declaration
from qualitygate_plugins.spelling import KINDS as READABLE

_PYTHON = ("python", "stub")
#: Which kinds of files have text of a sort. Scripts have prose too, for which an extra has to be installed.
KINDS_OF_CONTEXT = {
    "string": _PYTHON,
    "comment": _PYTHON,
    "template": ("template",),
    "prose": READABLE,
}
_ASKED_FOR = frozenset(("javascript", "typescript"))
_OPENING = re.compile("[a-zA-Z]*(\"{3}|'{3}|\"|')")


class ForbidText(DeclaredRule):
    """Finds matches of a regular expression."""

    needs_tree = False

    @cached_property
    def _expression(self) -> re.Pattern[str]:
        return re.compile(self.declared.forbid_text, re.MULTILINE)

    def read_kinds(self, declared: Declaration) -> tuple[str, ...]:
        """Return those that are named; else those that have such text."""
        if declared.kinds or not declared.contexts:
            return declared.kinds or super().read_kinds(declared)
        kinds = (kind for each in declared.contexts for kind in KINDS_OF_CONTEXT[each] if kind not in _ASKED_FOR)
        return tuple(dict.fromkeys(kinds))

    def found(self, context: Context) -> Iterator[Problem]:
        """Yield each match."""
        if not self.declared.contexts:
            for match in self._expression.finditer(context.text):
                yield context.problem(context.span(*match.span()), self.summary)
            return
        seen: set[Location] = set()
        for name in self.declared.contexts:
            if context.source.kind in KINDS_OF_CONTEXT[name]:
                for where in self._places(name, context):
                    if where not in seen:
                        seen.add(where)
                        yield context.problem(where, self.summary)

    def _places(self, name: str, context: Context) -> Iterator[Location]:
        if name == "prose":
            yield from self._in_prose(context)
            return
        for start, text in _READERS[name](context):
            for match in self._expression.finditer(text):
                yield context.span(start + match.start(), start + match.end())

    def _in_prose(self, context: Context) -> Iterator[Location]:
        from qualitygate_plugins.spelling.reading import is_text, prose_of  # here: readers of a dozen kinds of files

        if not is_text(context.source):
            return
        prose = prose_of(context.source)
        for match in self._expression.finditer(prose.text):
            if match.end() > match.start():
                units = prose.units(*match.span())
                yield context.span(units[0].start, units[-1].end)


def _comments(context: Context) -> Iterator[tuple[int, str]]:
    for where in context.comments():
        yield context.source.line_starts[where.line - 1] + where.column - 1, context.at(where)


def _strings(context: Context) -> Iterator[tuple[int, str]]:
    """Yield what stands between the quotes of each string, as it is written, and where it begins."""
    if context.source.tree is None:
        return
    text, spans = context.text, context.source.spans
    if spans is None:
        spans = [_offsets(node, context) for node in _outer_strings(context)]
    for start, end in spans:
        opening = _OPENING.match(text, start)
        if opening is not None and text[start] != "#":
            width = len(opening[1])
            inner = opening.end()
            yield inner, text[inner : max(end - width, inner)]


def _outer_strings(context: Context) -> Iterator[ast.expr]:
    nodes = context.source.nodes
    yield from nodes.of(ast.JoinedStr)
    for node in nodes.of(ast.Constant):
        if isinstance(node.value, (str, bytes)) and context.enclosing(node, ast.JoinedStr) is None:
            yield node


def _offsets(node: ast.expr, context: Context) -> tuple[int, int]:
    where = context.place(node)
    starts = context.source.line_starts
    return starts[where.line - 1] + where.column - 1, starts[where.end_line - 1] + where.end_column - 1


def _template(context: Context) -> Iterator[tuple[int, str]]:
    yield 0, context.text


_READERS = {"string": _strings, "comment": _comments, "template": _template}
