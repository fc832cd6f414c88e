"""A checker, plugin or tool that did not do its work. Never silent, never a pass."""

from __future__ import annotations

from msgspec import Struct


class Failure(Struct, frozen=True, order=True, gc=False, array_like=True):
    """What failed, where, and what to do about it. One failure makes the verdict incomplete."""

    checker: str  #: the checker's name; for a plugin, the plugin's
    path: str  #: the file it failed on; "" = the whole run
    kind: str  #: crash, timeout, missing-tool, bad-output, lost-worker
    message: str  #: one line, naming the plugin's distribution where there is one
    details: str = ""  #: traceback or stderr, shown with --debug
