"""What the other files of a tree reach in a module: a safe fix takes none of it away, whichever checker made it.

A checker sees one file. That a name is used nowhere in it says nothing of ``from utils import name`` in another one, of
names that are looked up as strings, or of what importing a module of the tree does beside defining names.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from qualitygate.source.source import Source

#: Files in which "module:name" is an entry point or a setting.
ENDINGS = (".py", ".pyi", ".toml", ".cfg", ".ini", ".yaml", ".yml", ".json")
_PYTHON = (".py", ".pyi")

#: Calls that find a name by a string, and those that go through all names of a module that they load by a string.
_LOOK_UP = re.compile(
    r"\b(?:[gs]etattr|hasattr|delattr|attrgetter|import_module|__import__|__dict__|vars|import_string|patch|"
    r"entry_points|load_object|locate)\b"
)
_LOADS = re.compile(
    r"\b(?:import_module|__import__|iter_modules|walk_packages|run_path|exec_module|load_module|find_spec)\b"
)
_GOES_THROUGH = re.compile(r"\b(?:vars|dir|getmembers|__dict__|run_path|run_module)\b")
_NAMES = r"\s+import\s*(\([^)]*\)|(?:[^\n\\]|\\\n)*)"
_CLASS = re.compile(r"^[ \t]*class\s+(\w+)\s*\(([^)]*)\)", re.MULTILINE)
_REGISTERS = re.compile(r"__init_subclass__|__subclasses__|metaclass\s*=")
#: Decorators of the standard library and such that only change what they decorate.
_INERT = frozenset(
    "property staticmethod classmethod setter getter deleter cached_property dataclass dataclass_transform overload "
    "abstractmethod contextmanager asynccontextmanager lru_cache cache wraps total_ordering singledispatch "
    "singledispatchmethod final override runtime_checkable unique no_type_check deprecated define frozen attrs".split()
)


class Loss(NamedTuple):
    """What one statement gave to its module and gives no more."""

    names: tuple[str, ...]  #: that the module has no longer
    modules: tuple[str, ...]  #: that the file imports no longer, dotted from the root, or from wherever they are found
    first: int  #: lines of the statement, in the old text
    last: int


def losses(before: Source, after: Source) -> list[Loss]:
    """Return what a text of Python has lost; nothing when one of them does not parse."""
    if before.tree is None or after.tree is None:
        return []
    names, modules = dict(_names(after.tree.body)), dict(_modules(after.tree, after.path))
    lost: dict[tuple[int, int], tuple[dict[str, None], dict[str, None]]] = {}
    for name, place in _names(before.tree.body):
        if name not in names:
            lost.setdefault(place, ({}, {}))[0][name] = None
    for module, place in _modules(before.tree, before.path):
        if module not in modules:
            lost.setdefault(place, ({}, {}))[1][module] = None
    return [Loss(tuple(each), tuple(gone), *place) for place, (each, gone) in sorted(lost.items())]


class Elsewhere:
    """Answers for one tree; ``texts`` are those of its files by path, as they were before the repair."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._modules: dict[str, list[str]] | None = None
        self._does: dict[str, bool] = {}

    def objection(self, path: str, loss: Loss) -> str:
        """Say why a module may not lose this, as the end of a sentence; "" when nothing speaks against it."""
        for name in loss.names:
            if user := self._user(path, name):
                return f"{user} may use '{name}' of this file"
        for module in loss.modules:
            for file in self._files(module):
                if file != path and self._does_something(file):
                    return f"importing {file} does more than define names"
        return ""

    def _user(self, path: str, name: str) -> str:
        """Return a file that reaches ``name`` in the module at ``path``."""
        *parents, stem = path.rpartition(".")[0].split("/")
        if stem == "__init__" and parents:
            *parents, stem = parents
        package = parents[-1] if parents else ""
        for file, text in self._texts.items():
            if file != path and stem in text and _reaches(text, stem, name, is_python=file.endswith(_PYTHON)):
                return file
        for file, explores in self._dynamic.items():
            text = self._texts[file]
            if file != path and (explores or f"'{name}'" in text or f'"{name}"' in text):
                if _may_know(file, text, path, stem, package):
                    return file
        return ""

    @cached_property
    def _dynamic(self) -> Mapping[str, bool]:
        """The files that find names or modules by strings, and whether they go through the names of what they load."""
        return {
            file: bool(_LOADS.search(text) and _GOES_THROUGH.search(text))
            for file, text in self._texts.items()
            if file.endswith(_PYTHON) and (_LOOK_UP.search(text) or _LOADS.search(text))
        }

    def _files(self, module: str) -> Sequence[str]:
        """Return the files that ``module`` may be, by the ends of their paths."""
        if self._modules is None:
            self._modules = {}
            for path in self._texts:
                if path.endswith(".py"):
                    parts = path.removesuffix(".py").removesuffix("/__init__").split("/")
                    for begin in range(len(parts)):
                        self._modules.setdefault(".".join(parts[begin:]), []).append(path)
        return self._modules.get(module, ())

    def _does_something(self, path: str) -> bool:
        """Does running the module do more than define names, as far as its statements tell?"""
        if path not in self._does:
            self._does[path] = False  # where modules import each other in a circle
            tree = Source.from_text(self._texts[path], path=path).tree
            self._does[path] = tree is not None and (
                any(map(self._acts, _statements(tree.body)))
                or any(self._does_something(file) for module, _ in _modules(tree, path) for file in self._files(module))
            )
        return self._does[path]

    def _acts(self, statement: ast.stmt) -> bool:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
            return _is_decorated(statement)
        if isinstance(statement, ast.ClassDef):
            registered = any(_last_name(base) in self._registering for base in statement.bases)
            registered = registered or bool(statement.keywords) or _is_decorated(statement)
            return registered or any(map(self._acts, _statements(statement.body)))
        if isinstance(statement, ast.Expr):
            return isinstance(statement.value, (ast.Call, ast.Await))
        if isinstance(statement, (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Delete)):
            targets = [statement.target] if isinstance(statement, (ast.AugAssign, ast.AnnAssign)) else statement.targets
            return any(isinstance(target, (ast.Attribute, ast.Subscript)) for target in targets)
        return isinstance(statement, (ast.Raise, ast.With, ast.AsyncWith))

    @cached_property
    def _registering(self) -> frozenset[str]:
        """The names of the classes in the tree that are told of classes derived from them, or are asked for them."""
        found: set[str] = set()
        bases: dict[str, set[str]] = {}
        for path, text in self._texts.items():
            if path.endswith(".py"):
                for name, written in _CLASS.findall(text):
                    bases.setdefault(name, set()).update(re.findall(r"\w+", written))
                if _REGISTERS.search(text):
                    found.update(_told(Source.from_text(text, path=path).tree))
        if "*" in found:
            return frozenset(bases)
        pending = found
        while pending:  # what is derived from them is told too
            pending = {name for name, named in bases.items() if name not in found and not named.isdisjoint(found)}
            found |= pending
        return frozenset(found)


