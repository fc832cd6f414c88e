"""Programs that misbehave: each is ended, with all that it started, and what it wrote is bounded."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from qualitygate_plugins.tools.processes import Ended, run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="process groups are POSIX's")


def _python(tmp_path: Path, program: str, *, timeout: float = 30, limit: int = 100_000) -> Ended:
    environment = {"PATH": os.defpath}
    command = [sys.executable, "-c", program]
    return run(command, directory=str(tmp_path), environment=environment, timeout=timeout, limit=limit)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _gone(path: Path) -> bool:
    """Is the process gone whose number is in this file? The kernel may take a moment."""
    pid = int(path.read_text())
    for _ in range(100):
        if not _is_alive(pid):
            return True
        time.sleep(0.02)
    return False


def test_what_it_writes_and_how_it_ends_is_told(tmp_path: Path) -> None:
    ended = _python(tmp_path, "import sys; print('out'); print('bad', file=sys.stderr); sys.exit(3)")

    assert (ended.code, ended.stdout, ended.stderr, ended.why) == (3, b"out\n", b"bad\n", "")


def test_one_that_hangs_is_ended_after_its_time_though_it_ignores_being_asked(tmp_path: Path) -> None:
    program = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"

    assert _python(tmp_path, program, timeout=0.5).why == "timeout"


def test_children_are_ended_with_it_be_it_that_it_ended_by_itself(tmp_path: Path) -> None:
    program = "import subprocess, sys; p = subprocess.Popen(['sleep', '600']); open('pid', 'w').write(str(p.pid))"

    assert _python(tmp_path, program).why == ""
    assert _gone(tmp_path / "pid")


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="who has left the group is found in /proc")
def test_a_daemon_that_has_left_the_group_is_ended_too(tmp_path: Path) -> None:
    program = """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        open('pid', 'w').write(str(os.getpid()))
        time.sleep(600)
    os._exit(0)
while not os.path.exists('pid') or not open('pid').read():
    time.sleep(0.01)
"""

    assert _python(tmp_path, program).code == 0
    assert _gone(tmp_path / "pid")


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_flood_is_stopped_and_not_read(tmp_path: Path, stream: str) -> None:
    ended = _python(tmp_path, f"import sys\nwhile True: sys.{stream}.write('x' * 65536)")

    assert ended.why == "flood"
    assert len(ended.stdout) <= 100_000 >= len(ended.stderr)


def test_one_that_a_signal_ends_says_which(tmp_path: Path) -> None:
    assert _python(tmp_path, "import os; os.kill(os.getpid(), 11)").code == -11


def test_it_reads_nothing_from_our_standard_input(tmp_path: Path) -> None:
    assert _python(tmp_path, "print(repr(input() if False else __import__('sys').stdin.read()))").stdout == b"''\n"
