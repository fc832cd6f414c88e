"""By what a libcst rule is recognised without libcst: derived from what it says that a node must match."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from qualitygate.source.source import Source

if TYPE_CHECKING:
    import libcst.matchers as m

#: The types of ``ast`` of which one is in every file that has a node of libcst's type. A type that is not here may
#: stand for what ``ast`` has no node for: a name that is defined, the module of an import.
_TYPES: dict[str, tuple[type[ast.AST], ...]] = {
    **{name: (getattr(ast, name),) for name in ("Call", "Lambda", "IfExp", "Await", "NamedExpr", "Subscript")},
    **{
        name: (getattr(ast, name),)
        for name in ("List", "Set", "Dict", "ListComp", "SetComp", "DictComp", "GeneratorExp")
    },
    **{
        name: (getattr(ast, name),)
        for name in ("If", "While", "ClassDef", "Assert", "Raise", "Return", "ExceptHandler")
    },
    **{name: (getattr(ast, name),) for name in ("Import", "ImportFrom", "Global", "Nonlocal", "AugAssign", "Assign")},
    "For": (ast.For, ast.AsyncFor),
    "With": (ast.With, ast.AsyncWith),
    "FunctionDef": (ast.FunctionDef, ast.AsyncFunctionDef),
    "Yield": (ast.Yield, ast.YieldFrom),
    "Del": (ast.Delete,),
    "Comparison": (ast.Compare,),
    "BooleanOperation": (ast.BoolOp,),
    "BinaryOperation": (ast.BinOp,),
    "FormattedString": (ast.JoinedStr,),
}


class Candidates(Struct, frozen=True):
    """By what a rule is recognised without libcst. All fields that are given must hold; a no may never be wrong."""

    nodes: tuple[type[ast.AST], ...] = ()  #: one of these is in the tree
    names: tuple[str, ...] = ()  #: one of these is written in the file: of functions, attributes, keywords
    modules: tuple[str, ...] = ()  #: one of these is imported, or something below it, or it is reached from above

    def are_in(self, source: Source) -> bool:
        """Can the rule find anything in this file? Names are looked for in the text first: that is nearly free."""
        if not _is_some_written(self.names, source.text):
            return False
        if not _is_some_written(tuple(module.rpartition(".")[2] for module in self.modules), source.text):
            return False
        if self.nodes and not source.nodes.has(*self.nodes):
            return False
        imported = source.names.modules() if self.modules else ()
        return not self.modules or any(_touch(name, module) for name in imported for module in self.modules)


def derived(nodes: Iterable[str], matcher: m.BaseMatcherNode | None) -> Candidates:
    """Return what follows from the names of libcst's types that a rule is about, and from what they must match."""
    types: list[type[ast.AST]] = []
    for name in nodes:
        if name not in _TYPES:
            types = []
            break
        types += _TYPES[name]
    words = min(_needed(matcher), key=len, default=frozenset()) if matcher is not None else ()
    return Candidates(nodes=tuple(dict.fromkeys(types)), names=tuple(sorted(words)))


def _needed(matcher: object) -> list[frozenset[str]]:
    """Return sets of names: of each set, one is written wherever something matches."""
    import libcst.matchers as m  # here: what asks has made a matcher, so that it is loaded

    if isinstance(matcher, m.OneOf):
        return _of_one(matcher.options)
    if isinstance(matcher, m.AllOf):
        return [each for option in matcher.options for each in _needed(option)]
    if isinstance(matcher, m.AtLeastN):
        return _needed(matcher.matcher) if matcher.n else []
    if isinstance(matcher, m.Name):
        return [frozenset((matcher.value,))] if isinstance(matcher.value, str) else []
    if isinstance(matcher, (list, tuple)):
        return [each for element in matcher for each in _needed(element)]
    if not isinstance(matcher, m.BaseMatcherNode) or not hasattr(matcher, "__dataclass_fields__"):
        return []
    return [
        each
        for field in matcher.__dataclass_fields__
        if field != "metadata"
        for each in _needed(getattr(matcher, field))
    ]


def _of_one(options: Sequence[object]) -> list[frozenset[str]]:
    """Of alternatives each must need something; then one of all that they need is written."""
    smallest = [min(_needed(option), key=len, default=frozenset[str]()) for option in options]
    return [frozenset().union(*smallest)] if all(smallest) else []


def _touch(name: str, module: str) -> bool:
    """Is one of them the other, or above it?"""
    return f"{name}.".startswith(f"{module}.") or f"{module}.".startswith(f"{name}.")


def _is_some_written(names: tuple[str, ...], text: str) -> bool:
    """A name of the tree is in the text as it is, but for letters that Python takes for others (NFKC)."""
    return not names or not text.isascii() or any(name in text for name in names)
