"""McCabe complexity: C901 for functions, methods and module-level loops above ``max-complexity``.

Its imports are pinned by tests/meta/test_import_weight.py.
Its facts are pinned by tests/plugins/test_complexity.py.
"""

from __future__ import annotations

from collections.abc import Iterable

from qualitygate.api import (
    Checker,
    DefaultCodes,
    Example,
    Finding,
    Location,
    OptionTable,
    Rule,
    Settings,
    Severity,
    Source,
    hookimpl,
)

_NESTED = """\
def price(order):
    if order.is_member:
        if order.is_large:
            return 80
        if order.is_old:
            return 90
    return 100
"""
_FLAT = """\
def price(order):
    return member_price(order) if order.is_member else 100


def member_price(order):
    if order.is_large:
        return 80
    return 90 if order.is_old else 100
"""


@hookimpl
def qualitygate_add_options(table: OptionTable) -> None:
    """Declare the threshold; off by default, as in flake8."""
    most = "highest McCabe complexity allowed (C901); -1 = off"
    table.add("max-complexity", -1, most, minimum=-1, top_level=True, flag=True)


@hookimpl
def qualitygate_rules() -> Iterable[Rule]:
    """Document C901."""
    return [
        Rule(
            "C901",
            "complex-structure",
            "A function has more paths through it than max-complexity allows",
            why="Every path wants a test and a place in the reader's head. Split the function, or return early. "
            "Said only once max-complexity is set; the examples are for max-complexity = 3.",
            severity=Severity.WARNING,
            category="complexity",
            examples=(Example(_NESTED, _FLAT),),
            example_options=(("max-complexity", 3),),
            url="https://github.com/PyCQA/mccabe",
            options=("max-complexity",),
        )
    ]


@hookimpl
def qualitygate_default_codes() -> DefaultCodes:
    """Select the family; it fires only once ``max-complexity`` is set."""
    return DefaultCodes(("C90",))


@hookimpl
def qualitygate_kinds(settings: Settings) -> Iterable[str]:
    """Python, once a threshold is set and C901 is selected."""
    return ("python", "stub") if _is_on(settings) else ()


@hookimpl
def qualitygate_checkers(settings: Settings) -> Iterable[Checker]:
    """Create the checker, when it is on."""
    return [ComplexityChecker(settings.number("max-complexity"))] if _is_on(settings) else []


def _is_on(settings: Settings) -> bool:
    return settings.number("max-complexity") >= 0 and settings.selection.is_selected("C901")


class ComplexityChecker:
    """Asks the ``mccabe`` package, as flake8 does."""

    name = "complexity"
    kinds = frozenset({"python", "stub"})
    codes = ("C90",)
    needs_tree = True

    def __init__(self, limit: int) -> None:
        self._limit = limit

    def check(self, source: Source) -> Iterable[Finding]:
        """Yield C901 with mccabe's text."""
        from mccabe import PathGraphingAstVisitor  # here: only where a file is checked

        visitor = PathGraphingAstVisitor()
        visitor.preorder(source.tree, visitor)
        for graph in visitor.graphs.values():
            complexity = graph.complexity()
            if complexity > self._limit:
                where = Location(source.path, graph.lineno, source.column_from_utf8(graph.lineno, graph.column))
                message = f"{graph.entity!r} is too complex ({complexity})"
                yield Finding("C901", message, where, Severity.WARNING, self.name)
