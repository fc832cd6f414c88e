"""Mutates what spares work and demands that a test notices: ``python -m tests.mutants [MODULE ...]``.

Each registration (a call whose value nobody uses, an assignment to a table or an attribute) is removed, each comparison
and each ``and``/``or`` inverted: one at a time, in a copy of the tree. A mutant that no test kills is printed; those
that change nothing that anybody could see stand in ``EQUIVALENT`` with the reason.
"""

from __future__ import annotations

import argparse
import ast
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: The quickest tests that must notice, by module.
TESTS = {
    "inputs": ("tests/unit/test_inputs.py", "tests/cli/test_every_input.py"),
    "cache/secret": ("tests/unit/cache/test_secret.py",),
    "cache/sealed": ("tests/unit/cache/test_sealed.py", "tests/cli/test_cache_faults.py"),
    "cache/signature": ("tests/unit/cache/test_signature.py", "tests/cli/test_cache_never_stale.py"),
    "cache/digests": ("tests/unit/cache/test_digests.py", "tests/cli/test_cache_never_stale.py"),
    "cache/dependencies": ("tests/unit/cache/test_dependencies.py", "tests/cli/test_cache_plugins.py"),
    "cache/environment": (
        *("tests/unit/cache/test_environment.py", "tests/cli/test_cache.py", "tests/cli/test_every_variable.py"),
    ),
    "cache/memory": (
        *("tests/unit/cache/test_memory.py", "tests/cli/test_cache.py", "tests/cli/test_cache_faults.py"),
        *("tests/cli/test_cache_never_stale.py", "tests/cli/test_every_input.py"),
    ),
    "cache/place": ("tests/unit/cache/test_place.py", "tests/cli/test_cache_trust.py"),
    "cache/bounds": ("tests/unit/cache/test_bounds.py",),
    "cache/block_matches": ("tests/unit/cache/test_block_matches.py", "tests/cli/test_baseline.py"),
    "cache/lessons": ("tests/unit/cache/test_lessons.py",),
    "cache/store": ("tests/unit/cache/test_store.py", "tests/cli/test_cache.py", "tests/cli/test_cache_never_stale.py"),
    "cli/replay": (
        *("tests/unit/cli/test_replay.py", "tests/cli/test_cache.py", "tests/cli/test_cache_trust.py"),
        *("tests/cli/test_cache_faults.py", "tests/cli/test_every_variable.py"),
    ),
    "cli/cache_session": (
        *("tests/cli/test_cache.py", "tests/cli/test_cache_trust.py", "tests/cli/test_every_variable.py"),
    ),
    "hosting/watch": ("tests/unit/hosting/test_watch.py", "tests/cli/test_cache_plugins.py"),
    **{
        f"engine/reuse/{name}": (
            *("tests/unit/engine/reuse", "tests/cli/test_cache.py", "tests/cli/test_unchanged_files.py"),
            *("tests/cli/test_cache_plugins.py", "tests/cli/test_every_input.py", "tests/cli/test_every_variable.py"),
        )
        for name in ("lasting", "result_reuse", "reuse", "reused_judgements", "run_memory")
    },
}
#: Module and mutant (the line's text and what was done to it) that nobody can tell from the original, and why.
EQUIVALENT: dict[tuple[str, str], str] = {
    ("inputs", "removed: os.close(descriptor)"): "a descriptor more stays open; no answer depends on it",
    ("engine/reuse/result_reuse", "removed: self._wants_all[task.settings] = wants_all"): "asked again for each file",
    (
        "cache/secret",
        r'and for or: base = os.environ.get("APPDATA") or os.path.expanduser("~\\AppData\\Roaming")',
    ): "for Windows, where the tests of secrets do not run",
    ("cache/secret", 'and for or: why = error.strerror or "it cannot be written"'): "an error of the system has a text",
}
_SECONDS = 300
_INVERTED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.GtE,
    ast.GtE: ast.Lt,
    ast.Gt: ast.LtE,
    ast.LtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


def mutants(text: str) -> Iterator[tuple[str, str]]:
    """Yield what was done, with the line it was done to, and the text that it gives."""
    lines = text.split("\n")
    for number in range(len(list(_sites(ast.parse(text))))):
        tree = ast.parse(text)
        done, line, change = list(_sites(tree))[number]
        change()
        yield f"{done}: {lines[line - 1].strip()}", ast.unparse(tree)


def _sites(tree: ast.AST) -> Iterator[tuple[str, int, Callable[[], None]]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            yield "inverted", node.lineno, partial(node.ops.__setitem__, 0, _INVERTED[type(node.ops[0])]())
        if isinstance(node, ast.BoolOp):
            other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            yield "and for or", node.lineno, partial(setattr, node, "op", other)
        for body in (getattr(node, name, None) for name in ("body", "orelse", "finalbody")):
            for index, statement in enumerate(body if isinstance(body, list) else ()):
                if _registers(statement):
                    yield "removed", statement.lineno, partial(body.__setitem__, index, ast.Pass())


def _registers(statement: ast.AST) -> bool:
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Call)
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    return any(isinstance(target, (ast.Attribute, ast.Subscript)) for target in targets)


def is_killed(tree: Path, tests: tuple[str, ...]) -> bool:
    """Does any of the tests fail?"""
    places = [str(tree), str(tree / "plugins"), str(tree / "rules")]
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(places), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        return True
    return done.returncode == 1


def main() -> int:
    """Try the mutants of the modules that were named, or of all."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=f"of {', '.join(TESTS)}; default: all")
    survivors = 0
    with tempfile.TemporaryDirectory() as directory:
        tree = Path(directory) / "tree"
        shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(".git", ".venv", "__pycache__", ".hypothesis"))
        for module in parser.parse_args().modules or TESTS:
            file = tree / "qualitygate" / f"{module}.py"
            text = file.read_text("utf-8")
            total = 0
            for done, mutant in mutants(text):
                total += 1
                file.write_text(mutant, "utf-8")
                if not is_killed(tree, TESTS[module]) and (module, done) not in EQUIVALENT:
                    survivors += 1
                    print(f"{module}: survived: {done}", flush=True)
            file.write_text(text, "utf-8")
            print(f"{module}: {total} mutants", flush=True)
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
