"""The ends of lines and of the file."""

from __future__ import annotations

import pytest

from .fixing import fix_text, pep8_checker, repair


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("x = 1  \t\ny = 2 # a \n", "x = 1\ny = 2 # a\n", id="behind code and comments"),
        pytest.param("x = (\n   \n    1)\n", "x = (\n\n    1)\n", id="blank line in brackets"),
        pytest.param("x = 1 \x0c\n", "x = 1\x0c\n", id="before a form feed"),
        pytest.param("x = 1, \x0c\n", "x = 1, \x0c\n", id="between a comma and a form feed, which E231 counts as none"),
        pytest.param("x = 1", "x = 1\n", id="no line break at the end"),
        pytest.param("x = 1\n\n  \n\n", "x = 1\n", id="blank lines at the end"),
        pytest.param("\n\n", "", id="only blank lines"),
        pytest.param("x = 1 \\\n\n\n", "x = 1\n", id="a blank line that ends a statement"),
        pytest.param("\\\n\n", "", id="only a backslash"),
        pytest.param("x = (1, \\\n     2)\n", "x = (1,\n     2)\n", id="backslash in brackets"),
        pytest.param("x = ('a \\\nb')\n", "x = ('a \\\nb')\n", id="backslash in a string"),
    ],
)
def test_a_line_ends_as_it_should(before: str, after: str) -> None:
    assert repair(before, "W291", "W292", "W293", "W391", "E502") == after


def test_blanks_in_a_string_are_text() -> None:
    text = 'x = """a  \n  \n"""  \n'
    assert repair(text, "W291", "W293") == 'x = """a  \n  \n"""\n'
    assert fix_text(text, pep8_checker({"W291", "W293"}), unsafe=True).text == 'x = """a\n\n"""\n'


def test_the_end_of_a_string_with_tabs_stays_open() -> None:
    before = "x = '''\n\ta'''"
    assert repair(before, "W292", "W191") == before
    assert repair(before, "W292") == before + "\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("x = (a or \\\n     b)\n", "x = (a or b)\n", id="behind an operator"),
        pytest.param("x = (a \\\n     or b)\n", "x = (a or b)\n", id="before an operator"),
        pytest.param("x = (a or \\\n     b, c\n     )\n", "x = (a or \\\n     b, c\n     )\n", id="more lines follow"),
        pytest.param("x = (a, \\\n     b)\n", "x = (a,\n     b)\n", id="behind a comma"),
    ],
)
def test_a_backslash_that_hides_a_line_break_at_an_operator(before: str, after: str) -> None:
    assert repair(before, "E502", "W503", "W504") == after
