"""Starts a cluster on this machine, and sees to it that nothing of it is left."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from typing import IO, Protocol

from qualitygate.api import ExecutorGoneError, signals_held_back

_PROGRAM = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from {} import spawned; spawned(int(sys.argv[2]))"
_MODULE = "qualitygate_plugins.dask_executor.cluster"
#: Seconds for an orderly end.
_FAREWELL = 5.0


class LocalCluster(Protocol):
    """A process that has the scheduler and the workers for children."""

    def address(self) -> str:
        """Wait for the scheduler's address.

        Raises:
            ExecutorGoneError: it could not be started.
        """

    def end(self) -> None:
        """End all of it."""


def start(workers: int) -> LocalCluster:
    """Start a cluster. Its processes are in a session of their own: Ctrl-C is the gate's to hear."""
    # on macOS system libraries do not survive a fork
    return _Forked(workers) if sys.platform.startswith("linux") else _Spawned(workers)


class _Forked:
    def __init__(self, workers: int) -> None:
        import distributed  # noqa: F401  once, for all processes
        from dask import config  # here: an extra, and slow to import

        from qualitygate_plugins.dask_executor import work  # noqa: F401  the same
        from qualitygate_plugins.dask_executor.cluster import SETTINGS, look_after  # here: an extra, and slow to import

        config.set(SETTINGS)
        read, told = os.pipe()
        ends, self._end = os.pipe()
        with signals_held_back():
            self._process = os.fork()
            if not self._process:
                try:
                    os.close(read)
                    os.close(self._end)
                    look_after(workers, told, ends)
                finally:
                    os._exit(1)
        os.close(told)
        os.close(ends)
        self._told = os.fdopen(read, "rb")

    def address(self) -> str:
        return _address(self._told)

    def end(self) -> None:
        """Close the pipe; the process ends its children and itself."""
        self._told.close()
        os.close(self._end)
        os.waitpid(self._process, 0)


class _Spawned:
    def __init__(self, workers: int) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM.format(_MODULE), json.dumps(sys.path), str(workers)],
            cwd=os.path.dirname(os.__file__),  # what is imported from first, here and in each worker
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def address(self) -> str:
        assert self._process.stdout is not None
        return _address(self._process.stdout)

    def end(self) -> None:
        """Close its input, and kill what has not ended by then."""
        assert self._process.stdin is not None and self._process.stdout is not None
        with suppress(OSError):  # it is gone
            self._process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_FAREWELL)
        kill = getattr(os, "killpg", None)
        if kill is None:  # Windows
            self._process.kill()
        else:
            with suppress(ProcessLookupError):
                kill(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process.stdout.close()


def _address(told: IO[bytes]) -> str:
    line = told.readline()
    said = str(json.loads(line)) if line else ""
    if not said:
        raise ExecutorGoneError("its cluster on this machine did not start")
    return said
