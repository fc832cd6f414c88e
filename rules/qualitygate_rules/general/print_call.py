"""QG101: output by ``print`` in code that is no script."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from qualitygate.api.calls import keyword
from qualitygate.api.rules import Context, Example, Option, Problem, TreeRule
from qualitygate_rules.reading import sample

_GUARD = "__name__"
#: Functions that are there to print, by how their names begin; and what switches output on that nobody sees else.
_PRINTS = re.compile(r"_*(?:(?:print|dump|usage)[a-z]*|show|help|display|main|dis)(?:_|$)", re.IGNORECASE)
_SWITCH = re.compile(r"debug|verbos", re.IGNORECASE)


class PrintCall(TreeRule[ast.Call]):
    """Finds calls of the builtin without a ``file``, in modules that nobody starts."""

    code = "QG101"
    name = "print-call"
    summary = "Code that is no script prints"
    why = (
        "What is printed has no level, no time and no name, and nobody can switch it off; most often it is left from a"
        " search for a mistake. Log it. Scripts, commands, functions whose name says that they print or dump, what "
        "stands"
        " behind a switch for debugging and what is printed to a stream of its own are left alone."
    )
    category = "style"
    on_by_default = False
    nodes = (ast.Call,)
    words = ("print",)
    options = (
        Option("allow", ("scripts", "bin", "tools", "commands", "examples"), "folders whose modules may print"),
    )
    accuracy = sample(
        61, 20, 14,
        note="What it takes for left over is mostly meant for a terminal, which it cannot know: it is in no "
        "profile. Switch it on where nothing speaks to a terminal on purpose.",
    )
    examples = (
        Example("def pay(order):\n    print(order)\n", "def pay(order):\n    logger.info('paying %s', order)\n"),
        Example(
            "def pay(order):\n    print('paid')\n",
            "def dump_order(order):\n    print(order)\n\n\nif DEBUG:\n    print('loaded')\n",
        ),
        Example("print('loaded')\n", "if __name__ == '__main__':\n    print('loaded')\n"),
    )

    def check(self, node: ast.Call, context: Context) -> Iterator[Problem]:
        """Yield a call that prints."""
        if context.meaning(node.func) != "builtins.print" or keyword(node, "file") is not None:
            return
        if not self._may_print(context) and not _is_meant(node, context):
            yield context.problem(node.func, "'print' in code that is no script; log it, or pass file=…")

    def _may_print(self, context: Context) -> bool:
        allowed = context.option("allow")
        *folders, name = context.path.split("/")
        if (
            context.is_test
            or name in ("__main__.py", "main.py", "cli.py", "setup.py", "manage.py")
            or context.text.startswith("#!")
        ):
            return True
        if isinstance(allowed, tuple) and not set(folders).isdisjoint(allowed):
            return True
        return _GUARD in context.text and any(_is_guard(node) for node in context.source.nodes.of(ast.If))


def _is_meant(node: ast.Call, context: Context) -> bool:
    """Does the function's name, or the condition above, say that this is for a terminal?"""
    above = context.parent(node)
    while above is not None:
        if isinstance(above, (ast.FunctionDef, ast.AsyncFunctionDef)) and _PRINTS.match(above.name):
            return True
        if isinstance(above, ast.If) and _SWITCH.search(context.code(above.test)):
            return True
        above = context.parent(above)
    return False


def _is_guard(node: ast.If) -> bool:
    test = node.test
    return isinstance(test, ast.Compare) and isinstance(test.left, ast.Name) and test.left.id == _GUARD
