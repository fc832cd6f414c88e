"""What pycodestyle finds in a notebook and Jupyter's users write on purpose: it is taken out.

ruff takes out the same (0.17, rules E402 and E703).
"""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections.abc import Sequence

from qualitygate.api import Source
from qualitygate_plugins.pep8.run import Result


def without_custom(source: Source, results: Sequence[Result]) -> list[Result]:
    """Return what is left: an import may stand at the top of a cell, and a last semicolon keeps a value unshown."""
    if not any(text.startswith(("E402", "E703")) for _, _, text in results):
        return list(results)
    ends = (*source.cells[1:], len(source.lines) + 1)
    cells = [_statements(source, *bounds) for bounds in zip(source.cells, ends, strict=True)]
    tops = {node.lineno for cell in cells for node in _imports_at_top(cell)}
    lasts = {cell[-1].end_lineno or 0 for cell in cells if cell}
    expected: dict[str, set[int]] = {"E402": tops, "E703": lasts}
    return [result for result in results if result[0] not in expected.get(result[2][:4], ())]


def _statements(source: Source, first: int, end: int) -> list[ast.stmt]:
    """Return the statements of a cell; the lines at its end lie between it and the next."""
    body = source.tree.body if source.tree is not None else []
    lines = [node.lineno for node in body]
    return body[bisect_right(lines, first - 1) : bisect_right(lines, end - 1)]


def _imports_at_top(cell: Sequence[ast.stmt]) -> list[ast.stmt]:
    """Return the imports above all other code; a magic, which is a tuple here, is none."""
    top: list[ast.stmt] = []
    for node in cell:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            top.append(node)
        elif not (isinstance(node, ast.Expr) and isinstance(node.value, (ast.Tuple, ast.Constant))):
            break
    return top
