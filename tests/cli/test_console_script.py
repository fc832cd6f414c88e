"""What is installed as ``qualitygate`` ends at once, and loses nothing by it."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from tests.cli.conftest import Project

UNUSED = "import os\n"
MODULE = [sys.executable, "-m", "qualitygate"]
SCRIPT = [sys.executable, "-c", "from qualitygate.cli.main import console_script; console_script()"]


@pytest.fixture
def unused(project: Project) -> Project:
    project.write({"a.py": UNUSED})
    return project


def run(project: Project, *arguments: str, **streams: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*SCRIPT, *arguments], cwd=project.root, text=True, **{"stderr": subprocess.PIPE, **streams})


@pytest.mark.parametrize(
    ("arguments", "code"), [((), 1), (("--exit-zero",), 0), (("nowhere.toml", "--config=nowhere.toml"), 2)]
)
def test_the_exit_code_is_the_verdict(unused: Project, arguments: tuple[str, ...], code: int) -> None:
    assert run(unused, *arguments, stdout=subprocess.DEVNULL).returncode == code


@pytest.mark.parametrize("lines", [1, 20_000], ids=["a line", "more than a buffer"])
def test_everything_is_written_before_the_end(unused: Project, lines: int) -> None:
    unused.write({"a.py": UNUSED * lines})
    for _ in range(2):  # the second answer is remembered
        done = run(unused, "--format=flake8", stdout=subprocess.PIPE)
        assert (done.returncode, len(done.stdout.splitlines())) == (1, lines)


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: a shell that closes streams")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
@pytest.mark.parametrize("program", [SCRIPT, MODULE], ids=["script", "module"])
@pytest.mark.parametrize(("argument", "code"), [("a.py", 1), ("--version", 0), ("--no-such-option", 2)])
def test_closed_streams_change_no_verdict(
    unused: Project, closed: str, program: list[str], argument: str, code: int
) -> None:
    done = subprocess.run(
        ["sh", "-c", f'"$@" {closed}', "sh", *program, argument], cwd=unused.root, capture_output=True, text=True
    )
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert "internal error" not in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="needs another platform: /dev/full")
def test_a_version_that_cannot_be_written_is_an_error(unused: Project) -> None:
    with open("/dev/full", "w") as full:
        done = run(unused, "--version", stdout=full)
    assert done.returncode == 3
    assert done.stderr == "qualitygate: standard output cannot be written: No space left on device\n"
