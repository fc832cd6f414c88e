"""QG131: a model that calls itself "Order object (1)"."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from qualitygate.api.calls import is_constant
from qualitygate.api.rules import Context, Example, Problem, Severity, TreeRule
from qualitygate_rules.reading import sample

_MODELS = ("django.db.models.Model", "django.db.models.base.Model")


class ModelWithoutStr(TreeRule[ast.ClassDef]):
    """Finds models with Django's own base alone and no ``__str__``."""

    code = "QG131"
    name = "model-without-str"
    summary = "A model has no __str__"
    why = (
        "In the admin, in select boxes and in logs every object of it is called 'Order object (1)'. A model without "
        "fields is left alone."
    )
    severity = Severity.NOTE
    category = "style"
    on_by_default = False
    tags = ("django",)
    nodes = (ast.ClassDef,)
    words = ("django",)
    accuracy = sample(6, 6, 0)
    examples = (
        Example(
            "from django.db import models\nclass Order(models.Model):\n    number = models.IntegerField()\n",
            "from django.db import models\nclass Order(models.Model):\n    def __str__(self):\n        return '1'\n",
        ),
        Example(
            "from django.db.models import Model, TextField\nclass Order(Model):\n    note = TextField()\n",
            "from django.db.models import Model\nclass Base(Model):\n    class Meta:\n        abstract = True\n",
        ),
    )

    def check(self, node: ast.ClassDef, context: Context) -> Iterator[Problem]:
        """Yield a model without a text of its own."""
        bases = [context.meaning(base) for base in node.bases]
        if not bases or any(base not in _MODELS for base in bases) or context.is_test:
            return
        has_fields = any(isinstance(each, (ast.Assign, ast.AnnAssign)) for each in node.body)
        if has_fields and not any(map(_speaks, node.body)):
            yield context.problem(node.bases[0], f"the model '{node.name}' has no __str__")


def _speaks(statement: ast.stmt) -> bool:
    """Does it define the text, or say that there will be no such objects?"""
    if isinstance(statement, ast.FunctionDef):
        return statement.name in ("__str__", "__repr__")
    if isinstance(statement, ast.Assign):
        return any(isinstance(each, ast.Name) and each.id == "__str__" for each in statement.targets)
    if not isinstance(statement, ast.ClassDef) or statement.name != "Meta":
        return False
    said = [each for each in statement.body if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name)]
    names = {each.targets[0].id: each.value for each in said if isinstance(each.targets[0], ast.Name)}
    return any(is_constant(names.get(word), True) for word in ("abstract", "proxy"))
