"""QG106: a time that does not say which."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from qualitygate.api.calls import has_unpacking, keyword
from qualitygate.api.rules import Applicability, Context, Example, Problem, TreeRule
from qualitygate_rules.reading import APPLICATIONS, sample

#: Each with the number of the argument that is the time zone; -1 = it takes none.
_MAKERS = {"now": 0, "fromtimestamp": 1, "utcnow": -1, "utcfromtimestamp": -1, "today": -1}
#: What is made of it at once and is the same in both.
_CURES = frozenset(
    ("astimezone", "replace", "date", "year", "timestamp", "strftime", "time", "second", "microsecond")
)
#: What takes a time without a zone.
_WANT_NONE = frozenset(("make_aware", "localize", "utcoffset", "dst"))
_PREFIX = "datetime.datetime."
_OF_DJANGO = "django.utils.timezone.now"


class NaiveDatetime(TreeRule[ast.Call]):
    """Finds calls of ``datetime`` that give a time without a zone."""

    code = "QG106"
    name = "naive-datetime"
    summary = "A time is made without a time zone"
    why = (
        "It means another moment on another machine, cannot be compared with times that have a zone, and goes wrong"
        " twice a year. Pass a zone, or use django.utils.timezone.now()."
    )
    fix = Applicability.UNSAFE
    on_by_default = False
    tags = ("team",)
    nodes = (ast.Call,)
    words = ("datetime",)
    accuracy = sample(
        204, 20, 2, code=APPLICATIONS,
        note="One took the microseconds, which is left alone since, and one wrote out the local time. Tests, whose "
             "times "
        "nobody compares, and functions that make times with a zone too are left alone.",
    )
    examples = (
        Example(
            "from datetime import datetime\nstart = datetime.now()\n",
            "from datetime import datetime, timezone\nstart = datetime.now(timezone.utc)\n",
        ),
        Example(
            "import datetime\nstart = datetime.datetime.utcnow()\n",
            "import datetime\nyear = datetime.datetime.now().year\nzone.utcoffset(datetime.datetime.now())\n",
        ),
    )

    def check(self, node: ast.Call, context: Context) -> Iterator[Problem]:
        """Yield a call that passes no zone."""
        name = context.meaning(node.func)
        maker = name.removeprefix(_PREFIX)
        if not name.startswith(_PREFIX) or maker not in _MAKERS or context.is_test or has_unpacking(node):
            return
        position = _MAKERS[maker]
        above = context.parent(node)
        is_cured = isinstance(above, ast.Attribute) and above.attr in _CURES or _is_meant(above, context)
        if is_cured or keyword(node, "tz") is not None or 0 <= position < len(node.args):
            return
        if _knows_zones(context.enclosing(node, ast.FunctionDef, ast.AsyncFunctionDef), context):
            return
        fix = None
        if maker in ("now", "today"):
            fix = context.insert_behind(node, ".astimezone()", "Give it the local zone")
        yield context.problem(node, f"'{maker}' makes a time without a zone; pass one: now(timezone.utc)", fix)


def _knows_zones(function: ast.AST | None, context: Context) -> bool:
    """Does the function make times with a zone too, so that the one without is meant?"""
    calls = (each for each in ast.walk(function or ast.Pass()) if isinstance(each, ast.Call))
    return any(context.meaning(each.func) == _OF_DJANGO or _has_zone(each, context) for each in calls)


def _has_zone(call: ast.Call, context: Context) -> bool:
    name = context.meaning(call.func)
    position = _MAKERS.get(name.removeprefix(_PREFIX), -1) if name.startswith(_PREFIX) else -1
    return position >= 0 and (keyword(call, "tz") is not None or position < len(call.args))


def _is_meant(above: ast.AST | None, context: Context) -> bool:
    """Is it given to a name that says so ("naive_start"), or to what wants one and gives it a zone?"""
    if isinstance(above, ast.Call):
        return context.written(above.func).rpartition(".")[2] in _WANT_NONE
    return isinstance(above, ast.Assign) and any("naive" in context.written(target) for target in above.targets)
