"""The entry point. Imports next to nothing: the answer may be known, or only the version be wanted."""

from __future__ import annotations

import gc
import os
import sys
import time

TYPE_CHECKING = False  # typing costs 5 ms
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn


def console_script() -> NoReturn:
    """Run the command line and end the process, without taking apart what it holds: a twentieth of a short run.

    mypy and others end so too. ``python -m qualitygate`` does not, for whoever measures or debugs what happens at exit.
    """
    code = main()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):  # the interpreter knows what to do
        sys.exit(code)
    os._exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    started = time.time_ns()
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed, as ">&-" does: nobody wants to read it
            setattr(sys, name, open(os.devnull, "w"))
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments == ["--version"]:
        return _say_version()
    gc.disable()  # imports and caches make thousands of objects and no garbage; a check switches it on again
    try:
        return _answer(arguments, started)
    finally:
        gc.enable()


def _say_version() -> int:
    from qualitygate import __version__

    try:
        print(f"{__version__} (qualitygate)", flush=True)
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else it would be tried again at exit
        if not isinstance(error, BrokenPipeError):  # as with `| head`: nobody listens
            print(f"qualitygate: standard output cannot be written: {error.strerror}", file=sys.stderr)
        return 3
    return 0


def _answer(arguments: list[str], started: int) -> int:
    """Say what was said last time, or find it out."""
    from qualitygate.cli.replay import Start, load_memory, replay

    try:
        memory = load_memory(arguments)
        changed = None if memory is None else memory.changes()
        if memory is not None and changed == [] and memory.has_answer:
            return replay(memory)
    except KeyboardInterrupt:
        print("qualitygate: interrupted", file=sys.stderr)
        return 130
    from qualitygate.cli.dispatch import dispatch

    return dispatch(arguments, Start(arguments, started, None if changed is None else memory, changed or []))
