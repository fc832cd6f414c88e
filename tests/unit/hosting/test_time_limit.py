"""What uses the processor for too long is ended, and nothing else is."""

from __future__ import annotations

import signal

import pytest

from qualitygate.hosting.time_limit import OutOfTimeError, TimeLimit

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs another platform: timers")


def _spin() -> None:
    while True:
        pass


def test_a_loop_is_ended_and_what_follows_is_not() -> None:
    with pytest.raises(OutOfTimeError, match="more than 0.02 s of processor time"), TimeLimit(0.02):
        _spin()

    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)


def test_the_outer_limit_goes_on_when_an_inner_one_is_over() -> None:
    with pytest.raises(OutOfTimeError, match="more than 0.05 s"), TimeLimit(0.05):
        with TimeLimit(1000.0):
            pass
        _spin()


def test_the_inner_limit_ends_what_stands_in_it() -> None:
    with TimeLimit(1000.0):
        with pytest.raises(OutOfTimeError, match="more than 0.02 s"), TimeLimit(0.02):
            _spin()
