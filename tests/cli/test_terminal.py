"""What only a terminal gets to see: colour, and progress on long work."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Project

pty = pytest.importorskip("pty", reason="needs another platform: pseudo-terminals")


def run_on_a_terminal(directory: Path, *arguments: str, term: str = "xterm-256color") -> str:
    """Return everything that a terminal would receive."""
    ours, theirs = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    process = subprocess.Popen(
        [sys.executable, "-m", "qualitygate", *arguments],
        cwd=directory,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        env={**environment, "TERM": term},
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


def test_lines_of_code_are_shown_on_a_terminal_until_told_otherwise(project: Project) -> None:
    project.write({"a.py": "import os\n", "quiet/qualitygate.toml": 'show-source = "never"\nroot = true\n'})
    project.write({"quiet/a.py": "import os\n"})

    assert "| import os" in run_on_a_terminal(project.root, "a.py", "--color=never")
    assert "| import os" not in run_on_a_terminal(project.root, "a.py", "--color=never", "--no-show-source")
    assert "| import os" not in run_on_a_terminal(project.root / "quiet", "--color=never")
    assert "| import os" not in project.run("a.py").out


def test_a_file_gets_lines_of_code_only_when_they_are_asked_for(project: Project) -> None:
    project.write({"a.py": "import os\n"})

    run_on_a_terminal(project.root, "--format=console=auto.txt")
    run_on_a_terminal(project.root, "--format=console=asked.txt", "--show-source")

    assert "| import os" not in (project.root / "auto.txt").read_text()
    assert "| import os" in (project.root / "asked.txt").read_text()


@pytest.mark.parametrize(
    ("variables", "links"),
    [
        ({}, False),
        ({"VTE_VERSION": "7600"}, True),
        ({"VTE_VERSION": "4000"}, False),
        ({"TERM_PROGRAM": "WezTerm"}, True),
        ({"TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "tmux-256color", "KITTY_WINDOW_ID": "1"}, False),
        ({"WT_SESSION": "1", "CI": "true"}, False),
        ({"WT_SESSION": "1", "FORCE_HYPERLINK": "0"}, False),
    ],
    ids=lambda value: " ".join(f"{k}={v}" for k, v in value.items()) or "nothing" if isinstance(value, dict) else "",
)
def test_paths_and_codes_are_links_where_the_terminal_takes_them(
    project: Project, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], links: bool
) -> None:
    for name in ("VTE_VERSION", "TERM_PROGRAM", "KITTY_WINDOW_ID", "WT_SESSION", "CI", "FORCE_HYPERLINK", "DOMTERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    project.write({"a b.py": "import os\n"})

    shown = run_on_a_terminal(project.root, "--color=never", term=variables.get("TERM", "xterm-256color"))

    path = f"\x1b]8;;file://{project.root}/a%20b.py\x1b\\a b.py\x1b]8;;\x1b\\"
    assert (path in shown) is links
    assert ("\x1b]8;;https://" in shown) is links
    assert links or "\x1b]" not in shown
