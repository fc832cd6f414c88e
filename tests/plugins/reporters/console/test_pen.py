"""Lines for a terminal, and the same without style."""

from __future__ import annotations

import io

import pytest

from qualitygate_plugins.reporters.console.pen import Pen, line, linked, shown

LINES = [line("a ", ("bad", "error")), line(("fine", "passed"))]


def _written(*, colour: bool) -> str:
    out = io.StringIO()
    pen = Pen(out, colour=colour)
    pen.block([])
    pen.block(LINES)
    pen.block(LINES[1:], gap=False)
    return out.getvalue()


def test_an_empty_line_ends_a_block_that_has_lines() -> None:
    assert _written(colour=False) == "a bad\nfine\n\nfine\n"


def test_a_style_is_put_around_its_text_alone() -> None:
    assert _written(colour=True).startswith("a \x1b[1;31mbad\x1b[0m\n\x1b[1;32mfine\x1b[0m\n\n")


@pytest.mark.parametrize(("text", "printed"), [("a\tb", "a b"), ("a\nb", "a b"), ("\x1b[31m", "\\x1b[31m"), ("é", "é")])
def test_what_a_terminal_would_obey_is_shown(text: str, printed: str) -> None:
    assert shown(text) == printed


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "https://a\x1b]0;b", "https://a b", "https://\u00e9"])
def test_an_address_that_a_terminal_might_obey_is_no_link(url: str) -> None:
    assert linked("F401", url) == "F401"


def test_a_link_ends_where_its_text_does() -> None:
    assert linked("F401", "https://a.org/F401") == "\x1b]8;;https://a.org/F401\x1b\\F401\x1b]8;;\x1b\\"
