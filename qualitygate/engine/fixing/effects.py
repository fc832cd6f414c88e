"""What running a module does beside defining names, as far as its statements tell."""

from __future__ import annotations

import ast
import builtins
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from qualitygate.source.source import Source

_CLASS = re.compile(r"^[ \t]*class\s+(\w+)\s*\(([^)]*)\)", re.MULTILINE)
_ANY_CLASS = re.compile(r"^[ \t]*class\s+(\w+)", re.MULTILINE)
_REGISTERS = re.compile(r"__init_subclass__|__subclasses__|metaclass\s*=")
#: Decorators of the standard library and such that only change what they decorate.
_INERT = frozenset(
    "property staticmethod classmethod setter getter deleter cached_property dataclass dataclass_transform overload "
    "abstractmethod contextmanager asynccontextmanager lru_cache cache wraps total_ordering singledispatch "
    "singledispatchmethod final override runtime_checkable unique no_type_check deprecated define frozen attrs".split()
)
#: Classes of well-known libraries that keep no list of those derived from them, as Django's models do.
_PLAIN_BASES = frozenset(
    "View TemplateView ListView DetailView FormView CreateView UpdateView DeleteView RedirectView Form ModelForm "
    "BaseForm FormSet BaseCommand TestCase SimpleTestCase TransactionTestCase LiveServerTestCase Serializer "
    "ModelSerializer APIView ViewSet ModelViewSet APITestCase BasePermission BaseModel Manager QuerySet".split()
)


class Effects:
    """Answers for the files of one tree; ``texts`` by path."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._does: dict[str, bool] = {}
        self._trees: dict[str, ast.Module | None] = {}

    def does_something(self, path: str) -> bool:
        """Do the module's own statements do more than define names, as far as one can tell?"""
        if path not in self._does:
            tree = self.tree(path)
            origins = _Origins(tree) if tree is not None else None
            block = tree.body if tree is not None else ()
            self._does[path] = origins is not None and any(self._acts(each, origins) for each in statements(block))
        return self._does[path]

    def is_found_as_test(self, path: str, name: str) -> bool:
        """Does the module define tests or a fixture under this name?

        unittest and pytest look for them in whatever imports them; a fixture may serve another one, or every test.
        """
        tree = self.tree(path)
        for node in statements(tree.body) if tree is not None else ():
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == name:
                return name.startswith("test") or any("fixture" in ast.dump(each) for each in node.decorator_list)
            if isinstance(node, ast.ClassDef) and node.name == name:
                named = any(_last_name(base).endswith("TestCase") for base in node.bases) or name.startswith("Test")
                return named or any(
                    isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef)) and each.name.startswith("test")
                    for each in node.body
                )
        return False

    def tree(self, path: str) -> ast.Module | None:
        """Return the syntax tree of a file; None when it does not parse."""
        if path not in self._trees:
            self._trees[path] = Source.from_text(self._texts[path], path=path).tree
        return self._trees[path]

    def _acts(self, statement: ast.stmt, origins: _Origins) -> bool:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
            arguments = [node for node in ast.walk(statement.args) if isinstance(node, ast.arg)]
            annotations = (statement.returns, *(argument.annotation for argument in arguments))
            defaults = (*statement.args.defaults, *statement.args.kw_defaults, *annotations)
            return _is_decorated(statement) or any(origins.calls_out(each) for each in defaults if each)
        if isinstance(statement, ast.ClassDef):
            registered = self._may_be_told(statement, origins, {statement.name})
            registered = registered or any(_last_name(base) in self._registering for base in statement.bases)
            registered = registered or bool(statement.keywords) or _is_decorated(statement)
            # what stands behind an "=" in a class becomes a part of it, and no more
            block = (each for each in statements(statement.body) if not isinstance(each, (ast.Assign, ast.AnnAssign)))
            return registered or any(self._acts(each, origins) for each in block)
        if isinstance(statement, (ast.Raise, ast.Assert, ast.With, ast.AsyncWith)):
            return True
        if isinstance(statement, ast.Expr):
            return any(isinstance(node, (ast.Call, ast.Await)) for node in ast.walk(statement.value))
        if any(map(_is_part, _targets(statement))):
            return True
        if isinstance(statement, ast.AugAssign) and _last_name(statement.target) in origins.imported:
            return True
        fields = ("value", "test", "iter", "subject", "annotation")
        values = (getattr(statement, field, None) for field in fields)
        return any(origins.calls_out(value) for value in values if value is not None)

    def _may_be_told(self, node: ast.ClassDef, origins: _Origins, seen: set[str]) -> bool:
        """Is it derived, by way of classes of the tree too, from one that nobody here can look into?"""
        for base in map(_without_index, node.bases):
            name, root = _last_name(base), _root_name(base)
            if name in seen or name in _PLAIN_BASES or origins.is_pythons(root):
                continue
            seen.add(name)
            places = self._places.get(name, ())
            if any(self._is_told(path, name, seen) for path in places):
                return True
            if not places and root in origins.given:
                return True
        return False

    def _is_told(self, path: str, name: str, seen: set[str]) -> bool:
        tree = self.tree(path)
        if tree is None:
            return True
        origins = _Origins(tree)
        nodes = (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.name == name)
        return any(self._may_be_told(node, origins, seen) for node in nodes)

    @cached_property
    def _places(self) -> Mapping[str, Sequence[str]]:
        """The files that define a class of a name."""
        found: dict[str, list[str]] = {}
        for path, text in self._texts.items():
            for name in _ANY_CLASS.findall(text) if path.endswith(".py") else ():
                found.setdefault(name, []).append(path)
        return found

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
                    found.update(_told(self.tree(path)))
        if "*" in found:
            return frozenset(bases)
        pending = found
        while pending:  # what is derived from them is told too
            pending = {name for name, named in bases.items() if name not in found and not named.isdisjoint(found)}
            found |= pending
        return frozenset(found)


