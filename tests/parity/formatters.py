"""Beside a formatter: format, ``--fix``, format again gives the same bytes. ``python -m`` this module FORMATTER PATH...

What is formatted and repaired is a copy. Exit 1 where the formatter changed what a repair wrote; the files are named.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

#: Each formatter with its profile: the words that it is called with.
FORMATTERS = {"black": ("black", "-q", "-W", "1"), "ruff-format": ("ruff", "format", "-q", "--no-cache", "--isolated")}
#: Rules whose fixes are made: all that the profile leaves on, those of the pack too, and a list of names.
RULES = ("--extend-select=QG1,W,E,F", "--set=spelling.names-from=['technology']")


def content(root: Path) -> dict[Path, bytes]:
    """Return every Python file's bytes."""
    return {path: path.read_bytes() for path in sorted(root.rglob("*.py"))}


def fights(formatter: str, root: Path, *, unsafe: bool = False) -> tuple[int, list[Path]]:
    """Format, repair, format: how many files the repair changed, and those that the formatter then changed again."""
    subprocess.run([*FORMATTERS[formatter], str(root)], check=False)
    formatted = content(root)
    level = ["--unsafe-fixes"] if unsafe else ["--fix"]
    gate = [sys.executable, "-m", "qualitygate", "--isolated", f"--set=profile={formatter}", *RULES, *level, "-qq"]
    done = subprocess.run([*gate, "--no-cache", "."], cwd=root, stdout=subprocess.DEVNULL)
    if done.returncode not in (0, 1):
        raise SystemExit(f"qualitygate ended with {done.returncode}")
    repaired = content(root)
    subprocess.run([*FORMATTERS[formatter], str(root)], check=False)
    again = content(root)
    changed = sum(repaired[path] != formatted[path] for path in repaired)
    return changed, [path.relative_to(root) for path in repaired if again[path] != repaired[path]]


def main(arguments: list[str]) -> int:
    """Say it for each path."""
    formatter, *names = arguments
    code = 0
    for name in names:
        with tempfile.TemporaryDirectory() as place:
            root = Path(place) / "tree"
            shutil.copytree(name, root)
            changed, fought = fights(formatter, root, unsafe="--unsafe" in arguments)
        print(f"{formatter} {name}: {changed} files repaired, {len(fought)} formatted otherwise afterwards", flush=True)
        print("".join(f"  {path}\n" for path in fought), end="")
        code = code or bool(fought)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
