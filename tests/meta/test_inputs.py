"""What an answer depends on is read through one object, so that no remembered answer can forget it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from qualitygate.inputs import Inputs

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "qualitygate"
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
    "engine/checking/absence.py": "compares the file that is checked with the one that was looked at ahead",
    "engine/checking/ahead.py": "the same",
    "engine/checking/parcel.py": "the same; and reads the files that are sent",
    "engine/checking/worker.py": "reads the files that are checked; their digests are part of the memory",
    "engine/ledger.py": "the ledger is not remembered",
    "engine/project/compared.py": "git is not watched: what asks it is not remembered",
    "engine/project/watched.py": "the files that are checked, which a memory compares by themselves",
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
    "vcs/directories.py": "asked on the way to an error only, which is not remembered",
    "vcs/git.py": "git is not watched: what asks it is not remembered",
    "vcs/index.py": "the same",
    "vcs/restage.py": "the same",
    "vcs/staged_inputs.py": "the same",
    "engine/fixing/staging.py": "writes: a run that repairs is not remembered",
    "vcs/worktree.py": "the same",
}
#: What tells of the environment, as a name of ``os`` or ``os.path``.
ENVIRONMENT = {"environ", "environb", "getenv", "getenvb", "expanduser", "expandvars", "get_exec_path"}
#: Who may look at the environment without noting it, and why.
UNNOTED = {
    "qualitygate/inputs.py": "notes it",
    "qualitygate/cache/digests.py": "compares what was noted",
    "qualitygate/cache/place.py": "where caches are: another place has other memories",
    "qualitygate/cache/secret.py": "what signs them: with another secret there is no memory",
    "qualitygate/cli/replay.py": "what Python itself reads is in the name of the memory",
    "qualitygate/vcs/command.py": "the environment of git; what asks it is not remembered",
    "plugins/qualitygate_plugins/tools/checker.py":
        "what a tool is given; what of it decides is among its dependencies",
    "plugins/qualitygate_plugins/tools/depending.py": "the same",
    "plugins/qualitygate_plugins/ruff_engine/forerunner.py":
        "what a process needs to start; ruff is given nothing else",
    "plugins/qualitygate_plugins/pep8/checker.py": "chooses between two ways to one answer; a test compares them",
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


def _environment_looks(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr in ENVIRONMENT:
            base = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            if base in ("os", "path"):
                yield f"{node.lineno}: {base}.{node.attr}"
        if isinstance(node, ast.ImportFrom) and node.module in ("os", "os.path", "posix", "nt"):
            yield from (f"{node.lineno}: {alias.name}" for alias in node.names if alias.name in ENVIRONMENT)


def test_nobody_asks_for_an_environment_variable_unnoted() -> None:
    packages = (PACKAGE, ROOT / "plugins" / "qualitygate_plugins", ROOT / "rules" / "qualitygate_rules")
    found = {
        path.relative_to(ROOT).as_posix(): list(_environment_looks(path))
        for package in packages
        for path in package.rglob("*.py")
    }
    looks = {name: each for name, each in found.items() if each}

    assert {name: each for name, each in looks.items() if name not in UNNOTED} == {}, "ask qualitygate.inputs"
    assert set(UNNOTED) - looks.keys() == set(), "no exception any more"


#: Who notes an input by a statement that reads nothing, and could be forgotten: a row of tests/cli/test_every_input.py
#: demands each of them.
BY_HAND = {
    "engine/reuse/reuse.py: note": "what a plugin of the project has read by itself",
    "engine/project/dependencies.py: add": "a directory of which only the names decide; its digest is taken elsewhere",
    "engine/project/dependencies.py: note": "a file whose digest the layer of caches takes",
    "files/discover.py: leave_to_checking": "notes less",
    "files/walk.py: exists": "the mark of a virtual environment, which the listing has told of",
    "vcs/staged_inputs.py: add": "what is staged is not remembered; no report overwrites what was read",
    "files/walk.py: note_type": "what the listing does not tell of a link",
}
#: Sets of what was looked at, by whatever object they are held.
RECORDS = {"looked_at", "glanced_at", "contents", "glances", "listings", "asked"}


def _notes_by_hand(path: Path, methods: set[str]) -> Iterator[str]:
    """Find the calls whose value nobody uses: deleted, they would be missed by no other line."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            function = node.value.func
            if isinstance(function, ast.Attribute):
                holder = ast.unparse(function.value).rpartition(".")[2].lstrip("_")
                if holder in RECORDS or (holder == "inputs" and function.attr in methods):
                    yield f"{path.relative_to(PACKAGE).as_posix()}: {function.attr}"


def test_what_decides_is_noted_by_reading_it_and_not_by_a_line_beside() -> None:
    methods = {name for name, member in vars(Inputs).items() if callable(member)}
    files = (path for room in ROOMS for path in (PACKAGE / room).rglob("*.py"))
    found = {note for path in files for note in _notes_by_hand(path, methods)}

    assert found == set(BY_HAND)
