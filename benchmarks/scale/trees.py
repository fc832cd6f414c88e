"""The trees that the model learns from: some that are made, and some that are drawn from a project."""

from __future__ import annotations

import shutil
import subprocess
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

#: Files of one line, and files of a hundred lines with a finding in each or none.
MANY, SOME, LONG = 2_000, 150, 100
#: What is drawn: lines at most, and shares of the project at most, so that nothing that is predicted was measured.
DRAWN = ((20_000, 0.04), (60_000, 0.1), (180_000, 0.2))


def made(folder: Path) -> dict[str, Path]:
    """Make one file, many files, the same lines without findings and with them."""
    trees = {name: folder / name for name in ("one", "many", "clean", "found")}
    _write(trees["one"], 1, lambda number: "x = 1\n")
    _write(trees["many"], MANY, lambda number: f"x = {number}\n")
    _write(trees["clean"], SOME, lambda number: "".join(f"x{number}_{line} = {line}\n" for line in range(LONG)))
    _write(trees["found"], SOME, lambda number: "".join(f"x{number}_{line} ={line}\n" for line in range(LONG)))
    return trees


def draw(project: Path, files: Sequence[str], lines: int, target: Path) -> Path:
    """Copy files of a project until there are so many lines, in an order that has nothing to do with their names."""
    written = 0
    for file in sorted(files, key=lambda name: zlib.crc32(name.encode())):
        data = (project / file).read_bytes()
        if written + data.count(b"\n") > lines:
            continue  # one that is too large would be most of the tree
        written += data.count(b"\n")
        copied = target / file
        copied.parent.mkdir(parents=True, exist_ok=True)
        copied.write_bytes(data)
        if written > 0.98 * lines:
            break
    commit(target)
    return target


def commit(root: Path) -> None:
    """Make a repository of one commit, for packs go by commits."""
    shutil.rmtree(root / ".git", ignore_errors=True)
    who = ("-c", "user.name=n", "-c", "user.email=n@example.org")
    for command in (("init", "-q"), ("add", "-A"), (*who, "commit", "-qm", "one")):
        subprocess.run(["git", *command], cwd=root, check=True)


def _write(folder: Path, files: int, text: Callable[[int], str]) -> None:
    for number in range(files):
        file = folder / f"part{number % 40}" / f"m{number}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text(number))
    commit(folder)
