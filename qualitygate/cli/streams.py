"""Decisions about standard output and error: colour, width, progress."""

from __future__ import annotations

import os
import shutil
import sys
import time
from typing import TextIO

#: Progress appears only in a run that takes longer than this.
_PROGRESS_AFTER = 0.5  # seconds
_PROGRESS_EVERY = 0.1  # seconds


def wants_colour(choice: str, stream: TextIO) -> bool:
    """Colour on a terminal only, unless said otherwise; https://no-color.org and FORCE_COLOR are obeyed."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def terminal_width() -> int:
    """Return the width of the terminal in columns, 80 when there is none."""
    return shutil.get_terminal_size((80, 24)).columns


def use_utf8(stream: TextIO) -> None:
    """Make a standard stream carry any text, whatever the locale; what UTF-8 cannot carry is shown escaped."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def give_up(stream: TextIO) -> None:
    """Send what a stream still holds nowhere: the interpreter would try again at exit, and complain (exit code 120)."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


class ProgressLine:
    """One line on standard error that is rewritten while files are checked, and gone afterwards."""

    def __init__(self, *, enabled: bool) -> None:
        self._enabled = enabled and sys.stderr.isatty()
        self._next = time.monotonic() + _PROGRESS_AFTER
        self._shown = False

    def __call__(self, done: int, total: int, *, doing: str = "checking") -> None:
        """Show how far the run is, at most ten times a second."""
        if not self._enabled or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _PROGRESS_EVERY
        self._shown = True
        sys.stderr.write(f"\r\x1b[K{doing} {done:,} of {total:,} files")
        sys.stderr.flush()

    def close(self) -> None:
        """Remove the line."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._shown = False
