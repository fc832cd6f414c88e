"""Files do one thing, and so they stay short."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: The aim. What is longer stands in ``LONGER`` with its reason, and for that too there is a wall.
LINES, WALL = 300, 400
LONGER: dict[str, str] = {}
#: The aim is 30.
FUNCTION_LINES = 40

TEXTS = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for package in ("qualitygate", "plugins/qualitygate_plugins", "rules/qualitygate_rules")
    for path in sorted((ROOT / package).rglob("*.py"))
}


def test_a_file_is_short() -> None:
    lengths = {path: len(text.splitlines()) for path, text in TEXTS.items()}

    assert {path: lines for path, lines in lengths.items() if lines > (WALL if path in LONGER else LINES)} == {}, (
        "split them by subject"
    )


def test_a_file_begins_by_saying_what_it_is() -> None:
    trees = {path: ast.parse(text) for path, text in TEXTS.items()}

    assert [path for path, tree in trees.items() if not ast.get_docstring(tree) or tree.body[0].lineno > 1] == []


def test_a_function_fits_on_a_screen() -> None:
    lengths = {
        f"{path}: {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path, text in TEXTS.items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    }

    assert {name: lines for name, lines in lengths.items() if lines > FUNCTION_LINES} == {}
