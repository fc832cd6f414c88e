"""Names that a program reaches by other ways than by their name in its code; nothing may take them away as safe.

Known by what stands in the file: calls that look names up at run time, and texts that are read as code.
"""

from __future__ import annotations

import ast
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain

from qualitygate.api import Source
from qualitygate_plugins.pyflakes.look_ups import imports, last_name, scopes_looked_up

#: What finds names by strings that are nothing but the name, or annotations that are strings.
_BY_STRING = re.compile(
    r"\b(?:[gs]etattr|hasattr|delattr|attrgetter|methodcaller|__dict__|__annotations__|get_type_hints|ForwardRef|"
    r"make_dataclass|import_module|import_string|resolve_name|patch|eval_str|get_annotations|__reduce__|__reduce_ex__|"
    r"usefixtures|getfixturevalue)\b"
)
_PICKLES = re.compile(r"\b(?:loads?|Unpickler)\b")
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
#: From Python 3.13 on they may have defaults.
_TYPE_PARAMETERS = [getattr(ast, name) for name in ("TypeVar", "ParamSpec", "TypeVarTuple") if hasattr(ast, name)]
_TYPE_COMMENT = re.compile(r"#\s*type:(?!\s*ignore\b)([^\n]*)")
_DOCTEST = re.compile(r"^\s*(?:>>>|\.\.\.)(.*)", re.MULTILINE)
_SHORT = 200  #: characters; so long may a string be that is an annotation
_WORD = re.compile(r"\w+")


