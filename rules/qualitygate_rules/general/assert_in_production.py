"""QG105: a test that ``python -O`` leaves out."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from qualitygate.api.rules import Applicability, Context, Example, Fix, Problem, Severity, TreeRule
from qualitygate_rules.reading import sample


#: Folders whose modules run nowhere in earnest.
_NOT_PRODUCTION = frozenset(("examples", "example", "docs", "doc", "benchmarks"))


class AssertInProduction(TreeRule[ast.Assert]):
    """Finds assertions outside tests, but for those that tell a type checker something."""

    code = "QG105"
    name = "assert-in-production"
    summary = "Code that is no test relies on assert"
    why = (
        "python -O takes assertions out, and with them the test of what a user sent. Raise an error that says what is"
        " wrong. Assertions that narrow a type ('is not None', isinstance), tests and examples are left alone."
    )
    severity = Severity.NOTE
    category = "style"
    fix = Applicability.UNSAFE
    on_by_default = False
    tags = ("team",)
    nodes = (ast.Assert,)
    words = ("assert",)
    accuracy = sample(
        646, 20, 2,
        note="The two tell a type checker that there is something.",
    )
    examples = (
        Example(
            "def pay(amount):\n    assert amount > 0\n",
            "def pay(amount):\n    if amount <= 0:\n        raise ValueError(amount)\n",
        ),
        Example("assert ready, 'not yet'\n", "assert isinstance(order, Order)\nassert order.user is not None\n"),
    )

    def check(self, node: ast.Assert, context: Context) -> Iterator[Problem]:
        """Yield an assertion that is more than a word to a type checker."""
        if (
            context.is_test
            or not _NOT_PRODUCTION.isdisjoint(context.path.split("/"))
            or _narrows(node.test)
            or isinstance(node.test, (ast.Constant, ast.Tuple))
        ):
            return
        yield context.problem(node, "'assert' is left out by python -O; raise an error", _fix(node, context))


def _narrows(test: ast.expr) -> bool:
    if isinstance(test, ast.BoolOp):
        return all(map(_narrows, test.values))
    if isinstance(test, ast.UnaryOp):
        return _narrows(test.operand)
    if isinstance(test, ast.Compare):
        return isinstance(test.ops[0], (ast.Is, ast.IsNot))
    if not isinstance(test, ast.Call) or not isinstance(test.func, ast.Name):
        return False
    return test.func.id in ("isinstance", "issubclass", "callable", "hasattr")


def _fix(node: ast.Assert, context: Context) -> Fix | None:
    where = context.place(node)
    before = context.source.line(where.line)[: where.column - 1]
    behind = context.source.line(where.end_line)[where.end_column - 1 :]
    if before.strip() or behind.strip() or where.line != where.end_line:
        return None
    deeper = "\t" if before.startswith("\t") else "    "
    said = f"({context.code(node.msg)})" if node.msg is not None else ""
    test = f"if not ({context.code(node.test)}):\n{before}{deeper}raise AssertionError{said}"
    return context.replace(node, test, "Raise the error always")