def _told(tree: ast.Module | None) -> Iterator[str]:
    """Yield the classes of a module that know of those derived from them; "*" for one that is not known."""
    owners: dict[ast.AST, str] = {}
    for node in ast.walk(tree) if tree is not None else ():
        if isinstance(node, ast.ClassDef):
            owners.update((inner, node.name) for inner in ast.walk(node))
            if any(isinstance(each, ast.FunctionDef) and each.name == "__init_subclass__" for each in node.body):
                yield node.name
            if any(keyword.arg == "metaclass" for keyword in node.keywords):
                yield node.name
        elif isinstance(node, ast.Attribute) and node.attr == "__subclasses__":
            name = _last_name(node.value)
            yield name if name not in ("", "cls", "self") else owners.get(node, "*")


def _last_name(node: ast.AST) -> str:
    """Return the last part of a dotted name; "" for any other expression."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _may_know(file: str, text: str, path: str, module: str, package: str) -> bool:
    """May a file find the module at ``path`` by a string? In its own directory, or where it or its package is named."""
    named = "|".join(re.escape(each) for each in (module, package) if each)
    return file.rpartition("/")[0] == path.rpartition("/")[0] or bool(re.search(rf"\b(?:{named})\b", text))


def _reaches(text: str, stem: str, name: str, *, is_python: bool) -> bool:
    """Does a text reach ``name`` in a module called ``stem``: import it, or name it behind the module?"""
    if name not in text and "import *" not in text:
        return False
    module = re.escape(stem)
    if re.search(rf"\b{module}(?:\s*\.\s*|:){re.escape(name)}\b", text):
        return True
    return is_python and _imports(text, module, name)


def _imports(text: str, module: str, name: str) -> bool:
    """Does a text import the name, everything, or the module under a name through which it reaches the name?"""
    for match in re.finditer(rf"\bfrom\s+[\w.]*?(?<!\w){module}{_NAMES}", text):
        if "*" in match[1] or re.search(rf"\b{re.escape(name)}\b", match[1]):
            return True
    aliases = set(re.findall(rf"\b{module}\s+as\s+(\w+)", text))
    return any(re.search(rf"\b{alias}\s*\.\s*{re.escape(name)}\b", text) for alias in aliases)


_Place = tuple[int, int]


def _place(node: ast.stmt) -> _Place:
    return node.lineno, node.end_lineno or node.lineno


def _statements(block: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield the statements of a block and of the blocks in it that are no scopes of their own."""
    for statement in block:
        yield statement
        if not isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            for field in ("body", "orelse", "finalbody"):
                yield from _statements(getattr(statement, field, ()))
            for inner in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
                yield from _statements(inner.body)


def _names(block: Sequence[ast.stmt]) -> Iterator[tuple[str, _Place]]:
    """Yield the names that a module binds, each with the statement that does it."""
    for statement in _statements(block):
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            for alias in statement.names:
                yield alias.asname or alias.name.partition(".")[0], _place(statement)
        elif isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield statement.name, _place(statement)
        elif isinstance(statement, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
            for target in statement.targets if isinstance(statement, ast.Assign) else (statement.target,):
                for node in ast.walk(target):
                    if isinstance(node, ast.Name):
                        yield node.id, _place(statement)


def _modules(tree: ast.Module, path: str) -> Iterator[tuple[str, _Place]]:
    """Yield the modules that are imported anywhere in a file; of ``from a import b`` both ``a`` and ``a.b``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, _place(node)
        elif isinstance(node, ast.ImportFrom):
            package = path.split("/")[: -node.level] if node.level else []
            base = ".".join([*package, *([node.module] if node.module else [])])
            if node.module:
                yield base, _place(node)
            for alias in node.names:
                yield f"{base}.{alias.name}" if base else alias.name, _place(node)


def _is_decorated(statement: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> bool:
    """Is it handed to something that may keep it?"""
    for decorator in statement.decorator_list:
        if _last_name(decorator.func if isinstance(decorator, ast.Call) else decorator) not in _INERT:
            return True
    return False
