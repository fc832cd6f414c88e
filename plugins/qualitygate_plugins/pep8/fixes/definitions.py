"""A lambda with a name, and an except clause without one: E731, E722."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from qualitygate.api import Applicability, Fix
from qualitygate_plugins.pep8.fixes.layout import Layout, Position, Token, edit, visible
from qualitygate_plugins.pep8.fixes.options import FixOptions
from qualitygate_plugins.pep8.fixes.statements import block_indentation

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, *_COMPREHENSIONS)
#: Nodes that bind what their ``name`` says; the last three are new in Python 3.12.
_NAMED: tuple[type[ast.AST], ...] = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.ExceptHandler, ast.MatchAs, ast.MatchStar),
    *(getattr(ast, name) for name in ("TypeVar", "ParamSpec", "TypeVarTuple") if hasattr(ast, name)),
)
_AMBIGUOUS = ("l", "O", "I")
_Branches = Mapping[ast.AST, object]  #: by each fork around a node, in which part of it the node stands


def name_exception(layout: Layout, position: Position) -> Fix | None:
    """Write ``except BaseException:``, which is what a bare ``except:`` catches (E722).

    ``except Exception:`` would let KeyboardInterrupt and SystemExit through that are caught today. Unsafe all the
    same: whoever reads the fix should decide which exceptions were meant.
    """
    index = layout.index_at(position)
    if index is None or layout.tokens[index][1] != "except" or layout.tokens[index + 1][1] != ":":
        return None
    change = edit(layout.tokens[index][3], layout.tokens[index + 1][2], " BaseException")
    return Fix("Catch BaseException by name", (change,), Applicability.UNSAFE)


def define_function(layout: Layout, position: Position, options: FixOptions) -> Fix | None:
    """Turn ``name = lambda ...`` into a ``def`` (E731). Unsafe: the function gets a name of its own.

    Not where the same scope gives that name to something else too, or the file imports it, unless that is in another
    branch: pyflakes would tell of F811, which it does not of two variables. Nor where E743 would be found for E741.
    """
    tokens = visible(layout.logical_line(position[0]) or ())
    if len(tokens) < 5 or tokens[0][2] != position or tokens[2][1] != "lambda":
        return None
    target = _assignment(layout, position)
    if target is None or target.id in _AMBIGUOUS or layout.once(_Bindings).has_another(target):
        return None
    colon = _colon(tokens)
    start, end = tokens[0][2], tokens[-1][3]
    if any(token[1] == ";" for token in tokens):
        return None
    if (
        colon is None
        or layout.first_row(start[0]) != start[0]
        or layout.indentation(start[0]) != layout.text(start[0])[: start[1]]
        or "\x0c" in layout.indentation(start[0])
    ):
        return None
    arguments = layout.slice(tokens[2][3], colon[2])
    result = layout.slice(colon[3], end).strip()
    if "\n" in arguments:
        return None
    if "\n" in result:
        result = f"({result})"
    margin = block_indentation(layout, start[0], options)
    replacement = f"def {tokens[0][1]}({arguments.strip()}):\n{margin}return {result}"
    return Fix(f"Define '{tokens[0][1]}' with def", (edit(start, end, replacement),), Applicability.UNSAFE)


def _colon(tokens: Sequence[Token]) -> Token | None:
    """The colon between arguments and result of the lambda that is the third token."""
    depth = lambdas = 0
    for token in tokens[3:]:
        depth += (token[1] in ("(", "[", "{")) - (token[1] in (")", "]", "}"))
        if token[1] == "lambda" and not depth:
            lambdas += 1
        elif token[1] == ":" and not depth:
            if not lambdas:
                return token
            lambdas -= 1
    return None


def _assignment(layout: Layout, position: Position) -> ast.Name | None:
    """Return the target of a statement at ``position`` that assigns a lambda, and only that, to one name."""
    node = layout.node_at(position, ast.Assign)
    if node is None:
        return None
    target, value = node.targets[0], node.value
    ends_with_it = (value.end_lineno, value.end_col_offset) == (node.end_lineno, node.end_col_offset)
    is_alone = len(node.targets) == 1 and isinstance(value, ast.Lambda) and ends_with_it
    return target if is_alone and isinstance(target, ast.Name) else None


class _Bindings:
    """What binds each name of a file: looked up once for all its lambdas."""

    def __init__(self, layout: Layout) -> None:
        self._nodes = layout.source.nodes
        #: as far as they were asked for
        self._by_scope: dict[str, dict[ast.AST | None, _Places]] = {}
        self._imports: dict[str, _Places] = {}
        self._blocks: dict[ast.AST, frozenset[ast.AST]] = {}

    def has_another(self, target: ast.Name) -> bool:
        """Would a ``def`` in the place of this assignment redefine something, or be redefined?"""
        branches = self._branches(target)
        bound = self._bound_in(self._nodes.enclosing(target, *_SCOPES), target.id)
        return bound.beside(branches) > 1 or self._imports_of(target.id).beside(branches) > 0

    def _imports_of(self, name: str) -> _Places:
        if name not in self._imports:
            self._imports[name] = _Places(map(self._branches, self._imported.get(name, ())))
        return self._imports[name]

    @cached_property
    def _imported(self) -> Mapping[str, Sequence[ast.AST]]:
        """What imports each name, in any scope."""
        found: dict[str, list[ast.AST]] = {}
        for node in self._nodes.of(ast.alias):
            found.setdefault(node.asname or node.name.partition(".")[0], []).append(node)
        return found

    @cached_property
    def _bound(self) -> Mapping[str, Sequence[ast.AST]]:
        """What else binds each name, in any scope."""
        found: dict[str, list[ast.AST]] = {}
        for name in [name for name in self._nodes.of(ast.Name) if isinstance(name.ctx, ast.Store)]:
            found.setdefault(name.id, []).append(name)
        for node in self._nodes.of(*_NAMED):
            found.setdefault(getattr(node, "name", None) or "", []).append(node)
        return found

    def _bound_in(self, scope: ast.AST | None, name: str) -> _Places:
        """Where a name is bound in a scope; the scopes of one name are looked up together."""
        if name not in self._by_scope:
            found: dict[ast.AST | None, list[_Branches]] = {}
            for node in self._bound.get(name, ()):
                found.setdefault(self._nodes.enclosing(node, *_SCOPES), []).append(self._branches(node))
            self._by_scope[name] = {each: _Places(branches) for each, branches in found.items()}
        return self._by_scope[name][scope]

    def _branches(self, node: ast.AST) -> _Branches:
        """Return by each ``if`` or ``try`` around a node, in any scope, in which part of it the node stands.

        Where two nodes stand in different parts of one, only one of them is reached. As pyflakes sees it.
        """
        found: dict[ast.AST, object] = {}
        while (above := self._nodes.parent(node)) is not None:
            if isinstance(above, ast.If) and node is not above.test:
                found[above] = "body" if node in self._block(above) else "orelse"
            elif isinstance(above, ast.Try) and node not in self._block(above):
                found[above] = node if isinstance(node, ast.ExceptHandler) else "body"
            node = above
        return found

    def _block(self, fork: ast.If | ast.Try) -> frozenset[ast.AST]:
        """The body of an ``if``, or what a ``try`` does finally."""
        if fork not in self._blocks:
            self._blocks[fork] = frozenset(fork.body if isinstance(fork, ast.If) else fork.finalbody)
        return self._blocks[fork]


class _Places:
    """Places in the branches of a file, counted: a chain of ``elif`` may bind one name in each of them."""

    def __init__(self, places: Iterable[_Branches]) -> None:
        self._count = 0
        self._in_forks: Counter[ast.AST] = Counter()
        self._in_parts: Counter[tuple[ast.AST, object]] = Counter()
        for branches in places:
            self._count += 1
            self._in_forks.update(branches.keys())
            self._in_parts.update(branches.items())

    def beside(self, branches: _Branches) -> int:
        """How many of them may be reached together with what stands in these branches?

        Each of the others is in another part of one fork only: no fork below it stands around both.
        """
        elsewhere = (self._in_forks[fork] - self._in_parts[fork, part] for fork, part in branches.items())
        return self._count - sum(elsewhere)
