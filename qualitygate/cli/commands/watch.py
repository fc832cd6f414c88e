"""What ``--watch`` does: the same check again whenever a file changes, each in a process of its own."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence

from qualitygate.cli.output import streams
from qualitygate.cli.setup import Setup, set_up
from qualitygate.errors import UsageError
from qualitygate.model.verdict import ExitCode

_WATCH = "--watch"
#: Moves to the top and clears the screen and what scrolled away (xterm's control sequences, "ED").
_CLEAR = "\x1b[H\x1b[2J\x1b[3J"
_QUIET_FOR = 200  # milliseconds; an editor's save is several changes


def watch(arguments: argparse.Namespace, words: Sequence[str]) -> int:
    """Check, wait for a change, and check again, until Ctrl-C, which is exit 130. ``words`` are the command line.

    A process of its own sees changed configuration and plugins as any other run does, and what it remembers makes it
    quick.

    Raises:
        UsageError: standard input, the index or a shard is to be checked, or what tells of changes is not installed.
    """
    if "-" in arguments.paths or arguments.staged or arguments.shard:
        other = "--staged" if arguments.staged else "--shard" if arguments.shard else "'-'"
        raise UsageError(f"{_WATCH} waits for files to change, and cannot be combined with {other}")
    try:
        from watchfiles import DefaultFilter, watch as changes  # here: an extra, and only --watch needs it
    except ImportError:
        raise UsageError(f"{_WATCH}: watchfiles is not installed: python -m pip install watchfiles") from None
    setup = set_up(arguments)
    is_ours = _ours(arguments, setup)
    usual = DefaultFilter()
    command = [sys.executable, "-m", "qualitygate", *(each for each in words if each != _WATCH)]
    waiting = changes(
        setup.tree.root,
        watch_filter=lambda change, path: usual(change, path) and not is_ours(path),
        debounce=_QUIET_FOR,
        step=_QUIET_FOR // 4,
        rust_timeout=_QUIET_FOR,
        yield_on_timeout=True,  # the first time: what changes during the first check is seen only if it listens by then
    )
    try:
        next(waiting)
        _check(command)
        for changed in waiting:
            if changed:
                _check(command)
    except KeyboardInterrupt as end:  # watchfiles raises its own, without the signal
        raise KeyboardInterrupt(*(end.args or (signal.SIGINT,))) from None
    return ExitCode.PASSED


def _check(command: Sequence[str]) -> None:
    if streams.is_terminal(sys.stdout):
        sys.stdout.write(_CLEAR)
    sys.stdout.flush()
    subprocess.run(command)
    streams.tell("watching for changes; Ctrl-C ends")


def _ours(arguments: argparse.Namespace, setup: Setup) -> Callable[[str], bool]:
    """Return what tells files that runs write themselves: reports, and results that are kept inside the project."""
    reports = (request.partition("=")[2] for request in arguments.format)
    files = {os.path.abspath(file) for file in (*reports, arguments.output_file) if file}
    kept: Iterable[str] = (arguments.cache_dir or "", setup.tree.cache.directory)
    directories = tuple(os.path.join(setup.tree.root, each) + os.sep for each in kept if each)

    def is_ours(path: str) -> bool:
        name = os.path.basename(path)
        return path in files or path.startswith(directories or "\0") or (name.startswith(".") and name.endswith(".tmp"))

    return is_ours
