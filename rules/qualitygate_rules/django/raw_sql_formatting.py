"""QG135: SQL that is put together from text."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from qualitygate.api.rules import Context, Example, Problem, Severity, TreeRule

_METHODS = frozenset(("execute", "executemany", "raw", "extra", "RawSQL"))
_SQL = re.compile(r"\s*(?:select|insert|update|delete|create|drop|alter|with|truncate|replace)\b", re.I)
_SAFE_CALL = re.compile(r"(?:^|\.)(?:quote_name|quote_value|qn|quote_ident|int|len|literal|Identifier)$")
_SAFE_NAME = re.compile(r"[A-Z][A-Z0-9_]*|.*(?:table|column|columns|placeholders?|db_table|_sql)")


class RawSqlFormatting(TreeRule[ast.Call]):
    """Finds SQL that is made with ``%``, ``+``, ``format`` or an f-string where it is executed."""

    code = "QG135"
    name = "raw-sql-formatting"
    summary = "Values are written into SQL"
    why = (
        "A value that a user sent becomes part of the statement: SQL injection. Pass values as parameters. Names of"
        " tables and columns cannot be parameters and are left alone, as is what is quoted."
    )
    severity = Severity.ERROR
    on_by_default = False
    tags = ("django",)
    nodes = (ast.Call,)
    url = "https://docs.djangoproject.com/en/stable/topics/db/sql/#passing-parameters-into-raw"
    examples = (
        Example(
            "cursor.execute(f'SELECT * FROM shop WHERE name = {name}')\n",
            "cursor.execute('SELECT * FROM shop WHERE name = %s', [name])\n",
        ),
        Example(
            "Order.objects.raw('SELECT * FROM o WHERE id = %s' % number)\n",
            "cursor.execute(f'DELETE FROM {quote_name(table)}')\n",
        ),
    )

    def check(self, node: ast.Call, context: Context) -> Iterator[Problem]:
        """Yield SQL with values in it."""
        called = node.func.attr if isinstance(node.func, ast.Attribute) else context.written(node.func)
        if called not in _METHODS or not node.args or context.is_test:
            return
        template, values = _made(node.args[0])
        if not _SQL.match(template) or all(_is_safe(value, context) for value in values):
            return
        yield context.problem(node.args[0], "a value becomes part of the SQL; pass it as a parameter")


def _made(node: ast.expr) -> tuple[str, list[ast.expr]]:
    """Return the beginning of a text that is put together, and what is put into it."""
    if isinstance(node, ast.JoinedStr):
        first = node.values[0] if node.values else None
        text = str(first.value) if isinstance(first, ast.Constant) else ""
        return text, [each.value for each in node.values if isinstance(each, ast.FormattedValue)]
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Mod, ast.Add)):
        text, values = _made(node.left)
        right = node.right.elts if isinstance(node.right, ast.Tuple) else [node.right]
        return text, [*values, *right]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        text, values = _made(node.func.value)
        return text, [*values, *node.args, *(each.value for each in node.keywords)]
    return (str(node.value), []) if isinstance(node, ast.Constant) else ("", [])


def _is_safe(value: ast.expr, context: Context) -> bool:
    if isinstance(value, ast.Constant):
        return True
    if isinstance(value, ast.Call):
        return bool(_SAFE_CALL.search(context.written(value.func)))
    return bool(_SAFE_NAME.fullmatch(context.written(value).rpartition(".")[2]))
