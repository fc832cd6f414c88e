"""Which calls and names look up others at run time, and in which scopes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from qualitygate.api import Source
from qualitygate_plugins.pyflakes.blocks import FUNCTIONS

#: What looks up names of its own function and of the module. Methods count with an argument only, model.eval() not.
_EVALUATING = frozenset({"eval", "exec", "execfile", "evaluate", "query"})
_FRAMES = frozenset(
    {"_getframe", "currentframe", "f_locals", "f_globals", "getouterframes", "stack", "__globals__",
     "func_globals", "getmodule", "__builtins__"}
)
#: What sees the functions that call it as well, or those that were called when something was raised.
_OTHERS_FRAMES = frozenset({"_getframe", "currentframe", "f_locals", "f_back", "getouterframes", "__builtins__"})
#: Of the builtins, what looks names up wherever it is called, by whatever name it is called there.
_BY_ANY_NAME = frozenset({"eval", "exec", "execfile", "locals", "globals"})
_LOOKING_UP = {
    "builtins": _BY_ANY_NAME | {"vars", "dir"}, "inspect": frozenset({"stack"}), "sys": frozenset({"_getframe"})
}
#: Without an argument these tell of their own scope.
_LOCAL = frozenset({"locals", "vars", "dir"})
_LOADING = frozenset({"import_module", "__import__", "reload", "run_path", "run_module", "spec_from_file_location"})
#: These run a text among the names of __main__, by calls or objects of theirs.
_RUNNING = frozenset({"bdb", "code", "cProfile", "pdb", "profile", "trace"})
_RUNS = frozenset({"push", "run", "runcode", "runcall", "runctx", "runeval", "runsource"})
_CONDITIONS = frozenset({"skipif", "xfail"})  #: pytest evaluates conditions that are strings among the module's names
#: What is looked at closely where it is called, where it is read, and where it stands in a string.
_CALLED = frozenset({*_LOCAL, *_EVALUATING, *_LOADING, *_RUNS, *_CONDITIONS})
_READ = frozenset({*_FRAMES, "eval", "exec", "execfile", "globals", "locals", "modules"})
_WRITTEN = frozenset({"eval", "exec", "globals", "locals"})
#: Does a text hold any of them at all?
_ANY_WAY = re.compile(
    rf"\b(?:{'|'.join((*_EVALUATING, *_FRAMES, *_LOCAL, *_LOADING, *_RUNS, *_CONDITIONS))}|"
    r"builtins|f_back|globals|modules|__getattr__|__dir__|__main__)\b"
)

_Functions = tuple[ast.AST, ...]


def scopes_looked_up(source: Source) -> frozenset[ast.AST | None]:
    """Return the functions of a file whose names something may look up; None among them for the module."""
    if not _ANY_WAY.search(source.text):
        return frozenset()
    if _sees_every_scope(source):
        return frozenset((None, *source.nodes.of(*FUNCTIONS)))
    runs = any(map(_imports_what_runs_texts, imports(source)))
    found: set[ast.AST | None] = set()
    for node in _suspects(source):
        if _seen(node, (), runs=runs):  # in most files nobody needs to know what stands in which function
            found.update(_seen(node, tuple(_functions_around(source, node)), runs=runs))
    return frozenset(found)


def _suspects(source: Source) -> Iterator[ast.AST]:
    """Yield the nodes that may look up names: all others are passed by quickly."""
    nodes = source.nodes
    yield from [node for node in nodes.of(ast.Name) if node.id in _READ]
    yield from [node for node in nodes.of(ast.Attribute) if node.attr in _READ]
    for call in nodes.of(ast.Call):
        if last_name(call.func) in _CALLED or any(map(_is_main, call.args)):
            yield call
    for constant in nodes.of(ast.Constant):
        if isinstance(constant.value, str) and (constant.value in _WRITTEN or "__main__" in constant.value):
            yield constant
    yield from nodes.of(ast.Import, *FUNCTIONS)


def _functions_around(source: Source, node: ast.AST) -> Iterator[ast.AST]:
    """Yield the functions that a node stands in, inside out."""
    around: ast.AST | None = node
    while around is not None and (around := source.nodes.enclosing(around, *FUNCTIONS)) is not None:
        yield around


def imports(source: Source) -> Iterator[ast.Import | ast.ImportFrom]:
    """Yield the imports of a file, those of names from modules last."""
    yield from source.nodes.of(ast.Import)
    yield from source.nodes.of(ast.ImportFrom)


def _imports_what_runs_texts(node: ast.Import | ast.ImportFrom) -> bool:
    """Does it import a module that runs texts among the names of ``__main__``?"""
    modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
    return any(module.partition(".")[0] in _RUNNING for module in modules)


def _sees_every_scope(source: Source) -> bool:
    """May something look names up that cannot be told by where it stands?

    That is ``eval`` and its like, or all the builtins, when they are handed on and not called, and frames of others;
    ``inspect.stack`` where it leads to a frame's names, for numpy has a ``stack`` too.
    """
    builtins = set(_BY_ANY_NAME)
    for node in imports(source):
        if isinstance(node, ast.ImportFrom):
            if any(alias.name in _LOOKING_UP.get(node.module or "", ()) for alias in node.names):
                return True
        else:
            builtins.update(alias.asname or alias.name for alias in node.names if alias.name == "builtins")
    nodes = source.nodes
    if any([name.id in _OTHERS_FRAMES for name in nodes.of(ast.Name)]):
        return True
    if any([attribute.attr in _OTHERS_FRAMES for attribute in nodes.of(ast.Attribute)]):
        return True
    read = [name for name in nodes.of(ast.Name) if name.id in builtins]
    plain = {id(call.func) for call in nodes.of(ast.Call)} if read else set()
    plain.update(id(attribute.value) for attribute in nodes.of(ast.Attribute) if read)
    return any(id(name) not in plain for name in read)


def _seen(node: ast.AST, inside: _Functions, *, runs: bool) -> tuple[ast.AST | None, ...]:
    """Return the scopes whose names this node may look up; ``runs``: does the file import what runs a text?"""
    name = last_name(node)
    if isinstance(node, ast.Call):
        return _seen_by_call(node, last_name(node.func), inside, runs=runs)
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


def _seen_by_call(call: ast.Call, name: str, inside: _Functions, *, runs: bool) -> tuple[ast.AST | None, ...]:
    if name in _LOCAL and isinstance(call.func, ast.Name) and not call.args:
        return (inside[0] if inside else None,)
    if name in _EVALUATING and call.args:
        return (*inside, None)
    own = any(isinstance(argument, ast.Name) and argument.id in ("__name__", "__file__") for argument in call.args)
    if any(map(_is_main, call.args)):
        return (None,)
    text = bool(call.args) and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    if (name in _LOADING and own) or (runs and name in _RUNS) or (text and name in _CONDITIONS):
        return (None,)
    return ()


def _is_main(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value == "__main__"


def last_name(node: ast.AST) -> str:
    """Return the last part of a dotted name; "" for any other expression."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
