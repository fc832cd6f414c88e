"""QG137: a page as long as the table."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from qualitygate.api.rules import Context, Example, Problem, TreeRule
from qualitygate_rules.reading import sample

_TAKERS = frozenset(("builtins.list", "django.shortcuts.render", "django.http.JsonResponse"))


class UnboundedQuerysetInView(TreeRule[ast.Call]):
    """Finds ``Model.objects.all()`` that a view shows or makes a list of as it is."""

    code = "QG137"
    name = "unbounded-queryset-in-view"
    summary = "A view shows every row of a table"
    why = "It is quick with ten rows and takes the server down with a million. Show a page of them, or a slice."
    category = "bug"
    on_by_default = False
    tags = ("django",)
    nodes = (ast.Call,)
    words = ("objects",)
    url = "https://docs.djangoproject.com/en/stable/topics/pagination/"
    accuracy = sample(0)
    examples = (
        Example(
            "from django.shortcuts import render\ndef orders(request):\n"
            "    return render(request, 'a.html', {'orders': Order.objects.all()})\n",
            "from django.shortcuts import render\ndef orders(request):\n"
            "    return render(request, 'a.html', {'orders': Order.objects.all()[:50]})\n",
        ),
        Example(
            "def orders(request):\n    found = list(Order.objects.all())\n",
            "def orders(shop):\n    found = list(Order.objects.all())\n",
        ),
    )

    def check(self, node: ast.Call, context: Context) -> Iterator[Problem]:
        """Yield a whole table that goes into an answer."""
        if not isinstance(node.func, ast.Attribute) or node.func.attr != "all" or node.args:
            return
        manager = node.func.value
        if not isinstance(manager, ast.Attribute) or manager.attr != "objects" or context.is_test:
            return
        taker = context.parent(node)
        while isinstance(taker, (ast.Dict, ast.keyword)):
            taker = context.parent(taker)
        if not isinstance(taker, ast.Call) or context.meaning(taker.func) not in _TAKERS:
            return
        view = context.enclosing(node, ast.FunctionDef) or context.enclosing(node, ast.AsyncFunctionDef)
        if view is not None and any(each.arg == "request" for each in view.args.args):
            yield context.problem(node, "every row of the table goes into the answer; show a page or a slice")
