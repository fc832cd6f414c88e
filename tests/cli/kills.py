"""Kills ``qualitygate --fix`` with SIGKILL at random moments and looks at every file: old or new, never other.

``python -m tests.cli.kills --kills=200 --files=300`` is the full run.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.cli import fixers

#: Line breaks of two kinds.
_OLD = b"# number %d\nx =  1\ny =   2\r\n" * 5


@dataclass
class State:
    """What lies in the directory."""

    old: int = 0
    new: int = 0
    other: list[str] = field(default_factory=list)
    temporary: list[str] = field(default_factory=list)


def many_files(root: Path, count: int) -> None:
    """Write the files, and a plugin that finds something to fix in each."""
    for name, text in fixers.files(("ACM100", "style", "  +", " ")).items():
        (root / name).write_text(text)
    (root / "pkg").mkdir(exist_ok=True)
    for number in range(count):
        (root / "pkg" / f"m{number}.py").write_bytes(_old(number))


def is_old_or_new(directory: Path) -> State:
    """Compare each file with what it was and with what it becomes."""
    state = State()
    for path in sorted(directory.iterdir()):
        if path.suffix != ".py":
            state.temporary.append(path.name)
            continue
        data, old = path.read_bytes(), _old(int(path.stem[1:]))
        if data == old:
            state.old += 1
        elif data == old.replace(b"   ", b" ").replace(b"  ", b" "):
            state.new += 1
        else:
            state.other.append(path.name)
    return state


def _old(number: int) -> bytes:
    return _OLD.replace(b"%d", b"%d" % number)


def _run(root: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "qualitygate", "--fix", "--jobs=2", "--quiet"]
    return subprocess.Popen(
        command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def _kill_once(root: Path, count: int, delay: float) -> State:
    """Start over, kill the whole run after ``delay`` seconds, and look."""
    many_files(root, count)
    process = _run(root)
    time.sleep(delay)
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass  # it was done
    process.wait()
    state = is_old_or_new(root / "pkg")
    for name in state.temporary:
        (root / "pkg" / name).unlink()
    return state


def _duration(root: Path, count: int) -> tuple[float, float]:
    """Return after how many seconds an undisturbed run writes its first file, and when it is done."""
    many_files(root, count)
    started = time.monotonic()
    process = _run(root)
    first = 0.0
    while process.poll() is None:
        if not first and is_old_or_new(root / "pkg").new:
            first = time.monotonic() - started
        time.sleep(0.002)
    return first, time.monotonic() - started


def main() -> int:
    """Kill, count, and fail when a file is neither."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--directory", default="")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(arguments.directory or temporary)
        (root / ".git").mkdir(exist_ok=True)
        first, whole = _duration(root, arguments.files)
        middle = left = 0
        for number in range(arguments.kills):
            state = _kill_once(root, arguments.files, random.uniform(first * 0.8, whole))
            if state.other or state.old + state.new != arguments.files:
                print(f"kill {number}: {state}")
                return 1
            middle += bool(state.old and state.new)
            left += len(state.temporary)
    print(f"{arguments.kills} kills over {arguments.files} files; each was the old one or the new one", end="")
    print(f" ({middle} kills hit the middle of the writing, {left} temporary files were left)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
