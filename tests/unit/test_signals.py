"""A request to end waits, and comes then."""

from __future__ import annotations

import signal
import sys

import pytest

from qualitygate.signals import signals_held_back


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: signals that wait")
def test_a_signal_comes_when_the_block_is_done() -> None:
    heard: list[str] = []
    before = signal.signal(signal.SIGTERM, lambda number, frame: heard.append("end"))
    try:
        with signals_held_back():
            signal.raise_signal(signal.SIGTERM)
            heard.append("done")
    finally:
        signal.signal(signal.SIGTERM, before)
    assert heard == ["done", "end"]
