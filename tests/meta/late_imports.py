"""Finds imports inside functions, and whether each says why it is not at the head of its file."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

IMPORTS = (ast.Import, ast.ImportFrom)
PACKAGES = ("qualitygate", "plugins/qualitygate_plugins", "rules/qualitygate_rules")


def without_reason(text: str) -> list[int]:
    """Return the lines (1-based) of imports inside functions that no comment explains.

    A comment explains the import that it ends or stands above, and those that follow it at once.
    """
    lines = text.splitlines()
    tree = ast.parse(text)
    functions = (node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))
    found = {line for function in functions for line in _unexplained(function, lines)}
    return sorted(found)


def late_imports(root: Path) -> Iterator[str]:
    """Yield ``file:line`` of every import inside a function of the packages below ``root`` that gives no reason."""
    for path in sorted(path for package in PACKAGES for path in (root / package).rglob("*.py")):
        for line in without_reason(path.read_text(encoding="utf-8")):
            yield f"{path.relative_to(root).as_posix()}:{line}"


def _unexplained(function: ast.AST, lines: list[str]) -> Iterator[int]:
    for node in ast.walk(function):
        for body in (getattr(node, name, None) for name in ("body", "orelse", "finalbody")):
            if isinstance(body, list):
                yield from _unexplained_in(body, lines)


def _unexplained_in(body: list[ast.stmt], lines: list[str]) -> Iterator[int]:
    explained = False
    for statement in body:
        if not isinstance(statement, IMPORTS):
            explained = False
            continue
        ends = lines[(statement.end_lineno or statement.lineno) - 1]
        above = lines[statement.lineno - 2].lstrip()
        explained = explained or "#" in lines[statement.lineno - 1] + ends or above.startswith("#")
        if not explained:
            yield statement.lineno