class _Origins:
    """Where the names of one module come from."""

    def __init__(self, tree: ast.Module) -> None:
        self.imported: dict[str, str] = {}  #: by name, the module that it is from; "." for one beside this
        self._made: set[str] = set()
        for node in statements(tree.body):
            if isinstance(node, ast.Import):
                self.imported.update((each.asname or each.name.partition(".")[0], each.name) for each in node.names)
            elif isinstance(node, ast.ImportFrom):
                module = "." if node.level else node.module or ""
                self.imported.update((each.asname or each.name, module) for each in node.names)
            elif isinstance(node, ast.Assign) and self.calls_out(node.value):
                self._made.update(name for target in node.targets if (name := _last_name(target)))

    @property
    def given(self) -> Collection[str]:
        """Names that other modules gave: imported ones, and those of what their functions returned."""
        return {*self.imported, *self._made}

    def is_pythons(self, root: str) -> bool:
        """Is it a builtin, or imported from the standard library?"""
        if root in self.imported:
            return self.imported[root].partition(".")[0] in sys.stdlib_module_names
        return hasattr(builtins, root)

    def calls_out(self, value: ast.AST) -> bool:
        """Does it call what other modules may be changed by: neither Python's own nor this module's?"""
        roots = (_root_name(node.func) for node in _run(value) if isinstance(node, ast.Call))
        return any(root in self.imported and not self.is_pythons(root) for root in roots)


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


def _root_name(node: ast.AST) -> str:
    """Return the first name of ``a.b(...).c[0]``; "" where there is none."""
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _without_index(node: ast.expr) -> ast.expr:
    return node.value if isinstance(node, ast.Subscript) else node


def _run(value: ast.AST) -> Iterator[ast.AST]:
    """Yield the parts of an expression that are evaluated with it, not when a lambda in it is called."""
    yield value
    for child in ast.iter_child_nodes(value) if not isinstance(value, ast.Lambda) else ():
        yield from _run(child)


def _targets(statement: ast.stmt) -> Iterable[ast.expr]:
    if isinstance(statement, (ast.Assign, ast.Delete)):
        return statement.targets
    return (statement.target,) if isinstance(statement, (ast.AugAssign, ast.AnnAssign, ast.For, ast.AsyncFor)) else ()


def _is_part(target: ast.expr) -> bool:
    """Is a part of something set, and not only names?"""
    if isinstance(target, (ast.Tuple, ast.List)):
        return any(map(_is_part, target.elts))
    return isinstance(target.value if isinstance(target, ast.Starred) else target, (ast.Attribute, ast.Subscript))


def _last_name(node: ast.AST) -> str:
    """Return the last part of a dotted name; "" for any other expression."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _is_decorated(statement: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> bool:
    """Is it handed to something that may keep it?"""
    for decorator in statement.decorator_list:
        if _last_name(decorator.func if isinstance(decorator, ast.Call) else decorator) not in _INERT:
            return True
    return False
