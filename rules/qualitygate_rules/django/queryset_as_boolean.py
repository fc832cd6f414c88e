"""QG133: all rows are loaded to learn whether there is one."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from qualitygate.api.rules import Applicability, Context, Example, Problem, TreeRule
from qualitygate_rules.reading import sample

_Test = ast.If | ast.While | ast.IfExp | ast.UnaryOp
_SETS = frozenset(("all", "filter", "exclude", "order_by", "distinct", "select_related", "prefetch_related", "values"))


class QuerysetAsBoolean(TreeRule[_Test]):
    """Finds query sets, and their ``count()``, as conditions."""

    code = "QG133"
    name = "queryset-as-boolean"
    summary = "A query set is used as a condition"
    why = "To know whether it is empty all of its rows are fetched and made into objects. exists() fetches one."
    fix = Applicability.UNSAFE
    on_by_default = False
    tags = ("django",)
    nodes = (ast.If, ast.While, ast.IfExp, ast.UnaryOp)
    words = ("objects", "_default_manager")
    url = "https://docs.djangoproject.com/en/stable/ref/models/querysets/#exists"
    accuracy = sample(0)
    examples = (
        Example(
            "if Order.objects.filter(paid=False):\n    pass\n",
            "if Order.objects.filter(paid=False).exists():\n    pass\n",
        ),
        Example(
            "free = not shop.Order.objects.all().count()\n", "orders = Order.objects.all()\nif orders:\n    pass\n"
        ),
    )

    def check(self, node: _Test, context: Context) -> Iterator[Problem]:
        """Yield a condition that is one."""
        test = node.operand if isinstance(node, ast.UnaryOp) else node.test
        if isinstance(node, ast.UnaryOp) and not isinstance(node.op, ast.Not):
            return
        for each in test.values if isinstance(test, ast.BoolOp) else (test,):
            if not isinstance(each, ast.Call) or not isinstance(each.func, ast.Attribute):
                continue
            is_count = each.func.attr == "count" and not each.args and not each.keywords
            asked = each.func.value if is_count else each
            if not _is_query_set(asked):
                continue
            if is_count:
                fix = context.replace(each, context.code(asked) + ".exists()", "Ask whether there is one")
            else:
                fix = context.insert_behind(each, ".exists()", "Ask whether there is one")
            yield context.problem(each, "every row is fetched to know whether there is one; use exists()", fix)


def _is_query_set(node: ast.AST) -> bool:
    """Does it begin with a manager, ``….objects.``, and go on with methods that give query sets?"""
    is_set = False
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _SETS:
        is_set, node = True, node.func.value
    return is_set and isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager")
