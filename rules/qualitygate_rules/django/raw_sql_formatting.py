"""QG135: SQL that is put together from text."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from qualitygate.api.rules import Context, Example, Problem, Severity, TreeRule
from qualitygate_rules.reading import APPLICATIONS, sample

_METHODS = frozenset(("execute", "executemany", "raw", "extra", "RawSQL"))
_SQL = re.compile(r"\s*(?:select|insert|update|delete|with|replace)\b", re.I)
_PERCENT = re.compile(r"%%|%(?:\((?P<name>\w+)\))?[sdr]")
_BRACES = re.compile(r"\{(?P<name>[A-Za-z_]\w*)?\d*(?:![rsa])?\}")
#: What stands before a value beside a quotation mark: a comparison, a list of values.
_VALUE = re.compile(r"(?:[=<>]|\b(?:i?like|between|limit|offset|then)|\b(?:in|values)\s*\([^()]*)\s*$", re.I)
_SAFE_CALL = re.compile(r"quote_name|quote_value|qn|quote_ident|int|len|literal|Identifier|join|cast|like|concat")
_SAFE_NAME = re.compile(r"[A-Z][A-Z0-9_]*|.*(?:table|column|columns|placeholders?|db_table|_sql)")


class RawSqlFormatting(TreeRule[ast.Call]):
    """Finds SQL that is made with ``%``, ``+``, ``format`` or an f-string where it is executed."""

    code = "QG135"
    name = "raw-sql-formatting"
    summary = "Values are written into SQL"
    why = (
        "A value that a user sent becomes part of the statement: SQL injection. Pass values as parameters. Names of"
        " tables and columns cannot be parameters: what is put in behind something else than a comparison, a list of"
        " values or a quotation mark is left alone."
    )
    severity = Severity.ERROR
    on_by_default = False
    tags = ("django",)
    nodes = (ast.Call,)
    words = tuple(sorted(_METHODS))
    url = "https://docs.djangoproject.com/en/stable/topics/db/sql/#passing-parameters-into-raw"
    accuracy = sample(
        2, 2, 0, code=APPLICATIONS,
        note="What it had found there and in the back ends of Django and SQLAlchemy beside were names of tables and "
        "pieces that a dialect makes, which are left alone since.",
    )
    examples = (
        Example(
            "cursor.execute(f'SELECT * FROM shop WHERE name = {name}')\n",
            "cursor.execute('SELECT * FROM shop WHERE name = %s', [name])\n",
        ),
        Example(
            "Order.objects.raw('SELECT * FROM o WHERE id = %s' % number)\n",
            "cursor.execute(f'DELETE FROM {quote_name(table)}')\n",
        ),
        Example(
            "cursor.execute('SELECT * FROM {} WHERE name LIKE \\'%{}%\\''.format(shop, name))\n",
            "cursor.execute('SELECT %(columns)s FROM %(shop)s WHERE id = %%s' % names, [number])\n",
        ),
        Example(
            "cursor.execute('INSERT INTO o VALUES (' + number + ')')\n",
            "cursor.execute('SELECT %s FROM %s' % (function, shop))\n",
        ),
    )

    def check(self, node: ast.Call, context: Context) -> Iterator[Problem]:
        """Yield SQL with values in it."""
        called = node.func.attr if isinstance(node.func, ast.Attribute) else context.written(node.func)
        if called not in _METHODS or not node.args or context.is_test:
            return
        pieces = list(_pieces(node.args[0]))
        start = next((each for each in pieces if isinstance(each, str)), "")
        if not _SQL.match(start):
            return
        if not any(_is_value(before) and not _is_safe(each, context) for before, each in _values(pieces)):
            return
        yield context.problem(node.args[0], "a value becomes part of the SQL; pass it as a parameter")


def _pieces(node: ast.expr) -> Iterator[str | ast.expr]:
    """Yield what a text is put together of, in order: what is written, and what is put in."""
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.JoinedStr):
        for each in node.values:
            yield each.value if isinstance(each, ast.FormattedValue) else str(getattr(each, "value", ""))
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        yield from (*_pieces(node.left), *_pieces(node.right))
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and isinstance(node.left, ast.Constant):
        yield from _filled(str(node.left.value), _PERCENT, *_arguments(node.right))
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        template = node.func.value
        names = {each.arg: each.value for each in node.keywords if each.arg}
        if isinstance(template, ast.Constant):
            yield from _filled(str(template.value), _BRACES, node.args, names)
    else:
        yield node


def _arguments(right: ast.expr) -> tuple[list[ast.expr], dict[str, ast.expr]]:
    if isinstance(right, ast.Tuple):
        return right.elts, {}
    if isinstance(right, ast.Dict):
        return [], {str(getattr(key, "value", "")): value for key, value in zip(right.keys, right.values, strict=True)}
    return [right], {}


def _filled(
    template: str, marks: re.Pattern[str], values: list[ast.expr], names: dict[str, ast.expr]
) -> Iterator[str | ast.expr]:
    """Yield a template's texts with what comes into the places between."""
    done, waiting = 0, iter(values)
    for mark in marks.finditer(template):
        if mark[0] == "%%":
            continue
        yield template[done : mark.start()]
        done = mark.end()
        value = names.get(mark["name"]) if mark["name"] else next(waiting, None)
        if value is not None:
            yield value
    yield template[done:]


def _values(pieces: list[str | ast.expr]) -> Iterator[tuple[str, ast.expr]]:
    """Yield what is put in, each with what is written before it."""
    before = ""
    for each in pieces:
        if isinstance(each, str):
            before += each
        else:
            yield before, each
            before += "?"


def _is_value(before: str) -> bool:
    """Does a value follow, and no name of a table or column?"""
    return _VALUE.search(before) is not None or before.count("'") % 2 == 1


def _is_safe(value: ast.expr, context: Context) -> bool:
    if isinstance(value, ast.Constant):
        return True
    if isinstance(value, ast.Call):
        name = value.func.attr if isinstance(value.func, ast.Attribute) else context.written(value.func)
        return bool(_SAFE_CALL.fullmatch(name))
    if _SAFE_NAME.fullmatch(context.written(value).rpartition(".")[2]):
        return True
    return isinstance(value, ast.Name) and _is_made_here(value, context)


def _is_made_here(value: ast.Name, context: Context) -> bool:
    """Is all that it is given in this function safe, or put together of what is?"""
    function = context.enclosing(value, ast.FunctionDef, ast.AsyncFunctionDef)
    given = [
        each.value
        for each in ast.walk(function or ast.Pass())
        if isinstance(each, ast.Assign) and any(context.written(target) == value.id for target in each.targets)
    ]
    parts = [part for each in given for part in (_pieces(each) if not isinstance(each, ast.Name) else (each,))]
    others = [part for part in parts if not isinstance(part, str) and context.written(part) != value.id]
    return bool(given) and all(not isinstance(part, ast.Name) and _is_safe(part, context) for part in others)
