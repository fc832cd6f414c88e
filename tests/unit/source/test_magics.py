"""Which lines of a cell are IPython's, held against IPython's own words where they are ambiguous."""

from __future__ import annotations

import pytest

from qualitygate.source.magics import in_its_place, magic_lines, words_of


@pytest.mark.parametrize(
    ("cell", "magics"),
    [
        ("%matplotlib inline\na = 1", {0}),
        ("!pip install x\n!ls", {0, 1}),
        ("a = (5\n % 3)", set()),
        ('"""\n%not a magic\n!nor this\n"""', set()),
        ("if a:\n    !ls\n    %time b()\n", {1, 2}),
        ("files = !ls", {0}),
        ("a.b, c[0] = %magic x", {0}),
        ("a?\na.b??\n?a", {0, 1, 2}),
        ("!ls \\\n  -l\na = 1", {0, 1}),
        ("!echo 'it is\na = 1", {0}),
        ("%%time\na = 1", {0}),
        ("\n%%bash\nls\n", {0, 1, 2}),
        ("a = = 1\n!ls", set()),
        ("a != b", set()),
        ("", set()),
    ],
)
def test_lines_that_python_refuses_and_ipython_takes(cell: str, magics: set[int]) -> None:
    assert magic_lines(cell.splitlines(keepends=True)).keys() == magics


def test_a_command_that_goes_on_is_one_magic() -> None:
    lines = ["x = !ls \\\n", "    -l\n", "!a\n", "y = 1\n"]
    assert magic_lines(lines) == {0: 0, 1: 0, 2: 2}


@pytest.mark.parametrize(
    ("line", "statement"),
    [
        ("!ls\n", "pass\n"),
        ("    %time f(a)\n", "    (time, f, a,)\n"),
        ("x, y = !ls {a}\n", "x, y = (ls, a,)\n"),
        ("x = !  \n", "x = None\n"),
    ],
)
def test_a_statement_stands_for_it(line: str, statement: str) -> None:
    words = [word for word in words_of(line) if line.strip() != "!ls"]
    assert in_its_place(line, words) == statement


def test_keywords_are_no_names() -> None:
    assert words_of("%time x if y else None") == ["time", "x", "y"]
