"""QG108: text whose encoding is the machine's."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from qualitygate.api.calls import add_argument, has_unpacking, keyword
from qualitygate.api.rules import Applicability, Context, Example, Problem, TreeRule
from qualitygate_rules.reading import sample


class OpenWithoutEncoding(TreeRule[ast.Call]):
    """Finds ``open`` in text mode without an encoding."""

    code = "QG108"
    name = "open-without-encoding"
    summary = "A text file is opened without an encoding"
    why = (
        "Which encoding is meant then depends on the machine: on Windows it is seldom UTF-8 (PEP 597). What one machine"
        " writes another cannot read."
    )
    fix = Applicability.UNSAFE
    on_by_default = False
    tags = ("team",)
    nodes = (ast.Call,)
    words = ("open",)
    url = "https://peps.python.org/pep-0597/"
    accuracy = sample(
        175, 20, 1,
        note="That file is opened to be there, and nothing is written.",
    )
    examples = (
        Example(
            "with open(path) as file:\n    read(file)\n", "with open(path, encoding='utf-8') as file:\n    read(file)\n"
        ),
        Example("f = open(path, 'w')\n", "f = open(path, 'rb')\nopen(path, 'w').close()\n"),
    )

    def check(self, node: ast.Call, context: Context) -> Iterator[Problem]:
        """Yield a call that leaves the encoding open."""
        if context.meaning(node.func) not in ("builtins.open", "io.open") or has_unpacking(node):
            return
        mode = node.args[1] if len(node.args) > 1 else keyword(node, "mode")
        is_text = mode is None or (isinstance(mode, ast.Constant) and "b" not in str(mode.value))
        if not node.args or not is_text or keyword(node, "encoding") is not None or len(node.args) > 3:
            return
        if _holds_nothing(node, context) or _is_no_file(node, context):
            return
        fix = add_argument(node, 'encoding="utf-8"', context)
        yield context.problem(node, "text is opened in the machine's own encoding; pass encoding=…", fix)


def _holds_nothing(node: ast.Call, context: Context) -> bool:
    """Is it opened to be there only: closed at once, or with nothing done?"""
    above = context.parent(node)
    if isinstance(above, ast.withitem):
        block = context.parent(above)
        return isinstance(block, ast.With) and all(isinstance(each, ast.Pass) for each in block.body)
    return isinstance(above, ast.Attribute) and above.attr == "close"


def _is_no_file(node: ast.Call, context: Context) -> bool:
    """Is 'open' a mock here?"""
    if not context.is_test or "mock_open" not in context.text:
        return False
    function = context.enclosing(node, ast.FunctionDef, ast.AsyncFunctionDef)
    return function is not None and "mock_open" in context.code(function)
