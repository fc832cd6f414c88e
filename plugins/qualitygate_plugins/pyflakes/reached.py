"""Names that a program reaches by other ways than by their name in its code; nothing may take them away as safe.

Known by what stands in the file: calls that look names up at run time, and texts that are read as code.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from qualitygate.api import Source
from qualitygate_plugins.pyflakes.blocks import FUNCTIONS

#: What looks up names of its own function and of the module. Methods count with an argument only, model.eval() not.
_EVALUATING = frozenset({"eval", "exec", "execfile", "evaluate", "query"})
_FRAMES = frozenset(
    {"_getframe", "currentframe", "f_locals", "f_globals", "getouterframes", "stack", "__globals__",
     "func_globals", "getmodule", "__builtins__"}
)
#: Without an argument these tell of their own scope.
_LOCAL = frozenset({"locals", "vars", "dir"})
_LOADING = frozenset({"import_module", "__import__", "reload"})
_RUNNING = frozenset({"cProfile", "profile", "pdb", "trace"})  #: their run() evaluates a text in __main__
_CONDITIONS = frozenset({"skipif", "xfail"})  #: pytest evaluates conditions that are strings among the module's names
#: What finds names by strings that are nothing but the name, or annotations that are strings.
_BY_STRING = re.compile(
    r"\b(?:[gs]etattr|hasattr|delattr|attrgetter|methodcaller|__dict__|__annotations__|get_type_hints|ForwardRef|"
    r"make_dataclass|import_module|import_string|resolve_name|patch)\b"
)
_PICKLES = re.compile(r"\b(?:loads?|Unpickler)\b")
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
#: From Python 3.13 on they may have defaults.
_TYPE_PARAMETERS = [getattr(ast, name) for name in ("TypeVar", "ParamSpec", "TypeVarTuple") if hasattr(ast, name)]
_ANY_WAY = re.compile(
    rf"\b(?:{'|'.join((*_EVALUATING, *_FRAMES, *_LOCAL, *_LOADING, *_RUNNING, *_CONDITIONS))}|"
    r"globals|modules|__getattr__|__dir__|__main__)\b"
)
_TYPE_COMMENT = re.compile(r"#\s*type:(?!\s*ignore\b)([^\n]*)")
_DOCTEST = re.compile(r"^\s*(?:>>>|\.\.\.)(.*)", re.MULTILINE)
_WORD = re.compile(r"\w+")

_Functions = tuple[ast.AST, ...]


class Reached:
    """Answers for one source."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def by_look_up(self, function: ast.AST | None) -> bool:
        """May a call find the names of ``function``, or of the module where that is None?

        ``locals()``, ``vars()`` and ``dir()`` see the scope they are called in, ``globals()``, ``sys.modules`` and a
        module's ``__getattr__`` those of the module, ``eval``, ``exec`` and frames both.
        """
        return function in self._looked_up

    def by_text(self, name: str) -> bool:
        """Does the name stand in a doctest, in a type comment, or in a string or a pickle by which it is looked up?"""
        return name in self._words

    def as_submodule(self, module: str) -> bool:
        """Is ``a.b`` reached through ``a`` somewhere? Importing it may be what makes it an attribute of ``a``."""
        return "." in module and (module in self._chains or module in self._strings)

    def past_a_class(self, name: str) -> bool:
        """Does a comprehension in a class's body read the name? It passes over the class, pyflakes 4.1 does not."""
        return name in self._read_in_classes

    def as_default_type(self, name: str) -> bool:
        """Is the name read in the default of a type parameter (PEP 696)? pyflakes 4.1 does not look there."""
        return name in self._default_types

    @cached_property
    def _by_class(self) -> Mapping[type[ast.AST], list[Any]]:
        """The nodes of the tree by their class: it is walked once, whatever is asked."""
        found: dict[type[ast.AST], list[Any]] = {}
        for node in ast.walk(self._source.tree) if self._source.tree is not None else ():
            found.setdefault(node.__class__, []).append(node)
        return found

    def _all(self, *classes: type[ast.AST]) -> Iterator[Any]:
        """Yield the nodes of these classes."""
        for each in classes:
            yield from self._by_class.get(each, ())

    @cached_property
    def _read_in_classes(self) -> frozenset[str]:
        if " for " not in self._source.text or "class " not in self._source.text:
            return frozenset()
        classes = list(self._all(ast.ClassDef))
        return frozenset(
            node.id
            for inner in self._all(*_COMPREHENSIONS)
            if any(_covers(each, inner) for each in classes)
            for node in ast.walk(inner)
            if isinstance(node, ast.Name)
        )

    @cached_property
    def _default_types(self) -> frozenset[str]:
        defaults = (getattr(node, "default_value", None) for node in self._all(*_TYPE_PARAMETERS))
        names = (node for default in defaults if default is not None for node in ast.walk(default))
        return frozenset(node.id for node in names if isinstance(node, ast.Name))

    @cached_property
    def _words(self) -> frozenset[str]:
        text = self._source.text
        read = [match[1] for match in _TYPE_COMMENT.finditer(text)]
        if ">>>" in text:
            read += _DOCTEST.findall(text)
        read += (each for each in self._strings if "." not in each)
        read += self._pickled
        return frozenset(_WORD.findall(" ".join(read)))

    @cached_property
    def _pickled(self) -> list[str]:
        """What is written as bytes, where something may read names in it: ``pickle.loads(b"cshop\\nOrder\\n.")``."""
        if not _PICKLES.search(self._source.text):
            return []
        constants = (node.value for node in self._all(ast.Constant))
        return [value.decode("latin-1") for value in constants if isinstance(value, bytes)]

    @cached_property
    def _strings(self) -> frozenset[str]:
        """Strings by which the file may look up names of its own or modules, and what is put behind its own name."""
        by_name = bool(_BY_STRING.search(self._source.text))
        found = {
            node.value
            for node in self._all(ast.Constant)
            if isinstance(node.value, str) and ("." in node.value or (by_name and node.value.isidentifier()))
        }
        for own in [node for node in self._all(ast.Name) if node.id == "__name__"]:
            for node in self._all(ast.BinOp, ast.JoinedStr, ast.Call):
                if _covers(node, own):
                    found.update(_beside_own_name(node))
        return frozenset(found)

    @cached_property
    def _chains(self) -> frozenset[str]:
        origins = _origins(self._all(ast.Import, ast.ImportFrom))
        chains = {chain for node in self._all(ast.Attribute) if (chain := _dotted(node))}
        for chain in tuple(chains):
            top, _, rest = chain.partition(".")
            chains.update(f"{origin}.{rest}" for origin in origins.get(top, ()))
        return frozenset(chains)

    @cached_property
    def _looked_up(self) -> frozenset[ast.AST | None]:
        """The functions whose names are looked up; None for the module."""
        tree = self._source.tree
        if tree is None or not _ANY_WAY.search(self._source.text):
            return frozenset()
        looking = (ast.Call, ast.Name, ast.Attribute, ast.Constant, ast.Import, *FUNCTIONS)
        if not any(_seen(node, ()) for node in self._all(*looking)):
            return frozenset()  # no need to know what stands in which function
        return frozenset(scope for node, inside in _with_functions(tree) for scope in _seen(node, inside))


