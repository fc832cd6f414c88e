"""What an answer depends on is read through one object, so that no remembered answer can forget it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "qualitygate"
#: The rooms that read inputs.
ROOMS = ("config", "files", "hosting", "engine", "vcs")
#: What looks at the disk or the environment by itself, as a function of ``os``, ``os.path``, or alone.
LOOKS = {
    *("open", "stat", "lstat", "scandir", "listdir", "walk", "access", "readlink", "environ", "getenv"),
    *("exists", "lexists", "isfile", "isdir", "islink", "getsize", "getmtime"),
}
#: Who may, and why.
EXCEPTIONS = {
    "engine/baseline/baseline_file.py": "baseline commands read and write files that are named; nothing is remembered",
    "engine/checking/worker.py": "reads the files that are checked; their digests are part of the memory",
    "engine/ledger.py": "the ledger is not remembered",
    "engine/newcode/base.py": "git is not watched: what asks it is not remembered",
    "engine/planning/plan.py": "the size of a file only balances the work",
    "engine/reports/lines.py": "reads checked files again",
    "engine/reports/saved.py": "a saved report is converted: nothing is remembered",
    "engine/reuse/result_reuse.py": "compares the files that are checked with what is known of them",
    "engine/reuse/run_memory.py": "signs what was noted",
    "files/destination.py": "where reports and repairs are written; what a name stands for is part of the memory's key",
    "files/texts.py": "looks for users of a name before a repair, which is not remembered",
    "files/replace.py": "writes: a run that repairs is not remembered",
    "hosting/installed.py": "cache/environment.py watches the import path, and what is installed there",
    "vcs/blame.py": "git is not watched: what asks it is not remembered",
    "vcs/command.py": "the same",
    "vcs/git.py": "the same",
    "vcs/index.py": "the same",
    "vcs/worktree.py": "the same",
}


def _looks(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Name) and node.id == "open" and isinstance(node.ctx, ast.Load):
            yield f"{node.lineno}: open"
        if isinstance(node, ast.Attribute) and node.attr in LOOKS:
            base = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            if base in ("os", "path"):
                yield f"{node.lineno}: {base}.{node.attr}"


def test_nobody_else_looks_at_the_disk_or_the_environment() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix(): list(_looks(path))
        for room in ROOMS
        for path in (PACKAGE / room).rglob("*.py")
    }

    assert {name: looks for name, looks in found.items() if looks and name not in EXCEPTIONS} == {}


def test_every_exception_is_one() -> None:
    there = {name for name in EXCEPTIONS if (PACKAGE / name).exists()}

    assert {name for name in there if not list(_looks(PACKAGE / name))} == set()
