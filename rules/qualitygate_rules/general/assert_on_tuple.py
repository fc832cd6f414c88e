"""QG104: an assertion that cannot fail."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from qualitygate.api.rules import Applicability, Context, Example, Problem, Severity, TreeRule
from qualitygate_rules.reading import sample


class AssertOnTuple(TreeRule[ast.Assert]):
    """Finds ``assert (condition, message)``."""

    code = "QG104"
    name = "assert-on-tuple"
    summary = "An assertion is about a tuple, and those are true"
    why = "The brackets make a tuple of condition and message. It is never empty, so nothing is tested."
    severity = Severity.ERROR
    fix = Applicability.UNSAFE
    on_by_default = False
    tags = ("team",)
    nodes = (ast.Assert,)
    words = ("assert",)
    accuracy = sample(0)
    examples = (Example("assert (x == 1, 'x is one')\n", "assert x == 1, 'x is one'\n"),)

    def check(self, node: ast.Assert, context: Context) -> Iterator[Problem]:
        """Yield an assertion about a tuple."""
        test = node.test
        if not isinstance(test, ast.Tuple) or not test.elts:
            return
        fix = None
        if len(test.elts) == 2 and node.msg is None and context.code(test).startswith("("):
            condition, said = (context.code(each) for each in test.elts)
            if isinstance(test.elts[1], (ast.Constant, ast.JoinedStr)) and "\n" not in condition + said:
                fix = context.replace(test, f"{condition}, {said}", "Take the brackets away")
        yield context.problem(test, "this tuple is always true; write: assert condition, message", fix)
