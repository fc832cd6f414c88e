"""Rules that read libcst's tree, with matchers and metadata; libcst is imported where a file has a candidate only."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from qualitygate.api.candidates import Candidates, derived
from qualitygate.api.rules import CodeRule, Context, Problem
from qualitygate.model.fix import Edit, Fix
from qualitygate.model.location import Location
from qualitygate.model.severity import Applicability

if TYPE_CHECKING:
    import libcst as cst
    import libcst.matchers as m
    from libcst.metadata import CodeRange

_VIEW = "libcst"


class CstView:
    """One file, or one statement of it, as libcst reads it: parsed once and walked once for all rules."""

    def __init__(self, text: str, line: int = 1, column: int = 1) -> None:
        """Read a text that begins at this line and column of its file."""
        self._line, self._column = line, column
        # here: half a second that only files with a candidate need
        import libcst
        from libcst.metadata import MetadataWrapper

        self.wrapper = MetadataWrapper(libcst.parse_module(text), unsafe_skip_copy=True)
        self.module = self.wrapper.module
        self._by_type = _by_type(self.module)

    @cached_property
    def positions(self) -> Mapping[cst.CSTNode, CodeRange]:
        """Where each node is; that costs as much as parsing, and only where something matches somebody asks."""
        from libcst.metadata import PositionProvider  # here: it is loaded by now

        return self.wrapper.resolve(PositionProvider)

    def place(self, node: cst.CSTNode, path: str) -> Location:
        """Return where a node is in its file."""
        where = self.positions[node]
        ends = (self._in_file(each.line, each.column) for each in (where.start, where.end))
        return Location(path, *next(ends), *next(ends))

    def _in_file(self, line: int, column: int) -> tuple[int, int]:
        return line + self._line - 1, column + (self._column if line == 1 else 1)

    def of(self, names: Iterable[str]) -> Iterator[cst.CSTNode]:
        """Yield the nodes of these types, by the names of their classes."""
        for name in names:
            yield from self._by_type.get(name, ())


def _by_type(module: cst.Module) -> dict[str, list[cst.CSTNode]]:
    """Return all nodes by the names of their types, in the order in which they stand.

    Read from their fields: a visitor of libcst's takes longer by far, for it may replace what it visits.
    """
    import libcst  # here: it is loaded by now

    found: dict[str, list[cst.CSTNode]] = {}
    fields: dict[type[object], tuple[str, ...]] = {}
    todo: list[object] = [module]
    while todo:
        node = todo.pop()
        kind = node.__class__
        if kind is list or kind is tuple:
            todo += reversed(node)  # type: ignore[call-overload]  # it is one of both
            continue
        if kind not in fields:
            is_node = issubclass(kind, libcst.CSTNode)
            fields[kind] = tuple(reversed(getattr(kind, "__dataclass_fields__", ()))) if is_node else ()
            if is_node:
                found[kind.__name__] = []
        if names := fields[kind]:
            found[kind.__name__].append(node)  # type: ignore[arg-type]  # it has fields
            todo += [getattr(node, name) for name in names]
    return found


class CstContext(Context):
    """One file as a libcst rule sees it."""

    def __init__(self, context: Context, view: CstView) -> None:
        super().__init__(context.source, context._options)
        self.view = view

    def node_place(self, node: cst.CSTNode) -> Location:
        """Return where a node is; whitespace that it owns does not count."""
        return self.view.place(node, self.path)

    def node_code(self, node: cst.CSTNode) -> str:
        """Return the text of a node."""
        return self.view.module.code_for_node(node)

    def node_problem(self, node: cst.CSTNode, message: str, fix: Fix | None = None) -> Problem:
        """Return what the rule yields."""
        return Problem(message, self.node_place(node), fix)

    def replace_node(
        self, node: cst.CSTNode, new: cst.CSTNode, title: str = "", applicability: Applicability = Applicability.UNSAFE
    ) -> Fix:
        """Return a fix that puts a node's text in the place of another's, and touches nothing else.

        Raises:
            TypeError: they are no expressions and no small statements: others own lines around them.
        """
        import libcst  # here: it is loaded by now

        for each in (node, new):
            if not isinstance(each, (libcst.BaseExpression, libcst.BaseSmallStatement)):
                raise TypeError(f"expected an expression or a small statement to replace, got {type(each).__name__}")
        if isinstance(new, libcst.BaseSmallStatement):
            new = new.with_changes(semicolon=libcst.MaybeSentinel.DEFAULT)
        text = self.node_code(new)
        where = self.node_place(node)
        edit = Edit(where.line, where.column, where.end_line, where.end_column, text)
        return Fix(title or f"Replace with {' '.join(text.split())[:60]!r}", (edit,), applicability)


class CstRule(CodeRule):
    """A rule about nodes of libcst's tree.

    Write ``import libcst`` inside the methods: what stands at the head of the file is imported in every run.
    """

    nodes: tuple[str, ...]  #: names of libcst's classes: ("Call",)
    #: libcst reads only files that have one. None: what follows from ``nodes`` and ``matcher``, for which each process
    #: that has the rule imports libcst, half a second; named, only files with a candidate cost that.
    candidates: Candidates | None = None

    #: Does it look at nothing outside the statement around a candidate? Then libcst reads no more than that.
    is_local: bool = False

    def matcher(self) -> m.BaseMatcherNode | None:
        """Return what a node must match to be asked about; None = all of the rule's types are."""
        return None

    def is_candidate(self, node: ast.AST, context: Context) -> bool:
        """Can there be a problem because of this node, one of ``candidates.nodes``? A no may never be wrong."""
        return True

    def has_candidate(self, context: Context) -> bool:
        """Must libcst read this file?"""
        candidates = self.candidates
        if candidates is None:
            candidates = self.candidates = derived(self.nodes, self.matcher())
        if not candidates.are_in(context.source):
            return False
        kinds = candidates.nodes
        return not kinds or any(self.is_candidate(node, context) for node in context.source.nodes.of(*kinds))

    def problems(self, context: Context) -> Iterator[Problem]:
        """Ask about each node that matches, in files with a candidate."""
        if not self.has_candidate(context):
            return
        pieces = self._pieces(context) if self.is_local else None
        if pieces is None:
            yield from self.problems_in_all(context)
            return
        for view in pieces:
            yield from self._problems_in(view, context)

    def _pieces(self, context: Context) -> list[CstView] | None:
        """Return the statements around the candidates; None where one is the head of others."""
        kinds = self.candidates.nodes if self.candidates is not None else ()
        statements: dict[ast.stmt, None] = {}
        for node in context.source.nodes.of(*kinds):
            if self.is_candidate(node, context):
                statement = context.enclosing(node, ast.stmt)
                if statement is None or hasattr(statement, "body") or hasattr(statement, "cases"):
                    return None
                statements[statement] = None
        places = sorted(map(context.place, statements))
        return [CstView(context.at(place), place.line, place.column) for place in places] if places else None

    def problems_in_all(self, context: Context) -> Iterator[Problem]:
        """Ask about each node that matches, whether the file has a candidate or not."""
        views = context.source.views
        view = views.get(_VIEW)
        if not isinstance(view, CstView):
            view = views[_VIEW] = CstView(context.text)
        yield from self._problems_in(view, context)

    def _problems_in(self, view: CstView, context: Context) -> Iterator[Problem]:
        matcher = self.matcher()
        inner = CstContext(context, view)
        for node in view.of(self.nodes):
            try:
                is_asked = matcher is None or _matches(node, matcher, view)
            except BaseException:  # a function of the matcher: where it failed is told
                context.line = view.place(node, context.path).line
                raise
            if is_asked:
                context.line = view.place(node, context.path).line
                yield from self.check(node, inner)

    def check(self, node: cst.CSTNode, context: CstContext) -> Iterable[Problem]:
        """Yield what is wrong with one node."""
        raise NotImplementedError


def _matches(node: cst.CSTNode, matcher: m.BaseMatcherNode, view: CstView) -> bool:
    from libcst.matchers import matches  # here: it is loaded by now

    return matches(node, matcher, metadata_resolver=view.wrapper)


__all__ = ["Candidates", "CstContext", "CstRule", "CstView"]
