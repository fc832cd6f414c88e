"""QG134: a template that gets whatever there is."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from qualitygate.api.rules import Context, Example, Problem, TreeRule
from qualitygate_rules.reading import sample

_RENDERERS = frozenset(
    ("render", "render_to_response", "render_to_string", "TemplateResponse", "SimpleTemplateResponse")
)


class LocalsInRender(TreeRule[ast.Call]):
    """Finds ``render(…, locals())``."""

    code = "QG134"
    name = "locals-in-render"
    summary = "A template is given locals()"
    why = (
        "The template can read every variable of the view, a password too, and nobody can rename one without reading"
        " every template. Name what the template needs."
    )
    category = "style"
    on_by_default = False
    tags = ("django",)
    nodes = (ast.Call,)
    words = ("locals",)
    accuracy = sample(0)
    examples = (
        Example(
            "from django.shortcuts import render\ndef view(request):\n    return render(request, 'a.html', locals())\n",
            "from django.shortcuts import render\ndef view(request):\n    return render(request, 'a.html', {'a': 1})\n",
        ),
    )

    def check(self, node: ast.Call, context: Context) -> Iterator[Problem]:
        """Yield a template's ``locals()``."""
        name = context.meaning(node.func)
        if not name.startswith("django.") or name.rpartition(".")[2] not in _RENDERERS:
            return
        for each in (*node.args, *(passed.value for passed in node.keywords)):
            if isinstance(each, ast.Call) and context.meaning(each.func) == "builtins.locals":
                yield context.problem(each, "the template gets every variable of the view; name those that it needs")
