"""QG139: a view that other sites may post to."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from qualitygate.api.rules import Context, Example, Problem, TreeRule
from qualitygate_rules.reading import sample

_Decorated = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_NAME = "django.views.decorators.csrf.csrf_exempt"


class CsrfExempt(TreeRule[_Decorated]):
    """Finds the decorator, on functions and by ``method_decorator``."""

    code = "QG139"
    name = "csrf-exempt"
    summary = "A view is exempt from the protection against forged requests"
    why = (
        "Another site can then act in the name of whoever is logged in. Right for hooks that prove by a signature who"
        " calls: silence it there, with the reason."
    )
    on_by_default = False
    tags = ("django",)
    nodes = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    words = ("csrf_exempt",)
    url = "https://docs.djangoproject.com/en/stable/ref/csrf/"
    accuracy = sample(0)
    examples = (
        Example(
            "from django.views.decorators.csrf import csrf_exempt\n@csrf_exempt\ndef pay(request):\n    pass\n",
            "from django.views.decorators.csrf import csrf_protect\n@csrf_protect\ndef pay(request):\n    pass\n",
        ),
        Example(
            "from django.views.decorators import csrf\n@method_decorator(csrf.csrf_exempt)\nclass Pay:\n    pass\n",
            "class Pay:\n    pass\n",
        ),
    )

    def check(self, node: _Decorated, context: Context) -> Iterator[Problem]:
        """Yield each such decorator."""
        for decorator in () if context.is_test else node.decorator_list:
            passed = decorator.args if isinstance(decorator, ast.Call) else []
            if any(context.meaning(each) == _NAME for each in (decorator, *passed)):
                yield context.problem(decorator, f"'{node.name}' takes requests that other sites forge; protect it")
