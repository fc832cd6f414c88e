"""QG110: a log message that is put together before anybody wants it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qualitygate.api.cst import Candidates, CstContext, CstRule
from qualitygate.api.rules import Applicability, Context, Example, Problem, Severity
from qualitygate_rules.reading import sample

if TYPE_CHECKING:
    import libcst as cst

_METHODS = frozenset(("debug", "info", "warning", "error", "critical", "exception"))
_LOGGERS = frozenset(("logging", "logger", "log", "_logger", "_log", "LOG", "LOGGER"))


class EagerLoggingFormat(CstRule):
    """Finds log calls whose message is a formatted string, or made with ``%``."""

    code = "QG110"
    name = "eager-logging-format"
    summary = "A log message is formatted by the caller"
    why = (
        "It costs time where nobody reads it, and tools that group messages see a new one each time. Pass the values as"
        " arguments: the logger formats what is written."
    )
    severity = Severity.NOTE
    category = "style"
    fix = Applicability.UNSAFE
    on_by_default = False
    tags = ("team",)
    nodes = ("Call",)
    is_local = True
    candidates = Candidates(nodes=(ast.Call,), names=tuple(sorted(_METHODS)))
    accuracy = sample(42, 20, 0)
    examples = (
        Example("logger.info(f'paid {order} at {shop.name}')\n", "logger.info('paid %s at %s', order, shop.name)\n"),
        Example("logging.error('no %s' % name)\n", "logging.error('no %s', name)\n"),
        Example("log.debug('a {}'.format(b))\n", "log.debug(message)\nparser.error(f'no {name}')\n"),
    )

    def is_candidate(self, node: ast.AST, context: Context) -> bool:
        """Is it a call of a logger's method, with a message that is made on the spot?"""
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
            return False
        first: ast.AST = node.args[0]
        if isinstance(first, ast.BinOp):
            first = first.left
        elif isinstance(first, ast.Call) and isinstance(first.func, ast.Attribute):
            first = first.func.value
        elif isinstance(first, ast.Constant):
            return False
        if not isinstance(first, (ast.JoinedStr, ast.Constant)):
            return False
        return node.func.attr in _METHODS and context.written(node.func.value).rpartition(".")[2] in _LOGGERS

    def check(self, node: cst.CSTNode, context: CstContext) -> Iterator[Problem]:
        """Yield a call whose message is made on the spot."""
        import libcst as cst  # here: loaded only for files with a candidate; its matchers cost as much again

        if not isinstance(node, cst.Call) or not node.args or not _is_logging(node.func):
            return
        first = node.args[0].value
        if isinstance(first, cst.FormattedString):
            if not any(isinstance(part, cst.FormattedStringExpression) for part in first.parts):
                return
            lazy = _of_f_string(first)
        elif isinstance(first, cst.BinaryOperation) and isinstance(first.operator, cst.Modulo):
            if not isinstance(first.left, cst.SimpleString):
                return
            lazy = _of_modulo(first)
        elif isinstance(first, cst.Call) and isinstance(first.func, cst.Attribute):
            if first.func.attr.value != "format" or not isinstance(
                first.func.value, (cst.SimpleString, cst.ConcatenatedString)
            ):
                return
            lazy = []
        else:
            return
        fix = None
        if lazy and len(node.args) == 1:
            arguments = [cst.Arg(each) for each in lazy]
            fix = context.replace_node(node, node.with_changes(args=arguments), "Let the logger format it")
        yield context.node_problem(first, "the message is formatted before it is wanted; pass values as arguments", fix)


def _is_logging(called: cst.BaseExpression) -> bool:
    """Is it a method of a logger, by the names of both?"""
    import libcst as cst  # here: as above

    if not isinstance(called, cst.Attribute) or called.attr.value not in _METHODS:
        return False
    owner = called.value.attr if isinstance(called.value, cst.Attribute) else called.value
    return isinstance(owner, cst.Name) and owner.value in _LOGGERS


def _of_f_string(string: cst.FormattedString) -> list[cst.BaseExpression]:
    """Return the template and the values; [] where something has a form of its own."""
    import libcst as cst  # here: as above

    text, values = "", []
    for part in string.parts:
        if isinstance(part, cst.FormattedStringText):
            text += part.value.replace("{{", "{").replace("}}", "}").replace("%", "%%")
        elif isinstance(part, cst.FormattedStringExpression):
            if part.format_spec is not None or part.conversion not in (None, "r", "s") or part.equal is not None:
                return []
            text += "%r" if part.conversion == "r" else "%s"
            values.append(part.expression)
    prefix = string.prefix.replace("f", "").replace("F", "")
    return [cst.SimpleString(prefix + string.quote + text + string.quote), *values]


def _of_modulo(operation: cst.BaseExpression) -> list[cst.BaseExpression]:
    """Return the template and the values; [] where it may be a mapping, or a tuple by another name."""
    import libcst as cst  # here: as above

    if not isinstance(operation, cst.BinaryOperation):
        return []
    right = operation.right
    if isinstance(right, cst.Tuple):
        elements = [each.value for each in right.elements if isinstance(each, cst.Element)]
        return [operation.left, *elements] if len(elements) == len(right.elements) else []
    is_one = isinstance(right, (cst.SimpleString, cst.Integer, cst.Call, cst.Attribute, cst.Name, cst.Subscript))
    return [operation.left, right] if is_one else []
