"""The one place where a plugin's code runs: whatever it raises becomes an error that names the plugin."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import NoReturn, TextIO

from qualitygate.errors import PluginError, QualityGateError


class Contained:
    """Around a call into a plugin: ``with Contained(lambda said: f"plugin 'acme' failed: {said}"): …``.

    A ``SystemExit``, a ``GeneratorExit`` and a class of the plugin's own end the run no more than a ``ValueError``
    does: exit code 0 would be a pass that nobody earned. Let through are the user's own interrupt, and what says
    already in words of ours what is wrong. What it prints goes to standard error. Where it goes to with ``os.chdir`` it
    comes back from: reports and files are named from where the user stands.

    Raises:
        PluginError: with the message that the function makes of "SystemExit: 0"; its cause is what was raised.
    """

    __slots__ = ("_here", "_message", "_out", "_process")

    def __init__(self, message: Callable[[str], str]) -> None:
        self._message = message
        self._process = 0
        self._here = ""
        self._out: TextIO | None = None

    def __enter__(self) -> None:
        self._process = os.getpid()
        self._here = _here()
        self._out, sys.stdout = sys.stdout, sys.stderr  # reports alone may stand on standard output

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        sys.stdout = self._out
        if self._process != os.getpid():  # the plugin forked: its child may not go on with our run, and report twice
            os._exit(1)
        if self._here and _here() != self._here:
            os.chdir(self._here)
        if error is None or isinstance(error, QualityGateError) or is_users_interrupt(error):
            return
        raise PluginError(self._message(in_words(error))) from error


def _here() -> str:
    try:
        return os.getcwd()
    except OSError:
        return ""  # it is gone


@contextmanager
def no_sudden_end() -> Iterator[None]:
    """Let nothing end this process without a report: ``os._exit(0)`` of a plugin would be a pass that nobody earned.

    What ends or replaces a process at once raises a ``SystemExit`` meanwhile, in whatever thread. Processes that are
    forked from this one end as they like.
    """
    process, before = os.getpid(), {name: getattr(os, name) for name in ("_exit", "execv", "execve")}

    def refusing(name: str) -> Callable[..., NoReturn]:
        def refuse(*arguments: object) -> NoReturn:
            if os.getpid() != process:
                before[name](*arguments)
            raise SystemExit(f"os.{name} in the process that reports")

        return refuse

    for name in before:
        setattr(os, name, refusing(name))
    try:
        yield
    finally:
        for name, function in before.items():
            setattr(os, name, function)


def is_users_interrupt(error: BaseException) -> bool:
    """Did the user end the run? What our handler of signals raises carries the signal's number; where Python's own
    handler stands, none of both can be told apart, and it counts as the user's.
    """
    if not isinstance(error, KeyboardInterrupt):
        return False
    import signal  # here: nothing is raised in most runs

    return bool(error.args) or signal.getsignal(signal.SIGINT) is signal.default_int_handler


def in_words(error: BaseException) -> str:
    """Return class and text of an exception in one line; a text that cannot be made is left out."""
    try:
        text = " ".join(str(error).split())
    except BaseException as another:  # __str__ may be the plugin's too
        if is_users_interrupt(another):
            raise
        text = ""
    name = type(error).__name__
    return f"{name}: {text}" if text else name
