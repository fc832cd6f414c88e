"""Whole runs beside the session: the command line in a process of its own, which ends when the server does."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Protocol

from msgspec import Struct

#: What stands between server and run.
_WATCH = "from qualitygate.lsp.watch import watch; watch()"


class Done(Struct, frozen=True):
    """What a run of the command line gave."""

    code: int
    out: bytes
    err: str


class StartRun(Protocol):
    """Starts a run, and hands on what became of it when nothing else is being done."""

    def __call__(self, arguments: Sequence[str], *, cwd: str, then: Callable[[Done], None]) -> None:
        """Start ``qualitygate ARGUMENTS`` in a directory."""


def no_runs(arguments: Sequence[str], *, cwd: str, then: Callable[[Done], None]) -> None:
    """Start nothing, and say so."""
    then(Done(2, b"", "there is no command line here"))


class Background:
    """Starts runs in threads that wait for them; ``deliver`` gets what is to be done afterwards, from any thread."""

    def __init__(self, deliver: Callable[[Callable[[], None]], None]) -> None:
        self._deliver = deliver

    def start(self, arguments: Sequence[str], *, cwd: str, then: Callable[[Done], None]) -> None:
        """Start ``qualitygate ARGUMENTS`` in a directory."""

        def wait() -> None:
            done = _run(arguments, cwd)
            self._deliver(lambda: then(done))

        threading.Thread(target=wait, daemon=True).start()


def _run(arguments: Sequence[str], cwd: str) -> Done:
    """Run to the end. The child's input stays open as long as this process lives: by that it knows."""
    if not os.path.isdir(cwd):
        return Done(2, b"", f"a run could not be started: there is no directory {cwd!r} any more")
    try:
        process = subprocess.Popen(
            [sys.executable, "-c", _WATCH, cwd, *arguments],
            cwd=os.path.dirname(sys.executable),  # not where somebody else's modules lie
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        return Done(2, b"", f"a run could not be started: {error.strerror or error}")
    with process:
        assert process.stdout is not None and process.stderr is not None
        said: list[bytes] = []
        errors = process.stderr
        reader = threading.Thread(target=lambda: said.append(errors.read()))
        reader.start()
        out = process.stdout.read()
        reader.join()
        code = process.wait()
    return Done(code, out, b"".join(said).decode("utf-8", "replace").strip())
