"""Decisions about standard output and error: colour, width, progress."""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from typing import TextIO

from qualitygate.errors import ReportError, UsageError
from qualitygate.inputs import ENVIRONMENT

#: Progress appears only in a run that takes longer than this.
_PROGRESS_AFTER = 0.5  # seconds
_PROGRESS_EVERY = 0.1  # seconds
_LINKING_PROGRAMS = ("iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio")
_LINKING_TERMS = ("xterm-kitty", "xterm-ghostty", "foot", "foot-extra", "alacritty", "contour", "wezterm")
_LINKING_VTE = 5000  # 0.50; GNOME Terminal, Tilix and others


def wants_colour(choice: str, stream: TextIO) -> bool:
    """Colour on a terminal only, unless said otherwise; https://no-color.org and FORCE_COLOR are obeyed."""
    if choice != "auto":
        return choice == "always"
    if ENVIRONMENT.get("NO_COLOR"):
        return False
    if ENVIRONMENT.get("FORCE_COLOR"):
        return True
    return stream.isatty() and ENVIRONMENT.get("TERM") != "dumb"


def is_terminal(stream: TextIO) -> bool:
    """Does a person look at it? A dumb terminal is an editor's."""
    return stream.isatty() and ENVIRONMENT.get("TERM") != "dumb"


def takes_links(stream: TextIO) -> bool:
    """Is it a terminal that is known to show links (OSC 8)? Others may print what makes one.

    The list: https://github.com/Alhadis/OSC8-Adoption; ``FORCE_HYPERLINK`` is obeyed as by npm's supports-hyperlinks.
    """
    if forced := ENVIRONMENT.get("FORCE_HYPERLINK"):
        return forced != "0"
    term = ENVIRONMENT.get("TERM", "")
    if not is_terminal(stream) or term.startswith(("screen", "tmux")) or ENVIRONMENT.get("CI"):
        return False  # what lies between may not pass them on
    vte = ENVIRONMENT.get("VTE_VERSION", "")
    return (
        ENVIRONMENT.get("TERM_PROGRAM") in _LINKING_PROGRAMS
        or term in _LINKING_TERMS
        or any(ENVIRONMENT.get(name) for name in ("WT_SESSION", "KITTY_WINDOW_ID", "DOMTERM"))
        or (vte.isdigit() and int(vte) >= _LINKING_VTE)
    )


def terminal_width() -> int:
    """Return the width of the terminal in columns, 80 when there is none."""
    columns = ENVIRONMENT.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and int(columns):
        return int(columns)
    try:  # as shutil.get_terminal_size, whose module takes 5 ms to import
        return os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else -1).columns or 80
    except (OSError, ValueError):
        return 80


def use_utf8(stream: TextIO) -> None:
    """Make a standard stream carry any text, whatever the locale; what UTF-8 cannot carry is shown escaped."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def give_up(stream: TextIO) -> None:
    """Send what a stream still holds nowhere: the interpreter would try again at exit, and complain (exit code 120)."""
    with suppress(OSError, ValueError):  # it has no descriptor, or there is none left
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def save(stream: TextIO) -> None:
    """Write out what a stream still holds, for what came after it failed and not the stream; if not, give up."""
    try:
        stream.write("")  # one without a buffer (PYTHONUNBUFFERED) holds what it could not write until the next time
        stream.flush()
    except (OSError, ValueError):
        give_up(stream)


def tell(text: str) -> None:
    """Write lines to standard error, whatever is in them. That nobody can read them changes no exit code."""
    try:
        print(_harmless(text), file=sys.stderr, flush=True)
    except (OSError, ValueError):  # a full disk; closed
        give_up(sys.stderr)


@contextmanager
def collected() -> Iterator[None]:
    """Take all that is printed meanwhile, and write it in the end: one place for what can go wrong there.

    Raises:
        BrokenPipeError: nobody reads it.
        ReportError: standard output does not take it.
    """
    stream = sys.stdout
    with redirect_stdout(io.StringIO()) as printed:
        try:
            yield
        finally:
            text = printed.getvalue()
            if text:
                _write_out(_harmless(text), stream)


def read_stdin() -> bytes:
    """Read standard input to its end.

    Raises:
        UsageError: it is closed, or a directory.
    """
    try:
        if sys.stdin is None:
            raise OSError(0, "it is closed")
        return sys.stdin.buffer.read()
    except OSError as error:
        raise UsageError(f"'-': standard input cannot be read: {error.strerror}") from error


def _write_out(text: str, stream: TextIO) -> None:
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        give_up(stream)
        raise ReportError(unwritable(error)) from error


def unwritable(error: Exception) -> str:
    """Say why standard output does not take what is written."""
    return f"standard output cannot be written: {getattr(error, 'strerror', None) or error}"


def _harmless(text: str) -> str:
    """Keep text of a checked project from ruling a terminal or a CI service, line by line."""
    from qualitygate.api.reporting import printable  # here: most runs print reports alone

    return "\n".join(printable(line) for line in text.split("\n"))


class Copied(io.TextIOBase):
    """A stream that keeps what it passes on, up to ``limit`` characters."""

    def __init__(self, stream: TextIO, limit: int) -> None:
        self._limit = limit
        self._stream = stream
        self._parts: list[str] = []
        self._length = 0

    def write(self, text: str) -> int:
        """Pass text on."""
        self._length += len(text)
        if self._length <= self._limit:
            self._parts.append(text)
        return self._stream.write(text)

    def flush(self) -> None:
        """Pass on what waits."""
        self._stream.flush()

    def isatty(self) -> bool:
        """Is the stream a terminal?"""
        return self._stream.isatty()

    def fileno(self) -> int:
        """The stream's descriptor."""
        return self._stream.fileno()

    @property
    def encoding(self) -> str:  # type: ignore[override]  # typeshed has an attribute
        """The stream's."""
        return self._stream.encoding

    @property
    def content(self) -> bytes | None:
        """What was written; None when it was too much to keep."""
        return "".join(self._parts).encode("utf-8", "backslashreplace") if self._length <= self._limit else None


class ProgressLine:
    """One line on standard error that is rewritten while files are checked, and gone afterwards."""

    def __init__(self, *, enabled: bool) -> None:
        self._enabled = enabled and sys.stderr.isatty()
        self._first = self._next = time.monotonic() + _PROGRESS_AFTER
        self._doing = ""
        self._shown = False

    def __call__(self, done: int, total: int, *, doing: str = "checking") -> None:
        """Show how far the run is, at most ten times a second, and at once when it goes on to something else."""
        now = time.monotonic()
        if not self._enabled or now < (self._next if doing == self._doing else self._first):
            return
        self._next, self._doing = now + _PROGRESS_EVERY, doing
        self._shown = True
        files = "1 file" if total == 1 else f"{done:,} of {total:,} files" if done else f"{total:,} files"
        sys.stderr.write(f"\r\x1b[K{doing} {files}")
        sys.stderr.flush()

    def close(self) -> None:
        """Remove the line."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._shown = False
