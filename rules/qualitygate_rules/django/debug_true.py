"""QG140: settings that show a stranger the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from qualitygate.api.calls import is_constant
from qualitygate.api.rules import Applicability, Context, Example, Problem, Severity, TreeRule
from qualitygate_rules.reading import sample

_OTHERS = re.compile(r"dev|local|test|debug|example|sample|ci\b", re.I)


class DebugTrue(TreeRule[ast.Assign]):
    """Finds ``DEBUG = True`` beside Django's other settings, but in those for development and tests."""

    code = "QG140"
    name = "debug-true"
    summary = "DEBUG is switched on in settings"
    why = (
        "Every error page then shows code, settings and requests to whoever asks, and every query is kept in memory."
        " Switch it on by the environment, or in settings of their own for development."
    )
    severity = Severity.ERROR
    fix = Applicability.UNSAFE
    on_by_default = False
    tags = ("django",)
    nodes = (ast.Assign,)
    words = ("DEBUG",)
    url = "https://docs.djangoproject.com/en/stable/ref/settings/#debug"
    accuracy = sample(0)
    examples = (
        Example(
            "DEBUG = True\nINSTALLED_APPS = []\n",
            "DEBUG = os.environ.get('DEBUG') == '1'\nINSTALLED_APPS = []\n",
        ),
        Example("ALLOWED_HOSTS = []\nDEBUG = True\n", "DEBUG = True\n"),
    )

    def check(self, node: ast.Assign, context: Context) -> Iterator[Problem]:
        """Yield the setting."""
        target = node.targets[0]
        if not isinstance(target, ast.Name) or target.id != "DEBUG" or not is_constant(node.value, True):
            return
        is_settings = any(word in context.text for word in ("INSTALLED_APPS", "ALLOWED_HOSTS", "MIDDLEWARE"))
        if is_settings and not context.is_test and not _OTHERS.search(context.path.removeprefix("example.py")):
            fix = context.replace(node.value, "False", "Switch it off")
            yield context.problem(node, "'DEBUG = True' shows code and settings to whoever asks; read it", fix)