class Reached:
    """Answers for one source."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def by_look_up(self, function: ast.AST | None) -> bool:
        """May a call find the names of ``function``, or of the module where that is None?

        ``locals()``, ``vars()`` and ``dir()`` see the scope they are called in, ``globals()``, ``sys.modules`` and a
        module's ``__getattr__`` those of the module, ``eval``, ``exec`` and frames both. What goes by another name, and
        what looks at the frames of others, may see every scope of the file.
        """
        return function in self._looked_up

    def by_text(self, name: str) -> bool:
        """Does the name stand in a doctest, in a type comment, or in a string or a pickle by which it is looked up?"""
        return name in self._words

    def as_submodule(self, module: str, statement: ast.AST) -> bool:
        """Is ``a.b`` or ``a.b.c`` of ``a.b.c`` reached through ``a`` somewhere, or may it be, for ``a`` is handed on?

        Importing it may be what makes it an attribute of ``a``: here in ``statement``, unless others do it too.
        """
        parts = module.split(".")
        loaded = (".".join(parts[:end]) for end in range(2, len(parts) + 1))
        return any(self._is_reached(each) and not self._is_loaded(each, statement) for each in loaded)

    def _is_reached(self, module: str) -> bool:
        return module in self._chains or module in self._strings or module.rpartition(".")[0] in self._handed_on

    def _is_loaded(self, module: str, without: ast.AST) -> bool:
        """Does an ``import a.b`` of the module level load it whose name is used, or Python itself?"""
        tree = self._source.tree
        return module == "os.path" or any(
            alias.asname is None and f"{alias.name}.".startswith(f"{module}.")
            for statement in (tree.body if tree is not None else ())
            if isinstance(statement, ast.Import) and statement is not without
            for alias in statement.names
        )

    def past_a_class(self, name: str) -> bool:
        """Does a comprehension in a class's body read the name? It passes over the class, pyflakes 4.1 does not."""
        return name in self._read_in_classes

    def as_default_type(self, name: str) -> bool:
        """Is the name read in the default of a type parameter (PEP 696)? pyflakes 4.1 does not look there."""
        return name in self._default_types

    @cached_property
    def _read_in_classes(self) -> frozenset[str]:
        if " for " not in self._source.text or "class " not in self._source.text:
            return frozenset()
        classes = self._source.nodes.of(ast.ClassDef)
        rows = {row for each in classes for row in range(each.lineno, (each.end_lineno or 0) + 1)}
        return frozenset(
            node.id
            for inner in self._source.nodes.of(*_COMPREHENSIONS)
            if inner.lineno in rows
            for node in ast.walk(inner)
            if isinstance(node, ast.Name)
        )

    @cached_property
    def _default_types(self) -> frozenset[str]:
        defaults = (getattr(node, "default_value", None) for node in self._source.nodes.of(*_TYPE_PARAMETERS))
        names = (node for default in defaults if default is not None for node in ast.walk(default))
        return frozenset(node.id for node in names if isinstance(node, ast.Name))

    @cached_property
    def _words(self) -> frozenset[str]:
        text = self._source.text
        read = [match[1] for match in _TYPE_COMMENT.finditer(text)]
        if ">>>" in text:
            read += _DOCTEST.findall(text)
            read += (line for each in self._texts if ">>>" in each for line in _DOCTEST.findall(each))
        read += (each for each in self._strings if "." not in each)
        if _BY_STRING.search(text):
            read += (each for each in self._texts if _is_expression(each))
        read += self._pickled
        return frozenset(_WORD.findall(" ".join(read)))

    @cached_property
    def _texts(self) -> list[str]:
        """The values of all strings."""
        return [node.value for node in self._source.nodes.of(ast.Constant) if isinstance(node.value, str)]

    @cached_property
    def _pickled(self) -> list[str]:
        """What is written as bytes, where something may read names in it: ``pickle.loads(b"cshop\\nOrder\\n.")``."""
        if not _PICKLES.search(self._source.text):
            return []
        constants = (node.value for node in self._source.nodes.of(ast.Constant))
        return [value.decode("latin-1") for value in constants if isinstance(value, bytes)]

    @cached_property
    def _strings(self) -> frozenset[str]:
        """Strings by which the file may look up names of its own or modules, and what is put behind its own name."""
        by_name = bool(_BY_STRING.search(self._source.text))
        found = {
            node.value
            for node in self._source.nodes.of(ast.Constant)
            if isinstance(node.value, str) and ("." in node.value or (by_name and node.value.isidentifier()))
        }
        rows = sorted(node.lineno for node in self._source.nodes.of(ast.Name) if node.id == "__name__")
        for node in self._source.nodes.of(ast.BinOp, ast.JoinedStr, ast.Call) if rows else ():
            if bisect_left(rows, node.lineno) < bisect_right(rows, node.end_lineno or 0):  # one of them stands there
                found.update(_beside_own_name(node))
        return frozenset(found)

    @cached_property
    def _origins(self) -> Mapping[str, Sequence[str]]:
        """By name what was imported under it, where that is called otherwise."""
        found: dict[str, list[str]] = {}
        for node in imports(self._source):
            package = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
            for alias in node.names:
                if alias.asname or package:
                    found.setdefault(alias.asname or alias.name, []).append(f"{package}{alias.name}")
        return found

    @cached_property
    def _chains(self) -> frozenset[str]:
        origins = self._origins
        chains = {dotted for node in self._source.nodes.of(ast.Attribute) if (dotted := _dotted(node))}
        for dotted in tuple(chains):
            top, _, rest = dotted.partition(".")
            chains.update(f"{origin}.{rest}" for origin in origins.get(top, ()))
        return frozenset(chains)

    @cached_property
    def _handed_on(self) -> frozenset[str]:
        """The modules that are used for more than what stands behind their dot: ``xml.dom`` of ``vars(xml.dom)``."""
        origins = self._origins
        tops = {alias.name.partition(".")[0] for node in self._source.nodes.of(ast.Import) for alias in node.names}
        behind = {id(node.value) for node in self._source.nodes.of(ast.Attribute)}
        found: set[str] = set()
        nodes = self._source.nodes
        read: Iterator[ast.Name | ast.Attribute] = chain(nodes.of(ast.Name), nodes.of(ast.Attribute))
        for node in read:
            if isinstance(node.ctx, ast.Load) and id(node) not in behind:
                top, dot, rest = (_dotted(node) or last_name(node)).partition(".")
                found.update(f"{origin}{dot}{rest}" for origin in (*origins.get(top, ()), *({top} & tops)))
        return frozenset(found)

    @cached_property
    def _looked_up(self) -> frozenset[ast.AST | None]:
        return scopes_looked_up(self._source)


def _beside_own_name(node: ast.AST) -> Iterator[str]:
    """Yield the words of an expression that the module's own name is a part of: ``sqrt`` of ``__name__ + ".sqrt"``."""
    parts = list(ast.walk(node))
    if any(isinstance(part, ast.Name) and part.id == "__name__" for part in parts):
        for part in parts:
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield from _WORD.findall(part.value)


def _is_expression(text: str) -> bool:
    """Is it an annotation or another expression of names, as ``list[Decimal]``?"""
    if len(text) > _SHORT or not _WORD.search(text) or not any(mark in text for mark in "[(|,"):
        return False
    try:
        ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _dotted(node: ast.AST) -> str:
    """Return "a.b.c" for that expression; "" for any other."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if parts and isinstance(node, ast.Name) else ""
