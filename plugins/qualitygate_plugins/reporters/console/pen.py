"""Styled text for a terminal, and the same text without style for everything else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TextIO, TypeAlias

from qualitygate.api import printable

#: Text and the name of its style. The text is ready to print: see :func:`shown`.
Span: TypeAlias = tuple[str, str]
Line: TypeAlias = tuple[Span, ...]

#: rich styles of the terminal's own 16 colours, so that they fit a light and a dark background.
_STYLES = {
    "path": "bold underline",
    "place": "dim",
    "error": "bold red",
    "warning": "yellow",
    "note": "cyan",
    "caret": "bold red",
    "fixable": "green",
    "passed": "bold green",
    "failed": "bold red",
    "quiet": "dim",
}

_SCHEMES = ("https://", "http://", "file://")


def shown(text: str) -> str:
    """Make text from a checked project or a plugin fit for the terminal: one line, nothing that it would obey."""
    return printable(text).replace("\t", " ")


def line(*spans: Span | str) -> Line:
    """Build a line of spans; a bare string has no style."""
    return tuple([(span, "") if isinstance(span, str) else span for span in spans])


def linked(text: str, url: str) -> str:
    """Let text lead to an address (OSC 8); text alone where the address is none, or holds what a terminal obeys.

    https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda
    """
    if not url.startswith(_SCHEMES) or not url.isascii() or not url.isprintable() or " " in url:
        return text
    return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\"


class Pen:
    """Writes blocks of lines, styled or plain."""

    def __init__(self, out: TextIO, *, colour: bool) -> None:
        self._out = out
        self._text = _styler() if colour else _plain

    def block(self, lines: Iterable[Line], *, gap: bool = True) -> None:
        """Write lines and, unless there were none, an empty one."""
        empty = True
        for spans in lines:
            empty = False
            self._out.write(self._text(spans) + "\n")
        if gap and not empty:
            self._out.write("\n")


def _plain(spans: Line) -> str:
    return "".join([text for text, _ in spans])


def _styler() -> Callable[[Line], str]:
    """Return what makes styled text of a line.

    rich's ``Style`` alone: its console would wrap, expand tabs and take 100 µs a line.
    """
    from rich.color import ColorSystem  # here: without colours nothing is styled
    from rich.style import Style

    styles = {name: Style.parse(definition) for name, definition in _STYLES.items()}

    def styled(spans: Line) -> str:
        return "".join(
            styles[style].render(text, color_system=ColorSystem.STANDARD) if style else text for text, style in spans
        )

    return styled
