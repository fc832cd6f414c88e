"""One place starts git, and it does not look at the working tree; nothing else starts a process in a checked tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
#: What can start a process. ``os`` has functions for it, told by how they begin.
MODULES = {"subprocess", "multiprocessing", "pty", "asyncio", "concurrent", "_posixsubprocess", "popen2"}
FUNCTIONS = ("os.exec", "os.spawn", "os.posix_spawn", "os.fork", "os.system", "os.popen", "os.startfile")
#: Each with its reason. A new one must not start what a checked tree names.
ALLOWED = {
    "qualitygate/vcs/command.py": "git, hardened",
    "qualitygate/executors/process.py": "our own workers",
    "qualitygate/engine/project/worker.py": "starts none: asks whether it is a worker itself",
    "qualitygate/lsp/background.py": "our own Python, which runs the next one",
    "qualitygate/lsp/watch.py": "our own command line, for the whole workspace",
    "qualitygate/cli/commands/watch.py": "our own command line, again and again",
    "qualitygate/adopting/old_tools.py":
        "the linter whose settings are taken over, as it runs every day; not under --untrusted",
    "plugins/qualitygate_plugins/dask_executor/cluster.py": "scheduler and workers, forked from the gate itself",
    "plugins/qualitygate_plugins/dask_executor/local.py":
        "the same; where nothing can be forked, our Python in the directory of its library",
    "plugins/qualitygate_plugins/ruff_engine/forerunner.py": "the ruff of our own environment, without configuration",
    "plugins/qualitygate_plugins/tools/processes.py": "tools that the root names; not under --untrusted",
}
#: Questions that make git look at the working tree, and so run what the repository's configuration names.
LOOKS_AT_FILES = {"diff", "diff-files", "status", "add", "hash-object", "update-index", "checkout", "stash", "grep"}
#: How two of them look at no file: what to store is handed over, and so is what the index is to have.
WITHOUT_FILES = {("hash-object", "-w", "--stdin", "--no-filters"), ("update-index", "-z", "--index-info")}
PACKAGES = ("qualitygate", "plugins/qualitygate_plugins", "rules/qualitygate_rules")
FILES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def starts_processes(tree: ast.AST) -> Iterator[str]:
    """Yield what in a module can start a process."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.partition(".")[0] in MODULES)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in MODULES:
            yield str(node.module)
        elif isinstance(node, ast.ImportFrom) and node.module == "os":
            yield from (f"os.{each.name}" for each in node.names if f"os.{each.name}".startswith(FUNCTIONS))
        elif isinstance(node, ast.Attribute) and ast.unparse(node).startswith(FUNCTIONS):
            yield ast.unparse(node)


def test_b4_nothing_else_starts_a_process() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): list(starts_processes(ast.parse(path.read_text("utf-8")))) for path in FILES
    }
    assert {path for path, each in found.items() if each} == set(ALLOWED), found


@pytest.mark.parametrize(
    "code",
    ["import subprocess", "from multiprocessing import Pool", "os.execv(a, b)", "from os import fork", "os.system(a)"],
)
def test_what_starts_a_process_is_seen(code: str) -> None:
    assert list(starts_processes(ast.parse(code)))


def test_b4_git_is_asked_about_objects_references_and_the_index_only() -> None:
    asked = set()
    for path in (ROOT / "qualitygate/vcs").glob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        told: set[ast.AST] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if node.func.attr in ("ask", "read", "fields", "begin") and node.args:
                    if tuple(each.value for each in node.args if isinstance(each, ast.Constant)) in WITHOUT_FILES:
                        told.update(node.args)
                    else:
                        asked.add(ast.unparse(node.args[0]).strip("'"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and node.value in LOOKS_AT_FILES and node not in told:
                asked.add(node.value)
    assert not asked & LOOKS_AT_FILES
    assert asked >= {"rev-parse", "ls-tree", "cat-file", "blame"}
