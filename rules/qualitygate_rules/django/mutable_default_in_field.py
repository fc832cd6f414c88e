"""QG142: a default that all rows share."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from qualitygate.api.calls import keyword
from qualitygate.api.rules import Applicability, Context, Example, Problem, Severity, TreeRule
from qualitygate_rules.django.fields import field_of
from qualitygate_rules.reading import sample


class MutableDefaultInField(TreeRule[ast.Call]):
    """Finds lists, dictionaries and sets as ``default`` of a model's field."""

    code = "QG142"
    name = "mutable-default-in-field"
    summary = "A field's default can be changed, and all objects share it"
    why = "What is put into one object's list is in every later object's. Django warns too, as fields.E010."
    severity = Severity.ERROR
    fix = Applicability.UNSAFE
    on_by_default = False
    tags = ("django",)
    nodes = (ast.Call,)
    words = ("default",)
    url = "https://docs.djangoproject.com/en/stable/ref/models/fields/#default"
    accuracy = sample(
        0,
        note="It found eleven in tests of Django, on purpose; tests are left alone since.",
    )
    examples = (
        Example(
            "from django.db import models\ntags = models.JSONField(default=[])\n",
            "from django.db import models\ntags = models.JSONField(default=list)\n",
        ),
        Example(
            "from django.db import models\ntags = models.JSONField(default={'a': 1})\n",
            "from django.db import models\ntags = models.CharField(max_length=9, default='a')\n",
        ),
    )

    def check(self, node: ast.Call, context: Context) -> Iterator[Problem]:
        """Yield the default."""
        default = keyword(node, "default")
        if context.is_test or not isinstance(default, (ast.List, ast.Dict, ast.Set)) or not field_of(node, context):
            return
        code = "".join(context.code(default).split())
        maker = {"[]": "list", "{}": "dict"}.get(code)
        fix = context.replace(default, maker) if maker else None
        yield context.problem(default, "all objects share this default; pass a function that makes one", fix)
