"""QG108: text whose encoding is the machine's."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from qualitygate.api.calls import add_argument, has_unpacking, keyword
from qualitygate.api.rules import Applicability, Context, Example, Problem, TreeRule


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
    url = "https://peps.python.org/pep-0597/"
    examples = (
        Example("with open(path) as file:\n    pass\n", "with open(path, encoding='utf-8') as file:\n    pass\n"),
        Example("f = open(path, 'w')\n", "f = open(path, 'rb')\n"),
    )

    def check(self, node: ast.Call, context: Context) -> Iterator[Problem]:
        """Yield a call that leaves the encoding open."""
        if context.meaning(node.func) not in ("builtins.open", "io.open") or has_unpacking(node):
            return
        mode = node.args[1] if len(node.args) > 1 else keyword(node, "mode")
        is_text = mode is None or (isinstance(mode, ast.Constant) and "b" not in str(mode.value))
        if not node.args or not is_text or keyword(node, "encoding") is not None or len(node.args) > 3:
            return
        fix = add_argument(node, 'encoding="utf-8"', context)
        yield context.problem(node, "text is opened in the machine's own encoding; pass encoding=…", fix)
