"""QG136: a foreign key that does not say what a deletion does."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from qualitygate.api.calls import add_argument, has_unpacking, keyword
from qualitygate.api.rules import Applicability, Context, Example, Problem, Severity, TreeRule
from qualitygate_rules.django.fields import field_of
from qualitygate_rules.reading import sample


class ForeignKeyWithoutOnDelete(TreeRule[ast.Call]):
    """Finds foreign keys without ``on_delete``."""

    code = "QG136"
    name = "foreign-key-without-on-delete"
    summary = "A foreign key has no on_delete"
    why = "Since Django 2.0 this is a TypeError when the module is imported; before, it deleted silently."
    severity = Severity.ERROR
    fix = Applicability.UNSAFE
    on_by_default = False
    tags = ("django",)
    nodes = (ast.Call,)
    words = ("ForeignKey", "OneToOneField")
    url = "https://docs.djangoproject.com/en/stable/ref/models/fields/#django.db.models.ForeignKey.on_delete"
    accuracy = sample(0)
    examples = (
        Example(
            "from django.db import models\nshop = models.ForeignKey('Shop')\n",
            "from django.db import models\nshop = models.ForeignKey('Shop', on_delete=models.PROTECT)\n",
        ),
        Example(
            "from django.db import models\nshop = models.OneToOneField(to='Shop', null=True)\n",
            "from django.db import models\nshop = models.OneToOneField('Shop', models.CASCADE)\n",
        ),
    )

    def check(self, node: ast.Call, context: Context) -> Iterator[Problem]:
        """Yield a key that leaves it open."""
        if field_of(node, context) not in ("ForeignKey", "OneToOneField") or has_unpacking(node):
            return
        if len(node.args) > 1 or keyword(node, "on_delete") is not None:
            return
        module = context.written(node.func).rpartition(".")[0]
        fix = add_argument(node, f"on_delete={module}.CASCADE", context) if module else None
        yield context.problem(node, "'on_delete' is missing; say what becomes of it: on_delete=models.PROTECT", fix)