def _beside_own_name(node: ast.AST) -> Iterator[str]:
    """Yield the words of an expression that the module's own name is a part of: ``sqrt`` of ``__name__ + ".sqrt"``."""
    parts = list(ast.walk(node))
    if any(isinstance(part, ast.Name) and part.id == "__name__" for part in parts):
        for part in parts:
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield from _WORD.findall(part.value)


def _covers(outer: Any, inner: Any) -> bool:
    """Do the lines of one node hold those of another, as they do where that is a part of it?"""
    covers: bool = outer.lineno <= inner.lineno and inner.end_lineno <= outer.end_lineno
    return covers


def _origins(imports: Iterable[ast.Import | ast.ImportFrom]) -> Mapping[str, Sequence[str]]:
    """Return by name what was imported under it, where that is called otherwise."""
    found: dict[str, list[str]] = {}
    for node in imports:
        package = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
        for alias in node.names:
            if alias.asname or package:
                found.setdefault(alias.asname or alias.name, []).append(f"{package}{alias.name}")
    return found


def _with_functions(tree: ast.AST) -> Iterator[tuple[ast.AST, _Functions]]:
    """Yield every node with the functions that it stands in, inside out."""
    pending: list[tuple[ast.AST, _Functions]] = [(tree, ())]
    while pending:
        node, inside = pending.pop()
        yield node, inside
        within = (node, *inside) if isinstance(node, FUNCTIONS) else inside
        pending += ((child, within) for child in ast.iter_child_nodes(node))


def _seen(node: ast.AST, inside: _Functions) -> tuple[ast.AST | None, ...]:
    """Return the scopes whose names this node may look up."""
    name = _last_name(node)
    if isinstance(node, ast.Call):
        return _seen_by_call(node, _last_name(node.func), inside)
    if name in _FRAMES or (isinstance(node, ast.Name) and name in ("eval", "exec", "execfile")):
        return (*inside, None)
    if isinstance(node, ast.Name) and name == "locals":
        return (inside[0] if inside else None,)
    if name == "globals" or name == "modules":
        return (None,)
    if isinstance(node, ast.Constant) and node.value in ("eval", "exec", "globals", "locals"):
        return (*inside, None)
    if isinstance(node, FUNCTIONS) and not inside and node.name in ("__getattr__", "__dir__"):
        return (None,)
    if isinstance(node, ast.Import) and any(alias.name == "__main__" for alias in node.names):
        return (None,)
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value != "__main__":
        return (None,) if "__main__" in node.value else ()
    return ()


def _seen_by_call(call: ast.Call, name: str, inside: _Functions) -> tuple[ast.AST | None, ...]:
    if name in _LOCAL and isinstance(call.func, ast.Name) and not call.args:
        return (inside[0] if inside else None,)
    if name in _EVALUATING and call.args:
        return (*inside, None)
    own = any(isinstance(argument, ast.Name) and argument.id == "__name__" for argument in call.args)
    text = bool(call.args) and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    running = isinstance(call.func, ast.Attribute) and _last_name(call.func.value) in _RUNNING
    if (name in _LOADING and own) or (text and (name in _CONDITIONS or running)):
        return (None,)
    return ()


def _last_name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _dotted(node: ast.AST) -> str:
    """Return "a.b.c" for that expression; "" for any other."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if parts and isinstance(node, ast.Name) else ""
