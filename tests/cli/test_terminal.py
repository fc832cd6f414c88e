"""What only a terminal gets to see: colour, and progress on long work."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Project

pty = pytest.importorskip("pty", reason="needs another platform: pseudo-terminals")


def run_on_a_terminal(directory: Path, *arguments: str) -> str:
    """Return everything that a terminal would receive."""
    ours, theirs = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    process = subprocess.Popen(
        [sys.executable, "-m", "qualitygate", *arguments],
        cwd=directory,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        env={**environment, "TERM": "xterm-256color"},
    )
    os.close(theirs)
    received = b""
    while True:
        try:
            chunk = os.read(ours, 65536)
        except OSError:  # Linux says so when the other end is closed
            break
        if not chunk:
            break
        received += chunk
    os.close(ours)
    process.wait()
    return received.decode()


def test_findings_are_coloured_on_a_terminal(project: Project) -> None:
    project.write({"a.py": "import os\n"})

    assert "\x1b[" in run_on_a_terminal(project.root)


def test_a_long_run_shows_how_far_it_is_and_removes_the_line(project: Project) -> None:
    project.write({f"m{number}.py": "import os\nx = os.path.join('a', 'b')\n" * 1500 for number in range(12)})

    received = run_on_a_terminal(project.root, "--no-cache", "--jobs=1", "--set=gate.fail-on=never", "-qq")
    shown = run_on_a_terminal(project.root, "--no-cache", "--jobs=1", "--format=flake8=out.txt")

    assert "checking" not in received
    assert "of 12 files" in shown
    assert shown.endswith("\r\x1b[K")


def test_a_short_run_shows_no_progress(project: Project) -> None:
    project.write({"a.py": "x = 1\n"})

    assert run_on_a_terminal(project.root, "--format=flake8") == ""


def test_a_long_repair_shows_that_it_repairs(project: Project) -> None:
    project.write({"qualitygate.toml": 'version = 1\nspelling.names = ["GitHub"]\n'})
    project.write({f"m{number}.py": "# see Github\nx = 1\n" * 1500 for number in range(12)})

    shown = run_on_a_terminal(project.root, "--fix", "--jobs=1", "--format=flake8=out.txt")

    assert "\x1b[Kfixing 12 files" in shown
    assert " of 12 files" in shown.partition("fixing")[2]
    assert shown.endswith("\r\x1b[K")


def test_a_repair_of_one_long_file_says_when_it_begins(project: Project) -> None:
    project.write({"qualitygate.toml": 'version = 1\nspelling.names = ["GitHub"]\n'})
    project.write({"a.py": "# see Github\nx = 1\n" * 30_000})

    shown = run_on_a_terminal(project.root, "--fix", "--format=flake8=out.txt")

    said = set(filter(None, shown.split("\r\x1b[K")))
    assert "fixing 1 file" in said
    assert said <= {"checking 1 file", "fixing 1 file"}  # the check may be over before anybody waits


def test_a_diff_is_coloured_on_a_terminal(project: Project) -> None:
    project.write({"qualitygate.toml": 'version = 1\nspelling.names = ["GitHub"]\n', "a.py": "# Github\n"})

    shown = run_on_a_terminal(project.root, "--diff")

    assert "\x1b[31m-# Github\x1b[0m\r\n\x1b[32m+# GitHub\x1b[0m\r\n" in shown
