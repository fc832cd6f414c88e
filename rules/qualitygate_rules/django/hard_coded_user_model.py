"""QG141: a user model that cannot be exchanged."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from qualitygate.api.calls import is_constant, keyword
from qualitygate.api.rules import Applicability, Context, Example, Problem, TreeRule
from qualitygate_rules.django.fields import field_of, is_migration
from qualitygate_rules.reading import sample

_USER = "django.contrib.auth.models.User"
_RELATIONS = frozenset(("ForeignKey", "OneToOneField", "ManyToManyField"))


class HardCodedUserModel(TreeRule[ast.Call]):
    """Finds relations to ``User`` itself, by class or by name."""

    code = "QG141"
    name = "hard-coded-user-model"
    summary = "A relation names Django's own User"
    why = (
        "A project with a user model of its own cannot use the app: the relation leads to a table that is not there."
        " settings.AUTH_USER_MODEL is whichever model there is."
    )
    fix = Applicability.UNSAFE
    on_by_default = False
    tags = ("django",)
    nodes = (ast.Call,)
    words = tuple(sorted(_RELATIONS))
    url = "https://docs.djangoproject.com/en/stable/topics/auth/customizing/#referencing-the-user-model"
    accuracy = sample(0)
    examples = (
        Example(
            "from django.conf import settings\nfrom django.db import models\n"
            "owner = models.ForeignKey('auth.User', models.CASCADE)\n",
            "from django.conf import settings\nfrom django.db import models\n"
            "owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)\n",
        ),
        Example(
            "from django.contrib.auth.models import User\nfrom django.db import models\n"
            "owners = models.ManyToManyField(to=User)\n",
            "from django.db import models\nowners = models.ManyToManyField('shop.User')\n",
        ),
    )

    def check(self, node: ast.Call, context: Context) -> Iterator[Problem]:
        """Yield the relation's target."""
        if field_of(node, context) not in _RELATIONS or context.is_test or is_migration(context):
            return
        target = node.args[0] if node.args else keyword(node, "to")
        if target is None or not (is_constant(target, "auth.User") or context.meaning(target) == _USER):
            return
        has_settings = "django.conf.settings" in context.source.names.modules()
        fix = context.replace(target, "settings.AUTH_USER_MODEL") if has_settings else None
        yield context.problem(target, "the user model may be another one; use settings.AUTH_USER_MODEL", fix)
