"""QG102: a stop for the debugger."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from qualitygate.api.rules import Applicability, Context, Example, Problem, Severity, TreeRule
from qualitygate_rules.reading import sample

_STOPS = frozenset(
    ("builtins.breakpoint", "pdb.set_trace", "ipdb.set_trace", "pudb.set_trace", "IPython.embed", "rdb.set_trace")
)


class BreakpointCall(TreeRule[ast.Call]):
    """Finds calls that start a debugger."""

    code = "QG102"
    name = "breakpoint-call"
    summary = "A call starts the debugger"
    why = (
        "In production it waits for ever for somebody to type, or fails because no terminal is there. One behind a"
        " constant for debugging (if DEBUG_STEP: …) is left alone."
    )
    severity = Severity.ERROR
    fix = Applicability.UNSAFE
    on_by_default = False
    tags = ("team",)
    nodes = (ast.Call,)
    words = ("breakpoint", "set_trace", "embed")
    accuracy = sample(
        0,
        note="One in a tool for tracing stood behind a switch, and such ones are left alone since.",
    )
    examples = (
        Example("def pay(order):\n    breakpoint()\n    order.pay()\n", "def pay(order):\n    order.pay()\n"),
        Example("import pdb\nif x:\n    pdb.set_trace()\n", "if DEBUG_STEP == x:\n    breakpoint()\n"),
    )

    def check(self, node: ast.Call, context: Context) -> Iterator[Problem]:
        """Yield a call that stops, with a fix where it stands alone."""
        name = context.meaning(node.func)
        if name not in _STOPS or _is_switched(node, context):
            return
        statement = context.parent(node)
        fix = context.delete_statement(statement) if isinstance(statement, ast.Expr) else None
        yield context.problem(node, f"'{name.removeprefix('builtins.')}' starts the debugger; take it out", fix)


def _is_switched(node: ast.Call, context: Context) -> bool:
    above = context.enclosing(node, ast.If)
    return above is not None and "DEBUG" in context.code(above.test)
