"""Runs one command and measures it: wall clock, processor time and memory of all its processes."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

#: Seconds before the first look at the memory, and between two later. A look takes about 0.1 ms of processor time.
FIRST, INTERVAL = 0.001, 0.01
#: None of the three takes this long for 5 million lines on a machine of today.
TIME_LIMIT = 3600.0


class MeasureError(Exception):
    """A command did not do what is being measured."""


@dataclass(frozen=True, slots=True)
class Command:
    """What is run, and where."""

    arguments: tuple[str, ...]
    directory: Path
    environment: Mapping[str, str] = field(default_factory=dict)  #: on top of the runner's own
    lines: int = 1  #: lines of source it reads, where runs over unlike corpora are compared by line
    codes: tuple[int, ...] = (0, 1)  #: exit codes that are well


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of a command took."""

    wall: float  #: seconds
    cpu: float  #: seconds, the process and all it waited for, as the kernel counts
    memory: float  #: megabytes at the worst moment, all processes added up
    output: Path  #: what it wrote to standard output

    def lines(self) -> list[str]:
        """Return what was printed."""
        return self.output.read_text("utf-8", "replace").splitlines()


def measure(command: Command, output: Path) -> Run:
    """Run a command to its end.

    Memory is sampled: the resident sets of the process and its descendants, added up, so that pages that a fork shares
    count once for each. Without ``/proc`` it is the kernel's figure for the largest single process.

    Raises:
        MeasureError: it ended otherwise than with 0 (nothing found), 1 (something found) or what the command allows.
    """
    errors = output.with_suffix(".err")
    environment = {**os.environ, **command.environment}
    with output.open("wb") as out, errors.open("wb") as err:
        started = time.perf_counter()
        process = subprocess.Popen(command.arguments, cwd=command.directory, env=environment, stdout=out, stderr=err)
        watch = _Watch(process.pid)
        limit = threading.Timer(TIME_LIMIT, process.kill)
        limit.daemon = True
        limit.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - started
            process.returncode = os.waitstatus_to_exitcode(status)
        finally:
            limit.cancel()
            peak = watch.end()
    if process.returncode not in command.codes:
        text = errors.read_text("utf-8", "replace")[-2000:]
        codes = " or ".join(map(str, command.codes))
        raise MeasureError(f"expected exit code {codes} of {command.arguments[0]}, got {process.returncode}:\n{text}")
    largest = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Run(wall, usage.ru_utime + usage.ru_stime, (peak or largest) / 1e6, output)


class _Watch:
    """Looks at the memory of a process tree until told to stop."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._peak = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> int:
        """Stop; return the most bytes seen at once, 0 when nothing was seen."""
        self._over.set()
        self._thread.join()
        return self._peak

    def _look(self) -> None:
        pause = FIRST
        while not self._over.wait(pause):
            self._peak = max(self._peak, sum(_resident(pid) for pid in _tree(self._pid)))
            pause = min(2 * pause, INTERVAL)


def _tree(pid: int) -> Iterator[int]:
    """Yield a process and all its descendants; those that end meanwhile are left out."""
    yield pid
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            children = Path(f"/proc/{pid}/task/{task}/children").read_text("ascii")
            for child in children.split():
                yield from _tree(int(child))
    except OSError:
        return


def _resident(pid: int) -> int:
    """Return bytes in memory; 0 for a process that is gone."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]
    except (OSError, IndexError):
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
