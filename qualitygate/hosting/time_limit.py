"""Ends what uses the processor for too long: a rule's endless loop, a regular expression that never comes back."""

from __future__ import annotations

import signal
import threading
from types import FrameType

_SECOND_TRY = 1.0  #: seconds of processor time until it is ended once more, should it catch everything


class OutOfTimeError(BaseException):
    """Not an Exception: what loops for ever often catches those."""


class TimeLimit:
    """Around work of this thread: ``with TimeLimit(10.0): …``. Seconds of processor time, so that load ends nothing.

    One may stand in another: the outer one's time goes on when the inner one is over. Where there are no such timers
    (Windows) and outside the main thread nothing is ended.

    Raises:
        OutOfTimeError: inside, when the time is over.
    """

    __slots__ = ("_before", "_previous", "_seconds")

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._previous: object = None
        self._before = (0.0, 0.0)

    def __enter__(self) -> None:
        if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
            return
        self._previous = signal.signal(signal.SIGVTALRM, self._end)
        self._before = signal.setitimer(signal.ITIMER_VIRTUAL, self._seconds, _SECOND_TRY)

    def __exit__(self, *_: object) -> None:
        if self._previous is not None:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, self._previous)  # type: ignore[arg-type]  # what signal gave
            if self._before[0]:
                signal.setitimer(signal.ITIMER_VIRTUAL, *self._before)
            self._previous = None

    def _end(self, number: int, frame: FrameType | None) -> None:
        raise OutOfTimeError(f"took more than {self._seconds:g} s of processor time")
