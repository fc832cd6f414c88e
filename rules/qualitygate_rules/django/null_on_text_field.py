"""QG132: two ways to say "no text"."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from qualitygate.api.calls import is_constant, keyword
from qualitygate.api.rules import Context, Example, Problem, TreeRule
from qualitygate_rules.django.fields import field_of, is_migration
from qualitygate_rules.reading import sample

_TEXTS = frozenset(("CharField", "TextField", "SlugField", "EmailField", "URLField", "FilePathField"))


class NullOnTextField(TreeRule[ast.Call]):
    """Finds text fields with ``null=True`` that need not be unique."""

    code = "QG132"
    name = "null-on-text-field"
    summary = "A text field may be NULL"
    why = (
        "There are then two values for 'no text', NULL and '', and each query has to ask for both. Django's convention"
        " is ''. A unique field that may be empty needs NULL and is left alone."
    )
    category = "bug"
    on_by_default = False
    tags = ("django",)
    nodes = (ast.Call,)
    words = tuple(sorted(_TEXTS))
    url = "https://docs.djangoproject.com/en/stable/ref/models/fields/#null"
    accuracy = sample(8, 8, 0)
    examples = (
        Example(
            "from django.db import models\nname = models.CharField(max_length=9, null=True)\n",
            "from django.db import models\nname = models.CharField(max_length=9, blank=True, default='')\n",
        ),
        Example(
            "from django.db import models\nname = models.TextField(null=True, blank=True)\n",
            "from django.db import models\ncode = models.CharField(max_length=9, null=True, unique=True)\n",
        ),
    )

    def check(self, node: ast.Call, context: Context) -> Iterator[Problem]:
        """Yield a field that may be NULL."""
        null = keyword(node, "null")
        if null is None or context.is_test or not is_constant(null, True) or is_constant(keyword(node, "unique"), True):
            return
        field = field_of(node, context)
        if field in _TEXTS and not is_migration(context):
            yield context.problem(null, f"'{field}' with null=True has two values for no text; use blank=True")
