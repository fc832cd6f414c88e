"""The one place where a plugin's code runs: whatever it raises becomes an error that names the plugin."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType

from qualitygate.errors import PluginError, QualityGateError


class Contained:
    """Around a call into a plugin: ``with Contained(lambda said: f"plugin 'acme' failed: {said}"): …``.

    A ``SystemExit``, a ``GeneratorExit`` and a class of the plugin's own end the run no more than a ``ValueError``
    does: exit code 0 would be a pass that nobody earned. Let through are the user's own interrupt, and what says
    already in words of ours what is wrong.

    Raises:
        PluginError: with the message that the function makes of "SystemExit: 0"; its cause is what was raised.
    """

    __slots__ = ("_message",)

    def __init__(self, message: Callable[[str], str]) -> None:
        self._message = message

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        if error is None or isinstance(error, QualityGateError) or is_users_interrupt(error):
            return
        raise PluginError(self._message(in_words(error))) from error


def is_users_interrupt(error: BaseException) -> bool:
    """Did the user end the run? Not where no signal is heard, as in a worker: there a plugin made it up."""
    if not isinstance(error, KeyboardInterrupt):
        return False
    import signal  # here: nothing is raised in most runs

    return any(signal.getsignal(each) is signal.default_int_handler for each in (signal.SIGINT, signal.SIGTERM))


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
