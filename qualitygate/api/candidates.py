"""By what a libcst rule is recognised without libcst: derived from what it says that a node must match."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from qualitygate.source.names import is_some_written
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


_VIEW = "what is called"


class Candidates(Struct, frozen=True):
    """By what a rule is recognised without libcst. All fields that are given must hold; a no may never be wrong."""

    nodes: tuple[type[ast.AST], ...] = ()  #: one of these is in the tree
    names: tuple[str, ...] = ()  #: one of these is written in the file: of functions, attributes, keywords
    modules: tuple[str, ...] = ()  #: one of these is imported, or something below it, or it is reached from above

    calls: tuple[str, ...] = ()  #: one of these is called: a function, or a method of whatever

    def words(self) -> list[tuple[str, ...]]:
        """Return sets of words, of each of which one stands in the text of every file with a candidate."""
        tails = tuple(module.rpartition(".")[2] for module in self.modules)
        return [words for words in (self.names, tails) if words]

    def are_in(self, source: Source) -> bool:
        """Can the rule find anything in this file? Names are looked for in the text first: that is nearly free."""
        if not all(is_some_written(words, source.text) for words in self.words()):
            return False
        if self.nodes and not source.nodes.has(*self.nodes):
            return False
        if self.calls and source.text.isascii() and _called(source).isdisjoint(self.calls):
            return False  # in other letters Python may read one of them (NFKC)
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
    calls = _calls(matcher) if matcher is not None else frozenset[str]()
    return Candidates(tuple(dict.fromkeys(types)), tuple(sorted(words)), calls=tuple(sorted(calls)))


def _calls(matcher: object) -> frozenset[str]:
    """Return names of which one is called wherever something matches; none where that is not known."""
    import libcst.matchers as m  # here: as below

    if isinstance(matcher, m.OneOf):
        return _union([_calls(option) for option in matcher.options])
    return _callees(matcher.func) if isinstance(matcher, m.Call) else frozenset()


def _callees(function: object) -> frozenset[str]:
    import libcst.matchers as m  # here: as below

    if isinstance(function, m.OneOf):
        return _union([_callees(option) for option in function.options])
    name = function.attr if isinstance(function, m.Attribute) else function
    return frozenset((name.value,)) if isinstance(name, m.Name) and isinstance(name.value, str) else frozenset()


def _union(sets: Sequence[frozenset[str]]) -> frozenset[str]:
    """Of alternatives each must say something; then one of all that they say holds."""
    return frozenset().union(*sets) if all(sets) else frozenset()


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
    needed = _union([min(_needed(option), key=len, default=frozenset[str]()) for option in options])
    return [needed] if needed else []


def _called(source: Source) -> frozenset[str]:
    """Return the last part of whatever is called in a file; made once for all rules."""
    view = source.views.get(_VIEW)
    if not isinstance(view, frozenset):
        names: set[str] = set()
        for call in source.nodes.of(ast.Call):
            if isinstance(call.func, (ast.Name, ast.Attribute)):
                names.add(call.func.id if isinstance(call.func, ast.Name) else call.func.attr)
        view = source.views[_VIEW] = frozenset(names)
    return view


def _touch(name: str, module: str) -> bool:
    """Is one of them the other, or above it?"""
    return f"{name}.".startswith(f"{module}.") or f"{module}.".startswith(f"{name}.")
