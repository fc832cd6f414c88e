"""What only one place may do: catch whatever a plugin raises, and write to standard error."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "qualitygate").rglob("*.py"))
#: Catches everything, and why it may. Those that raise it again after cleaning up are not asked.
CATCHES_ALL = {
    "qualitygate/cache/remote.py": "in a thread, where standard output is not its own to turn round; nothing is raised",
    "qualitygate/hosting/contained.py": "the text of an exception is a plugin's code too",
    "qualitygate/cli/dispatch.py": "the last resort",
    "qualitygate/lsp/server.py": "a mistake costs one answer and not the session",
    "qualitygate/executors/process.py": "what a worker raises travels to the parent",
}
#: Speaks to standard error itself.
SPEAKS = {"qualitygate/cli/output/streams.py"}


def _where(is_one: Callable[[ast.AST], bool]) -> set[str]:
    trees = {str(path.relative_to(ROOT)): ast.parse(path.read_text("utf-8")) for path in FILES}
    return {name for name, tree in trees.items() if any(is_one(node) for node in ast.walk(tree))}


def _catches_all(node: ast.AST) -> bool:
    if not isinstance(node, ast.ExceptHandler):
        return False
    caught = "" if node.type is None else ast.unparse(node.type)
    raises_again = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
    return caught in ("", "Exception", "BaseException") and not raises_again


def _speaks(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    is_written = ast.unparse(node.func) in ("sys.stderr.write", "sys.stderr.writelines")
    return is_written or any(each.arg == "file" and "stderr" in ast.unparse(each.value) for each in node.keywords)


def test_whatever_a_plugin_raises_is_caught_in_one_place() -> None:
    assert _where(_catches_all) == set(CATCHES_ALL)


def test_standard_error_is_written_to_in_one_place() -> None:
    assert _where(_speaks) == SPEAKS
