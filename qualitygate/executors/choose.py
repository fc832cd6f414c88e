"""Picks the executor: how many workers, started how."""

from __future__ import annotations

import os
import sys
from typing import Literal

from qualitygate.executors.executor import Executor

#: Less work than this is done before a pool has started (measured: a pool of two costs 25 to 80 ms).
_SERIAL_BYTES = 150_000

ExecutorName = Literal["auto", "serial", "fork", "spawn"]


def available_cores() -> int:
    """Return how many cores this process may use: its affinity, not the machine's count."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def choose_executor(name: ExecutorName, jobs: int, *, files: int, size: int) -> Executor:
    """Return the executor to use for ``files`` files of ``size`` bytes together; ``jobs`` 0 = one per core."""
    workers = min(jobs or available_cores(), max(files, 1))
    if name == "serial" or (name == "auto" and (workers == 1 or (not jobs and size < _SERIAL_BYTES))):
        from qualitygate.executors.serial import SerialExecutor  # here: a run needs one of the two

        return SerialExecutor()
    from qualitygate.executors.process import ProcessExecutor  # here: as above

    return ProcessExecutor(workers, method_of(name))


def method_of(name: ExecutorName) -> Literal["fork", "spawn"]:
    """Return how processes are started."""
    if name in ("fork", "spawn"):
        return "fork" if name == "fork" else "spawn"
    # forked workers share what is loaded; on macOS system libraries do not survive a fork
    return "fork" if sys.platform.startswith("linux") else "spawn"
