"""QG103: a default that all calls share."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from qualitygate.api.rules import Applicability, Context, Edit, Example, Fix, Problem, TreeRule
from qualitygate_rules.reading import sample

_Function = ast.FunctionDef | ast.AsyncFunctionDef
_LITERALS = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
#: Annotations of what may not be changed.
_READ_ONLY = frozenset(
    ("Mapping", "Sequence", "Iterable", "Collection", "Set", "AbstractSet", "Container", "frozenset")
)
_MAKERS = frozenset(
    ("builtins.list", "builtins.dict", "builtins.set", "builtins.bytearray", "collections.defaultdict")
)


class MutableDefault(TreeRule[_Function]):
    """Finds lists, dictionaries and sets as defaults of parameters."""

    code = "QG103"
    name = "mutable-default"
    summary = "A parameter's default can be changed, and all calls share it"
    why = (
        "A default is made once, when the function is defined. What one call puts into it, the next call finds in it. "
        "One"
        " whose annotation is read-only (Mapping, Sequence) is left alone."
    )
    fix = Applicability.UNSAFE
    on_by_default = False
    tags = ("team",)
    nodes = (ast.FunctionDef, ast.AsyncFunctionDef)
    accuracy = sample(
        343, 20, 0,
        note="Hardly any of these defaults is ever changed: it warns of what the next edit may do.",
    )
    examples = (
        Example(
            "def add(item, basket=[]):\n    basket.append(item)\n    return basket\n",
            "def add(item, basket=None):\n    if basket is None:\n        basket = []\n    basket.append(item)\n",
        ),
        Example("def f(a={}):\n    return a\n", "def f(a: Mapping[str, int] = {}):\n    return a\n"),
        Example("def call(*, options=dict()):\n    run(options)\n", "def call(*, options=()):\n    run(options)\n"),
    )

    def check(self, node: _Function, context: Context) -> Iterator[Problem]:
        """Yield each such default."""
        for argument, default in _defaults(node.args):
            is_made = isinstance(default, ast.Call) and context.meaning(default.func) in _MAKERS
            if (is_made or isinstance(default, _LITERALS)) and not _is_read_only(argument, context):
                message = f"the default of '{argument.arg}' is shared by all calls; use None and make it inside"
                yield context.problem(default, message, _fix(node, argument, default, context))


def _is_read_only(argument: ast.arg, context: Context) -> bool:
    kind = argument.annotation
    kind = kind.value if isinstance(kind, ast.Subscript) else kind
    return kind is not None and context.written(kind).rpartition(".")[2] in _READ_ONLY


def _defaults(arguments: ast.arguments) -> Iterator[tuple[ast.arg, ast.expr]]:
    positional = [*arguments.posonlyargs, *arguments.args]
    if arguments.defaults:
        yield from zip(positional[-len(arguments.defaults) :], arguments.defaults, strict=True)
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if default is not None:
            yield argument, default


def _fix(node: _Function, argument: ast.arg, default: ast.expr, context: Context) -> Fix | None:
    first = node.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and len(node.body) > 1:
        first = node.body[1]
    where, place = context.place(first), context.place(default)
    indentation = context.source.line(where.line)[: where.column - 1]
    if indentation.strip() or not indentation or argument.annotation is not None or first.lineno == node.lineno:
        return None
    if getattr(first, "decorator_list", ()):
        return None
    is_deeper = "\t" if indentation.startswith("\t") else "    "
    made = f"if {argument.arg} is None:\n{indentation}{is_deeper}{argument.arg} = {context.code(default)}\n"
    edits = (
        Edit(place.line, place.column, place.end_line, place.end_column, "None"),
        Edit(where.line, where.column, where.line, where.column, made + indentation),
    )
    return Fix(f"Make '{argument.arg}' inside", edits, Applicability.UNSAFE)
