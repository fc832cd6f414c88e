"""Rows that are plain hanging indents are recognised, and pycodestyle finds nothing in them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings as hypothesis_settings, strategies as st

from qualitygate.api import Settings
from qualitygate.testing.checkers import run_checker
from qualitygate_plugins.pep8.checker import Pep8Checker
from qualitygate_plugins.pep8.codes import CODES
from qualitygate_plugins.pep8.shapes.hanging import RowFacts, is_plain_hang
from qualitygate_plugins.pep8.shapes.shapes import shape_rows

from tests.plugins.declared import options_of


def is_plain(text: str, size: int = 4) -> bool:
    rows = shape_rows(text)
    return is_plain_hang(rows, [RowFacts.of(row.lstrip(" ")) for row in rows], size)


@pytest.mark.parametrize(
    "text",
    [
        "f(\n    a,\n    b,\n)\n",
        "f(\n    a)\n",
        "    f(\n        a,\n    )\n",
        "f(  # why\n    # what\n\n    a,  # that\n)  # done\n",
        "x = [\n    f(\n        {\n            a: b(c),\n        },\n    ),\n    d,\n]\n",
        "f(g(\n    a,\n))\n",
        "f(\n    a,\n).g(\n    b,\n)\n",
        "f(a, lambda x: [\n    x,\n], b)\n",
        "def f(\n    a,\n    b,\n):\n",
        "if (\n    a\n    and b\n):\n",
    ],
)
def test_what_formatters_write_is_recognised(text: str) -> None:
    assert is_plain(text)
    assert not is_plain(text, size=3)


@pytest.mark.parametrize(
    "text",
    [
        "f(a,\n  b)\n",
        "f(a,\n    b)\n",
        "f(a,\n   b)\n",
        "f(\n    a,\n    )\n",
        "f(\n   a,\n)\n",
        "f(\n    a)(\n    b)\n",
        "f(\n    a)(\n        b\n    )\n",
        "f(\n    g(\n        a,\n    b)\n)\n",
        "if (\n    a):\n",
        "x = {\n    a:\n    b,\n}\n",
        "x = a + \\\n    b\n",
        'f(\n    """\n    """,\n)\n',
    ],
)
def test_whatever_else_is_left_to_pycodestyle(text: str) -> None:
    assert not is_plain(text)


class Writer:
    """Writes nested calls, their rows mostly where a formatter would put them."""

    def __init__(self, draw: st.DrawFn, size: int) -> None:
        self._draw = draw
        self._size = size
        self.text = ""
        self._row = 0  #: the column at which the last row begins

    def _maybe(self, often: int = 1) -> bool:
        return self._draw(st.sampled_from([False, *[True] * often]))

    def _break(self, column: int) -> None:
        if self._maybe():
            self.text += self._draw(st.sampled_from(["", "  # why", "\n" + " " * column + "# what"]))
        self._row = max(column + self._draw(st.sampled_from([0] * 20 + [self._size, -self._size, 1])), 0)
        self.text += "\n" + " " * self._row

    def call(self, depth: int) -> None:
        """Write a name with a bracket behind it."""
        opening, closing = self._draw(st.sampled_from(["()", "[]"]))
        start = self._row
        self.text += self._draw(st.sampled_from(["f", "(a)", "'b'.c"])) + opening
        hangs = self._maybe(3)
        for number in range(self._draw(st.integers(1, 3))):
            if hangs or (number and self._maybe()):
                self._break(start + self._size)
            self.value(depth - 1)
            self.text += ", "
        self.text = self.text.rstrip()
        if hangs and self._maybe(3):
            self._break(start)
        self.text += closing

    def value(self, depth: int) -> None:
        """Write a value, which may have calls in it."""
        before, after = self._draw(
            st.sampled_from([("", ""), ("", ""), ("a + ", ""), ("", " if a else b"), ("lambda: ", ""), ("", "(c)")])
        )
        self.text += before
        if depth > 0 and self._maybe(2):
            self.call(depth)
        else:
            self.text += self._draw(st.sampled_from(["a", "'b'", "{a: b}"]))
        self.text += after


@st.composite
def lines(draw: st.DrawFn, size: int = 4) -> str:
    """A logical line of nested calls."""
    writer = Writer(draw, size)
    before, after = draw(st.sampled_from([("", ""), ("x = ", ""), ("if ", ":\n    pass"), ("assert ", "")]))
    writer.text = before
    writer.call(3)
    if draw(st.booleans()):
        writer.text += " + "
        writer.call(2)
    return f"{writer.text}{after}\n"


@pytest.mark.parametrize("hang_closing", [False, True])
@pytest.mark.parametrize("size", [4, 8])
def test_pycodestyle_asked_about_every_line_says_the_same(size: int, hang_closing: bool) -> None:
    options = options_of("pep8", {"hang-closing": hang_closing, "indent-size": size})
    wanted = frozenset(code for code in CODES if code.startswith(("E12", "E13")))
    checkers = []
    for shapes in ("on", "off"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("QUALITYGATE_SHAPES", shapes)
            checkers.append(Pep8Checker(Settings(options=options), wanted))

    @hypothesis_settings(max_examples=300, deadline=None)
    @given(lines(size))
    def compare(text: str) -> None:
        by_shapes, in_full = (
            {(found.location.line, found.location.column, found.code) for found in run_checker(checker, text)}
            for checker in checkers
        )
        assert by_shapes == in_full

    compare()
