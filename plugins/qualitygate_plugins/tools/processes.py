"""One process of a tool: bounded in time and output, and gone afterwards with all that it started."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import IO

from msgspec import Struct

#: Bytes of standard output, and of standard error, after which a tool is ended: a hundred thousand findings take ten.
LIMIT = 64_000_000
#: Seconds between two looks at a tool, from the first to the later ones.
_FIRST_LOOK, _LATER_LOOKS = 0.004, 0.05
#: Seconds that a tool gets to tidy up when it is ended.
_GRACE = 1.0
#: A mark in the environment by which descendants are found that have left the process group (Jenkins' way, BUILD_ID).
_MARK = "QUALITYGATE_TOOL"


class Ended(Struct, frozen=True):
    """How it went."""

    code: int  #: exit code; negative: the signal that ended it
    stdout: bytes
    stderr: bytes
    why: str = ""  #: why we ended it: "timeout", "flood"; "" = it ended by itself


def run(
    command: Sequence[str], *, directory: str, environment: Mapping[str, str], timeout: float, limit: int = LIMIT
) -> Ended:
    """Run a command and wait for it, ``timeout`` seconds at most.

    Raises:
        OSError: it cannot be started.
    """
    mark = uuid.uuid4().hex
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            command,
            cwd=directory,
            env={**environment, _MARK: mark},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=errors,
            start_new_session=True,
        )
        try:
            why = _watch(process, (out, errors), timeout, limit)
        finally:
            _end(process, mark)
        return Ended(process.returncode, _read(out, limit), _read(errors, limit), why)


def _watch(process: subprocess.Popen[bytes], files: Sequence[IO[bytes]], timeout: float, limit: int) -> str:
    """Wait until it ends, or has to be ended; return why."""
    deadline, pause = time.monotonic() + timeout, _FIRST_LOOK
    parent = multiprocessing.parent_process()
    while True:
        with suppress(subprocess.TimeoutExpired):
            process.wait(min(pause, max(deadline - time.monotonic(), 0.001)))
            return "flood" if _is_flooded(files, limit) else ""
        if _is_flooded(files, limit):
            return "flood"
        if time.monotonic() >= deadline:
            return "timeout"
        if parent is not None and not parent.is_alive():
            raise KeyboardInterrupt  # who asked is gone
        pause = min(pause * 2, _LATER_LOOKS)


def _is_flooded(files: Sequence[IO[bytes]], limit: int) -> bool:
    return any(os.fstat(file.fileno()).st_size > limit for file in files)


def _read(file: IO[bytes], limit: int) -> bytes:
    file.seek(0)
    return file.read(limit)


def _end(process: subprocess.Popen[bytes], mark: str) -> None:
    """End the process, its group, and whatever of it has left the group."""
    if process.poll() is None:
        _signal_group(process, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(_GRACE)
    if hasattr(signal, "SIGKILL"):
        _signal_group(process, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
    for pid in _marked(mark):
        with suppress(OSError):
            os.kill(pid, signal.SIGKILL)


def _signal_group(process: subprocess.Popen[bytes], number: int) -> None:
    with suppress(OSError):  # nobody is left in it
        if hasattr(os, "killpg"):
            os.killpg(process.pid, number)
        else:
            process.send_signal(number)


def _marked(mark: str) -> list[int]:
    """Return the processes with our mark in their environment; where there is no /proc, none are found."""
    wanted = f"{_MARK}={mark}".encode()
    found = []
    for name in os.listdir("/proc") if os.path.isdir("/proc/self") else ():
        if name.isdigit() and int(name) != os.getpid():
            with suppress(OSError), open(f"/proc/{name}/environ", "rb") as file:
                if wanted in file.read().split(b"\0"):
                    found.append(int(name))
    return found
