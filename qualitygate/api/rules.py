"""The author's door to rules: one small class is a rule, with its documentation, its examples and its fix."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Generic, TypeVar

from msgspec import Struct

from qualitygate.api.options import Option
from qualitygate.model.fix import Edit, Fix
from qualitygate.model.location import Location
from qualitygate.model.rule import Example, Rule
from qualitygate.model.settings import OptionValue
from qualitygate.model.severity import Applicability, Severity
from qualitygate.source.names import dotted, is_some_written
from qualitygate.source.source import Source

_Node = TypeVar("_Node", bound=ast.AST)
_TEST_FOLDERS = frozenset(("tests", "test", "testing", "t"))


class Problem(Struct, frozen=True):
    """What a rule has found at one place. Code, severity and path are the rule's and the file's."""

    message: str  #: one line, says what is there and what to write instead; no final period
    location: Location
    fix: Fix | None = None


class Context:
    """One file as a rule sees it, and what the rule says about it."""

    def __init__(self, source: Source, options: Mapping[str, OptionValue] | None = None) -> None:
        self.source = source  #: its lines, tokens, tree
        self.line = 0  #: the line (1-based) that is looked at, for the message when the rule fails; 0 = none yet
        self._options = options or {}

    @property
    def path(self) -> str:
        """POSIX, relative to the project root."""
        return self.source.path

    @property
    def text(self) -> str:
        """The whole text; every line break is ``\\n``."""
        return self.source.text

    @property
    def is_test(self) -> bool:
        """Is it a test, by the names that pytest and Django look for, and folders that are called so?"""
        return _is_test(self.path)

    def option(self, key: str) -> OptionValue:
        """Return the value of one of the rule's options.

        Raises:
            KeyError: the rule declares none of this name.
        """
        return self._options[key]

    # about the tree

    def meaning(self, node: ast.AST) -> str:
        """Return the full dotted name that imports give a name or attribute: "datetime.datetime.now", "builtins.open".

        "" where the file binds the name itself, and for everything that is no name.
        """
        return self.source.names.meaning(node)

    def written(self, node: ast.AST) -> str:
        """Return a name or a chain of attributes as it is written: "self.client.get"; "" for everything else."""
        return dotted(node)

    def parent(self, node: ast.AST) -> ast.AST | None:
        """Return what a node stands in."""
        return self.source.nodes.parent(node)

    def enclosing(self, node: ast.AST, *kinds: type[_Node]) -> _Node | None:
        """Return the nearest node of one of these types that a node stands in."""
        return self.source.nodes.enclosing(node, *kinds)

    # places

    def place(self, node: ast.AST) -> Location:
        """Return where a node of the tree is.

        Raises:
            TypeError: it has no place: a module, an operator, arguments.
        """
        if not isinstance(node, (ast.expr, ast.stmt, ast.arg, ast.keyword, ast.alias, ast.excepthandler, ast.pattern)):
            raise TypeError(f"expected a node with a place, got {type(node).__name__}")
        end_line = node.end_lineno or node.lineno
        start = self.source.column_from_utf8(node.lineno, node.col_offset)
        end = self.source.column_from_utf8(end_line, node.end_col_offset or 0)
        return Location(self.path, node.lineno, start, end_line, end)

    def span(self, start: int, end: int) -> Location:
        """Return the place of ``text[start:end]``."""
        line, column = self._position(start)
        return Location(self.path, line, column, *self._position(end))

    def _position(self, offset: int) -> tuple[int, int]:
        from bisect import bisect_right  # here: only where something is found in the text

        starts = self.source.line_starts
        line = max(bisect_right(starts, offset, 0, max(len(starts) - 1, 1)), 1)
        return line, offset - starts[line - 1] + 1

    def code(self, node: ast.AST) -> str:
        """Return the text of a node, exactly as it is written; without parentheses around it."""
        return self.at(self.place(node))

    def _offset(self, line: int, column: int) -> int:
        return self.source.line_starts[line - 1] + column - 1

    def distance(self, start: Location, end: Location) -> int:
        """Return how many characters lie between the start of one place and the end of another."""
        return self._offset(end.end_line, end.end_column) - self._offset(start.line, start.column)

    def comments(self) -> Iterator[Location]:
        """Yield where each comment is; of Python that does not parse, up to where it fails."""
        if self.source.tree is not None and (spans := self.source.spans) is not None:
            yield from (self.span(start, end) for start, end in spans if self.text.startswith("#", start))
            return
        import tokenize  # here: only odd files come this far

        for token in self.source.tokens:
            if token.type == tokenize.COMMENT:
                (line, start), (_, end) = token.start, token.end
                yield Location(self.path, line, start + 1, line, end + 1)

    def at(self, where: Location) -> str:
        """Return the text of a place."""
        return self.text[self._offset(where.line, where.column) : self._offset(where.end_line, where.end_column)]

    # what is said

    def problem(self, where: ast.AST | Location, message: str, fix: Fix | None = None) -> Problem:
        """Return what the rule yields."""
        return Problem(message, where if isinstance(where, Location) else self.place(where), fix)

    def replace(
        self,
        where: ast.AST | Location,
        text: str,
        title: str = "",
        applicability: Applicability = Applicability.UNSAFE,
    ) -> Fix:
        """Return a fix that puts ``text`` where something else is; an empty text deletes, an empty place inserts."""
        place = where if isinstance(where, Location) else self.place(where)
        edit = Edit(place.line, place.column, place.end_line, place.end_column, text)
        return Fix(title or f"Replace with {' '.join(text.split())[:60]!r}", (edit,), applicability)

    def insert_behind(self, node: ast.AST, text: str, title: str = "") -> Fix:
        """Return an unsafe fix that inserts ``text`` right behind a node."""
        end = self.place(node)
        behind = Location(self.path, end.end_line, end.end_column, end.end_line, end.end_column)
        return self.replace(behind, text, title or f"Insert {' '.join(text.split())[:60]!r}")

    def delete_statement(self, statement: ast.stmt, title: str = "", last: ast.stmt | None = None) -> Fix:
        """Return an unsafe fix that takes a statement away, or the run of them that ends with ``last``.

        Lines that hold nothing else go with it; a comment behind it stays. ``pass`` is left only where the block would
        be empty, and a file may be.
        """
        from qualitygate.source.deletion import deletion  # here: most rules delete nothing

        start, end, text = deletion(self.source, statement, last or statement)
        place = self.span(start, end)
        if self.text.endswith("\n", start, end):  # with its last line break: up to the beginning of the next line
            place = Location(self.path, place.line, place.column, place.line + self.text.count("\n", start, end), 1)
        return self.replace(place, text, title or "Delete the statement")


@lru_cache(maxsize=64)
def _is_test(path: str) -> bool:
    *folders, name = path.split("/")
    stem = name.rpartition(".")[0]
    is_named = stem.startswith("test_") or stem.endswith("_test") or stem in ("tests", "conftest")
    return is_named or not _TEST_FOLDERS.isdisjoint(folders)


class CodeRule:
    """What every rule says about itself. Write a :class:`TreeRule`, :class:`TextRule` or ``cst.CstRule``.

    One object serves all files of a process: it may keep nothing from one that changes what it finds in another.
    """

    code: str  #: 1 to 8 capitals of the team's own and 1 to 6 digits: "ACME101"
    name: str  #: kebab-case, names the pattern: "print-call"
    summary: str  #: one line
    why: str = ""  #: what breaks where it is ignored
    severity: Severity = Severity.WARNING
    category: str = "bug"
    fix: Applicability | None = None  #: the best level that its fixes reach; None = it has none
    on_by_default: bool = True  #: False: reported only where its full code is selected
    examples: tuple[Example, ...] = ()  #: its documentation, and its tests
    options: tuple[Option, ...] = ()  #: their keys in the configuration: ``<plugin>.<rule>-<key>``
    tags: tuple[str, ...] = ()  #: what it is about: "django"
    kinds: tuple[str, ...] = ("python",)  #: of files that it reads
    needs_tree: bool = True  #: not asked about Python that does not parse
    url: str = ""
    accuracy: str = ""  #: how often it is wrong: of how many findings that somebody read, where and when

    def problems(self, context: Context) -> Iterable[Problem]:
        """Yield what is wrong with one file; the views of a rule call ``check`` from here."""
        raise NotImplementedError

    def documentation(self) -> Rule:
        """Return what catalogues, reports and ``explain`` know of it.

        Raises:
            ValueError: something that has to be said is not.
        """
        for field in ("code", "name", "summary"):
            if not isinstance(getattr(self, field, None), str):
                raise ValueError(f"the rule {type(self).__name__} says no {field}: expected {field} = '…' in its class")
        return Rule(
            self.code,
            self.name,
            self.summary,
            self.why,
            self.severity,
            self.category,
            self.fix,
            self.on_by_default,
            self.examples,
            self.url,
            accuracy=self.accuracy,
        )


class TreeRule(CodeRule, Generic[_Node]):
    """A rule about nodes of the syntax tree: ``class PrintCall(TreeRule[ast.Call])`` with ``nodes = (ast.Call,)``.

    All tree rules of a run share one walk of each file; ``check`` is called for the nodes of the rule's types only.
    """

    nodes: tuple[type[_Node], ...]  #: exactly these types: a subclass is another type
    words: tuple[str, ...] = ()  #: one of these is written in every file in which it finds something; () = who knows

    def problems(self, context: Context) -> Iterator[Problem]:
        """Ask about each node."""
        if self.words and not is_some_written(self.words, context.text):
            return
        for node in context.source.nodes.of(*self.nodes):
            context.line = getattr(node, "lineno", 0)
            yield from self.check(node, context)

    def check(self, node: _Node, context: Context) -> Iterable[Problem]:
        """Yield what is wrong with one node."""
        raise NotImplementedError


class TextRule(CodeRule):
    """A rule about the text, its lines or its tokens: ``context.text``, ``context.source.tokens``."""

    needs_tree = False

    def problems(self, context: Context) -> Iterable[Problem]:
        """Ask about the file."""
        return self.check(context)

    def check(self, context: Context) -> Iterable[Problem]:
        """Yield what is wrong with one file."""
        raise NotImplementedError


__all__ = [
    "Applicability",
    "CodeRule",
    "Context",
    "Edit",
    "Example",
    "Fix",
    "Location",
    "Option",
    "Problem",
    "Severity",
    "TextRule",
    "TreeRule",
]
