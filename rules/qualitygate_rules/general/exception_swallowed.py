"""QG109: an error that nobody hears of."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from qualitygate.api.rules import Context, Example, Problem, TreeRule
from qualitygate_rules.reading import sample

_ALL = frozenset(("", "builtins.Exception", "builtins.BaseException"))


class ExceptionSwallowed(TreeRule[ast.ExceptHandler]):
    """Finds handlers of every error that do nothing and do not say why."""

    code = "QG109"
    name = "exception-swallowed"
    summary = "Every error is caught, and nothing is done"
    why = (
        "A misspelt name, a full disk and a lost connection look like success. Name the error that is expected, or log"
        " it. A comment inside that says why is enough for this rule; tests are left alone."
    )
    on_by_default = False
    tags = ("team",)
    nodes = (ast.ExceptHandler,)
    words = ("except",)
    accuracy = sample(39, 20, 0)
    examples = (
        Example(
            "try:\n    send()\nexcept Exception:\n    pass\n",
            "try:\n    send()\nexcept ConnectionError:\n    pass\n",
        ),
        Example(
            "try:\n    send()\nexcept:\n    ...\n",
            "try:\n    send()\nexcept Exception:  # the mail is not worth the order\n    pass\n",
        ),
    )

    def check(self, node: ast.ExceptHandler, context: Context) -> Iterator[Problem]:
        """Yield a handler that hides everything."""
        caught = "" if node.type is None else context.meaning(node.type) or "?"
        if caught not in _ALL or context.is_test or not all(map(_does_nothing, node.body)):
            return
        last = node.end_lineno or node.lineno
        if not any("#" in context.source.line(number) for number in range(node.lineno, last + 2)):
            yield context.problem(node, "every error is caught here and nothing is done; name it, or log it")


def _does_nothing(statement: ast.stmt) -> bool:
    is_word = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return is_word or isinstance(statement, ast.Pass)
