"""Where the rows of a text say that no E131, or nothing of E121 to E131, is in it, pycodestyle finds none."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings as hypothesis_settings, strategies as st

from qualitygate.api import Settings, Source
from qualitygate.api.lexing import bare_code
from qualitygate.testing.checkers import run_checker
from qualitygate_plugins.pep8.checker import Pep8Checker
from qualitygate_plugins.ruff_engine.guards import HANGING
from qualitygate_plugins.ruff_engine.hangs import Hangs, hangs_of

from tests.plugins.declared import options_of
from tests.plugins.pep8_samples import SAMPLES


def hangs(text: str) -> Hangs:
    code = bare_code(Source.from_text(text))
    return Hangs.OTHER if code is None else hangs_of(code)


def found(text: str) -> set[str]:
    return {each.code for each in run_checker(Pep8Checker(Settings(options=options_of("pep8", {})), HANGING), text)}


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (Hangs.PLAIN, "x = f(\n    a,\n    [\n        b,\n    ],\n)\n"),
        (Hangs.PLAIN, 'def f():\n    """Say\n      it.\n    """\n    return 1\n'),
        (Hangs.PLAIN, "x = f(  # why\n    # what\n\n    a,\n)\n"),
        (Hangs.ALIGNED, "x = f(a,\n      b,\n      c)\n"),
        (Hangs.ALIGNED, "x = f(\n        a,\n        b)\n"),
        (Hangs.ALIGNED, "x = a + \\\n    b\n"),
        (Hangs.ALIGNED, "if (\n    a):\n    pass\n"),
        (Hangs.OTHER, "x = f(\n    a,\n      b)\n"),
        (Hangs.OTHER, "x = f(\n    a\n      # what\n)\n"),
        (Hangs.OTHER, "x = 1 + \\\n    2 + \\\n      3\n"),
        (Hangs.OTHER, "x = {\n  a:\n      b,\n  c: d}\n"),
    ],
)
def test_rows_are_told_by_where_they_begin(expected: Hangs, text: str) -> None:
    assert hangs(text) is expected


@pytest.mark.parametrize("text", SAMPLES.values(), ids=SAMPLES.keys())
def test_odd_texts_have_nothing_where_nothing_is_said(text: str) -> None:
    if "\t" not in text and "\r" not in text and "\x0c" not in text:
        _agrees(text)


def _agrees(text: str) -> None:
    told, codes = hangs(text), found(text)
    assert told is not Hangs.PLAIN or not codes
    assert told is Hangs.OTHER or "E131" not in codes


_ATOMS = ("a", "'s'", "'''t\n  u'''", "f(x)", "[]", "f'{a}'", "lambda q:\\\n  q", "b if c else d", "not a")
_OPENINGS = ("(", "[", "f(", "g(1, ", "h(z(), ", "{'k': ", "{'k':\n    ")
_COLUMNS = (0, 1, 2, 4, 4, 4, 4, 6, 8, 8, 8, 9, 12, 16)
_CLOSINGS = {"(": ")", "[": "]", "{": "}"}


@st.composite
def _values(draw: st.DrawFn, depth: int = 0, column: int = 0) -> str:
    """A value on many rows, as hostile as they come."""

    def end_of_row() -> str:
        indent = draw(st.sampled_from((column + 4, column + 4, *_COLUMNS)))
        return draw(st.sampled_from(("", "\n", "\n", "\n", "  # c\n", "\n\n", "\n  # d\n"))) + " " * indent

    if depth > 2 or draw(st.integers(0, 2)) == 0:
        return draw(st.sampled_from(_ATOMS))
    if draw(st.integers(0, 5)) == 0:
        way = draw(st.sampled_from((" + ", " + \\\n    ", " and \\\n        ")))
        return draw(_values(depth + 1, column)) + way + draw(_values(depth + 1, column))
    opening = draw(st.sampled_from(_OPENINGS))
    usual = end_of_row()
    parts = [draw(_values(depth + 1, column + 4)) for _ in range(draw(st.integers(1, 3)))]
    rows = "".join(
        (", " if number and opening[0] != "{" else ", 'l': " if number else "")
        + (usual if draw(st.booleans()) else end_of_row()) + part
        for number, part in enumerate(parts)
    )
    bracket = next(char for char in opening if char in _CLOSINGS)
    return opening + rows + draw(st.sampled_from((end_of_row(), "\n" + " " * column))) + _CLOSINGS[bracket]


@given(st.sampled_from(("x = {}\n", "if {}:\n    pass\n", "if q:\n    assert {}\n", "with {}:\n    pass\n")), _values())
@hypothesis_settings(max_examples=400, deadline=None)
def test_hostile_rows_have_nothing_where_nothing_is_said(statement: str, value: str) -> None:
    text = statement.replace("{}", value)
    assume(Source.from_text(text).tree is not None)
    _agrees(text)
