"""What running a module does beside defining names, as far as its statements tell."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from qualitygate.source.source import Source

_CLASS = re.compile(r"^[ \t]*class\s+(\w+)\s*\(([^)]*)\)", re.MULTILINE)
_REGISTERS = re.compile(r"__init_subclass__|__subclasses__|metaclass\s*=")
#: Decorators of the standard library and such that only change what they decorate.
_INERT = frozenset(
    "property staticmethod classmethod setter getter deleter cached_property dataclass dataclass_transform overload "
    "abstractmethod contextmanager asynccontextmanager lru_cache cache wraps total_ordering singledispatch "
    "singledispatchmethod final override runtime_checkable unique no_type_check deprecated define frozen attrs".split()
)


class Effects:
    """Answers for the files of one tree; ``texts`` by path."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._does: dict[str, bool] = {}

    def does_something(self, path: str) -> bool:
        """Do the module's own statements do more than define names, as far as one can tell?"""
        if path not in self._does:
            tree = Source.from_text(self._texts[path], path=path).tree
            self._does[path] = tree is not None and any(map(self._acts, statements(tree.body)))
        return self._does[path]

    def _acts(self, statement: ast.stmt) -> bool:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
            return _is_decorated(statement)
        if isinstance(statement, ast.ClassDef):
            registered = any(_last_name(base) in self._registering for base in statement.bases)
            registered = registered or bool(statement.keywords) or _is_decorated(statement)
            return registered or any(map(self._acts, statements(statement.body)))
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


def statements(block: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield the statements of a block and of the blocks in it that are no scopes of their own."""
    for statement in block:
        yield statement
        if not isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            for field in ("body", "orelse", "finalbody"):
                yield from statements(getattr(statement, field, ()))
            for inner in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
                yield from statements(inner.body)


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


def _is_decorated(statement: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> bool:
    """Is it handed to something that may keep it?"""
    for decorator in statement.decorator_list:
        if _last_name(decorator.func if isinstance(decorator, ast.Call) else decorator) not in _INERT:
            return True
    return False
