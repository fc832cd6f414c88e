"""QG138: HTML that is taken for safe because somebody says so."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from qualitygate.api.rules import Context, Example, Problem, Severity, TreeRule
from qualitygate_rules.reading import sample

_MARKERS = ("django.utils.safestring.mark_safe", "django.utils.safestring.SafeString")
_ESCAPING = frozenset(
    ("escape", "conditional_escape", "format_html", "format_html_join", "render_to_string", "render", "json_script")
    + (
        "flatatt", "__html__", "urlencode", "force_escape", "escapejs", "as_widget", "gettext", "_", "dumps", "join",
        "mark_safe", "linebreaks"
    )
)
_MAKES_HTML = re.compile(r"_tag$|html|^render")
_HTML = re.compile(r"<|=\"|='")  #: a tag, or an attribute


class MarkSafeOnVariable(TreeRule[ast.Call]):
    """Finds ``mark_safe`` of text with values in it that nothing has escaped."""

    code = "QG138"
    name = "mark-safe-on-variable"
    summary = "Text with values in it is marked as safe HTML"
    why = (
        "A value that a user sent is then part of the page, scripts included. format_html escapes what is put in. What "
        "is"
        " put together of names alone, without a tag or an attribute written beside them, is left alone: it may be"
        " escaped elsewhere."
    )
    severity = Severity.ERROR
    on_by_default = False
    tags = ("django",)
    nodes = (ast.Call,)
    words = ("mark_safe", "SafeString")
    url = "https://docs.djangoproject.com/en/stable/ref/utils/#django.utils.html.format_html"
    accuracy = sample(3, 3, 0)
    examples = (
        Example(
            "from django.utils.safestring import mark_safe\nx = mark_safe(f'<b>{name}</b>')\n",
            "from django.utils.html import format_html\nx = format_html('<b>{}</b>', name)\n",
        ),
        Example(
            "from django.utils.safestring import mark_safe\nx = mark_safe('<b>%s</b>' % name)\n",
            "from django.utils.safestring import mark_safe\nx = mark_safe('<b>%s</b>' % escape(name))\n",
        ),
    )

    def check(self, node: ast.Call, context: Context) -> Iterator[Problem]:
        """Yield a call whose text is put together."""
        if context.meaning(node.func) not in _MARKERS or not node.args or context.is_test:
            return
        values = list(_values(node.args[0]))
        if not any(map(_HTML.search, _written(node.args[0]))):
            return
        if any(not _is_escaped(value, context) for value in values):
            yield context.problem(node, "text with values in it is marked as safe; use format_html, which escapes")


def _values(node: ast.expr) -> Iterator[ast.expr]:
    """Yield what is put into a text; nothing where it is no text that is put together here."""
    if isinstance(node, ast.JoinedStr):
        yield from (each.value for each in node.values if isinstance(each, ast.FormattedValue))
    elif isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Mod, ast.Add)):
        if isinstance(node.op, ast.Add):
            yield from (each for each in (node.left, node.right) if not isinstance(each, ast.BinOp))
            yield from (value for each in (node.left, node.right) for value in _values(each))
        else:
            yield from node.right.elts if isinstance(node.right, ast.Tuple) else [node.right]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        yield from (*node.args, *(each.value for each in node.keywords))


def _is_escaped(value: ast.expr, context: Context) -> bool:
    if isinstance(value, (ast.Constant, ast.JoinedStr)):
        return True
    if isinstance(value, ast.Call):
        name = value.func.attr if isinstance(value.func, ast.Attribute) else context.written(value.func)
        return name in _ESCAPING or _MAKES_HTML.search(name) is not None
    return isinstance(value, ast.Name) and _is_escaped_before(value, context)


def _is_escaped_before(value: ast.Name, context: Context) -> bool:
    """Is it given nothing in this function but what is escaped?"""
    function = context.enclosing(value, ast.FunctionDef, ast.AsyncFunctionDef)
    given = [
        each.value
        for each in ast.walk(function or ast.Pass())
        if isinstance(each, ast.Assign) and any(context.written(target) == value.id for target in each.targets)
    ]
    return bool(given) and all(isinstance(each, ast.Call) and _is_escaped(each, context) for each in given)


def _written(node: ast.expr) -> Iterator[str]:
    """Yield the texts that are written where a text is put together."""
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.JoinedStr):
        yield from (str(each.value) for each in node.values if isinstance(each, ast.Constant))
    elif isinstance(node, ast.BinOp):
        yield from (*_written(node.left), *(_written(node.right) if isinstance(node.op, ast.Add) else ()))
    elif isinstance(node, ast.Call):
        inside = node.func.value if isinstance(node.func, ast.Attribute) and node.func.attr == "format" else None
        yield from _written(inside) if inside is not None else (text for each in node.args for text in _written(each))
