"""``forbid-import`` and ``layers``: modules that a file may not import, by what stands in its import statements."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Sequence

from qualitygate.api.rules import Context, Problem
from qualitygate_plugins.declarative.base import DeclaredRule
from qualitygate_plugins.declarative.declaration import Declaration
from qualitygate_plugins.declarative.naming import absolute

#: Directories that hold packages and are none.
_ROOTS = frozenset(("src", "lib", "python"))
_Parts = list[str]


class ForbidImport(DeclaredRule):
    """Finds imports of modules, and of everything below them."""

    def __init__(self, declared: Declaration) -> None:
        super().__init__(declared)
        self._modules = [module.split(".") for module in declared.forbid_import]

    def found(self, context: Context) -> Iterator[Problem]:
        """Yield each name that is imported."""
        text = context.text
        if text.isascii() and not any(module[-1] in text for module in self._modules):
            return
        for alias, names, is_relative in imported(context, allow_type_checking=self.declared.allow_type_checking):
            if any(_is_below(name, module, is_relative) for name in names for module in self._modules):
                yield context.problem(alias, self.summary)


def _is_below(name: _Parts, module: _Parts, is_relative: bool) -> bool:
    if _starts(name, module):
        return True
    if not is_relative:
        return False
    # named by its path: above the package may be directories that are none
    starts = range(1, len(name)) if len(module) > 1 else range(1, _roots_of(name) + 1)
    return any(_starts(name[start:], module) for start in starts)


def _roots_of(parts: Sequence[str]) -> int:
    return 1 if parts and parts[0] in _ROOTS else 0


def _starts(name: Sequence[str], module: Sequence[str]) -> bool:
    return list(name[: len(module)]) == list(module)


class Layers(DeclaredRule):
    """Finds imports of a module that stands in a higher layer than the file that imports it."""

    def __init__(self, declared: Declaration) -> None:
        super().__init__(declared)
        self._layers = [layer.split(".") for layer in declared.layers]

    def found(self, context: Context) -> Iterator[Problem]:
        """Yield each name that is imported from above."""
        own = self._layer_of(module_of(context.path))
        if own is None or own[0] == 0:
            return
        index, container = own
        for alias, names, _ in imported(context, allow_type_checking=self.declared.allow_type_checking):
            above = min(
                (found for name in names if (found := self._imported(name, container)) is not None), default=index
            )
            if above < index:
                lower, upper = self.declared.layers[index], self.declared.layers[above]
                yield context.problem(alias, f"{self.summary} ({lower} imports {upper})")

    def _layer_of(self, module: _Parts) -> tuple[int, _Parts] | None:
        """Return the number of the layer that a file is in, and what stands above all layers; None = in none.

        The outermost counts, and the longest of those that begin there.
        """
        for start in range(len(module)):
            fits = [n for n, layer in enumerate(self._layers) if _starts(module[start:], layer)]
            if fits:
                return max(fits, key=lambda number: len(self._layers[number])), module[:start]
        return None

    def _imported(self, name: _Parts, container: _Parts) -> int | None:
        """Return the number of the layer that an imported module is in; None = in none of this container."""
        for cut in range(len(container) + 1):
            above = container[cut:]
            if not _starts(name, above):
                continue
            rest = name[len(above) :]
            fits = [n for n, layer in enumerate(self._layers) if _starts(rest, layer)]
            if fits and (above or not container or not _is_of_python(rest, self._layers)):
                return max(fits, key=lambda number: len(self._layers[number]))
        return None


def _is_of_python(name: _Parts, layers: Sequence[_Parts]) -> bool:
    """Is it a module of Python's library, which a layer of one word may be called like?"""
    return name[0] in sys.stdlib_module_names and [name[0]] in layers


def module_of(path: str) -> _Parts:
    """Return the module that a file is, by its path from the root: shop, web, views."""
    parts = path.rpartition(".")[0].split("/")
    return parts[:-1] if parts[-1] == "__init__" else parts


def imported(context: Context, *, allow_type_checking: bool) -> Iterator[tuple[ast.alias, list[_Parts], bool]]:
    """Yield each imported name, the modules that it may be, and whether they are named by the file's own path."""
    nodes = context.source.nodes
    for plain in nodes.of(ast.Import):
        if not (allow_type_checking and is_for_types(plain, context)):
            for alias in plain.names:
                yield alias, [alias.name.split(".")], False
    for statement in nodes.of(ast.ImportFrom):
        if allow_type_checking and is_for_types(statement, context):
            continue
        module = "." * statement.level + (statement.module or "")
        base = absolute(module, context.path) if statement.level else module
        parts = base.split(".") if base else []
        for alias in statement.names:
            yield alias, [parts, [*parts, *([] if alias.name == "*" else [alias.name])]], statement.level > 0


def is_for_types(node: ast.stmt, context: Context) -> bool:
    """Does it stand under ``if TYPE_CHECKING:``, not under its ``else``?"""
    below: ast.AST = node
    above = context.parent(node)
    while above is not None:
        if isinstance(above, ast.If) and below in above.body:
            if context.written(above.test).rpartition(".")[2] == "TYPE_CHECKING":
                return True
        below, above = above, context.parent(above)
    return False
