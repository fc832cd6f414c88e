"""Mutates what spares work and demands that a test notices: ``python -m tests.mutants [MODULE ...]``.

Each registration (a call whose value nobody uses, an assignment to a table or an attribute) is removed, each comparison
and each ``and``/``or`` inverted: one at a time, in a copy of the tree. A mutant that no test kills is printed; those
that change nothing that anybody could see stand in ``EQUIVALENT`` with the reason.
"""

from __future__ import annotations

import argparse
import queue
import shutil
import sys
import tempfile
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

from tests.mutants.changes import mutants
from tests.mutants.trial import killers, require_green

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
    "cache/kept": ("tests/unit/cache/test_kept.py",),
    "cache/project_answers": ("tests/unit/cache/test_project_answers.py",),
    "cache/store": ("tests/unit/cache/test_store.py", "tests/cli/test_cache.py", "tests/cli/test_cache_never_stale.py"),
    "cli/replay": (
        *("tests/unit/cli/test_replay.py", "tests/cli/test_cache.py", "tests/cli/test_cache_trust.py"),
        *("tests/cli/test_cache_faults.py", "tests/cli/test_every_variable.py"),
    ),
    "cli/cache_session": (
        *("tests/cli/test_cache_session.py", "tests/cli/test_cache.py", "tests/cli/test_cache_trust.py"),
        "tests/cli/test_shared_results.py",
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
    (
        "cache/place",
        r'and for or: base = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~\\AppData\\Local")',
    ): "for Windows, where the tests of places do not run",
    ("cache/digests", "removed: os.close(descriptor)"): "a descriptor more stays open; no answer depends on it",
    ("cache/secret", 'and for or: why = error.strerror or "it cannot be written"'): "an error of the system has a text",
}

#: Nothing that a test needs, and some of it changes while it is copied.
_ignored = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", ".hypothesis")


def try_all(module: str, trees: queue.Queue[Path], pool: Executor) -> list[str]:
    """Try the mutants of a module, each in a copy of the tree that nobody else uses; return what survived."""
    found = [*mutants((ROOT / "qualitygate" / f"{module}.py").read_text("utf-8"))]

    def killed_by(mutant: str) -> tuple[str, ...]:
        tree = trees.get()
        file = tree / "qualitygate" / f"{module}.py"
        original = file.read_bytes()
        try:
            file.write_text(mutant, "utf-8")
            return killers(tree, TESTS[module])
        finally:
            file.write_bytes(original)
            trees.put(tree)

    by = [*pool.map(killed_by, [mutant for _, mutant in found])]
    for tests in {*by} - {()}:
        require_green(trees.queue[0], tests)
    alive = [done for (done, _), tests in zip(found, by, strict=True) if not tests]
    unknown = [done for done in alive if (module, done) not in EQUIVALENT]
    equivalent = len(alive) - len(unknown)
    print(f"{module}: {len(found)} mutants, {equivalent} equivalent, {len(unknown)} survived", flush=True)
    return [f"{module}: survived: {done}" for done in unknown]


def main() -> int:
    """Try the mutants of the modules that were named, or of all."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=f"of {', '.join(TESTS)}; default: all")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="mutants tried at once")
    options = parser.parse_args()
    survivors = []
    with tempfile.TemporaryDirectory() as directory, ThreadPoolExecutor(options.jobs) as pool:
        trees: queue.Queue[Path] = queue.Queue()
        for number in range(options.jobs):
            tree = Path(directory) / str(number)
            shutil.copytree(ROOT, tree, ignore=_ignored)
            trees.put(tree)
        for module in options.modules or TESTS:
            survivors += (alive := try_all(module, trees, pool))
            print(*alive, sep="\n", end="\n" if alive else "", flush=True)
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
