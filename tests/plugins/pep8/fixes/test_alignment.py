"""Continuation lines move to where pycodestyle wants them, whole groups at a time."""

from __future__ import annotations

import pytest

from qualitygate_plugins.pep8.fixes.options import OF_CONTINUATION

from .fixing import fix_text, pep8_checker, repair


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("f(a,\n  b)\n", "f(a,\n  b)\n", id="right"),
        pytest.param("x = f(a,\n    b)\n", "x = f(a,\n      b)\n", id="under-indented for its bracket"),
        pytest.param("x = f(a,\n          b)\n", "x = f(a,\n      b)\n", id="over-indented for its bracket"),
        pytest.param("x = f(\n  a,\n  b\n)\n", "x = f(\n    a,\n    b\n)\n", id="a short hang"),
        pytest.param("x = f(\n        a,\n        b\n)\n", "x = f(\n    a,\n    b\n)\n", id="a long hang"),
        pytest.param("x = f(\n    a,\n     b,\n)\n", "x = f(\n    a,\n    b,\n)\n", id="an uneven hang"),
        pytest.param("x = f(\na,\n)\n", "x = f(\n    a,\n)\n", id="no hang"),
        pytest.param("x = f(\n    a\n    )\n", "x = f(\n    a\n)\n", id="a hanging bracket"),
        pytest.param("x = f(a,\n      b\n)\n", "x = f(a,\n      b\n      )\n", id="a bracket below a visual indent"),
        pytest.param("if (\n    a):\n    pass\n", "if (\n        a):\n    pass\n", id="like the block below"),
        pytest.param(
            "if (a and\n    b):\n    pass\n", "if (a and\n        b):\n    pass\n", id="visually like the block"
        ),
        pytest.param(
            "x = f(\n  a(b,\n    c(\n      d)),\n  e)\n",
            "x = f(\n    a(b,\n      c(\n          d)),\n    e)\n",
            id="what is inside moves along",
        ),
        pytest.param(
            "x = f(\n  a,  # one\n  # two\n  b)\n", "x = f(\n    a,  # one\n    # two\n    b)\n", id="comments"
        ),
        pytest.param(
            "if \\\n    (\n        a\n    ):\n    pass\n",
            "if \\\n        (\n            a\n        ):\n    pass\n",
            id="like the block below, with the row that its bracket opens on",
        ),
        pytest.param("x = 1 + \\\n  2\n", "x = 1 + \\\n    2\n", id="a backslash"),
        pytest.param(
            "x = f('''a\n  b''',\n  c)\n", "x = f('''a\n  b''',\n      c)\n", id="the inside of a string stays"
        ),
        pytest.param(
            "x = f(\n  '''a\n  b''', c(\n      d))\n",
            "x = f(\n    '''a\n  b''', c(\n        d))\n",
            id="behind a string of several lines",
        ),
    ],
)
def test_lines_move_to_where_they_should_be(before: str, after: str) -> None:
    assert repair(before, *OF_CONTINUATION) == after


def test_a_deep_nest_settles_in_one_round() -> None:
    depth = 12
    before = "".join(" " * level + "f(\n" for level in range(depth)) + ")" * depth + "\n"
    fixed = fix_text(before, pep8_checker(OF_CONTINUATION))
    assert (fixed.rounds, fixed.after) == (1, [])


def test_closing_brackets_hang_when_asked() -> None:
    assert repair("x = [\n    1,\n]\n", "E133", hang_closing=True) == "x = [\n    1,\n    ]\n"


def test_a_line_that_nobody_asks_about_stays_where_it_is() -> None:
    before = "x = f(\n        a,\n        b(c,\n             d))\n"
    after = "x = f(\n        a,\n        b(c,\n          d))\n"
    assert repair(before, *OF_CONTINUATION - {"E126"}) == after


def test_a_line_is_broken_behind_its_bracket_when_aligning_it_would_make_it_too_long() -> None:
    before = "some_function_with_a_name(first_argument,\n    'second argument, rather long')\n"
    after = "some_function_with_a_name(\n    first_argument,\n    'second argument, rather long')\n"
    assert repair(before, "E128", "E501", max_line_length=50) == after


def test_tabs_are_left_to_their_own_rule() -> None:
    before = "if x:\n\ty = f(a,\n\t\tb)\n"
    assert repair(before, *OF_CONTINUATION) == before
    assert repair(before, *OF_CONTINUATION, "E101", "W191") == "if x:\n    y = f(a,\n          b)\n"


def test_a_tab_before_nothing_but_a_backslash_keeps_no_line_where_it_is() -> None:
    # pycodestyle sees neither W191 nor E101 there, so nobody would turn it into spaces first
    before = "if x:\n    y = (1,\n\t\\\n   2)\n"
    assert repair(before, *OF_CONTINUATION, "E101", "W191") == "if x:\n    y = (1,\n\t\\\n         2)\n"


def test_a_condition_is_set_off_from_its_block_when_it_has_no_room_to_move() -> None:
    before = "if (first_condition and\n    second_condition_of_it):\n    pass\n"
    after = "if (\n    first_condition and\n    second_condition_of_it\n):\n    pass\n"
    assert repair(before, "E129", "E501", max_line_length=30) == after


def test_lines_do_not_move_when_some_would_be_too_long_and_no_bracket_can_be_opened() -> None:
    before = "value = 1 + \\\n  some_name + \\\n  another_name_that_is_long\n"
    assert repair(before, *OF_CONTINUATION, "E501", max_line_length=28) == before
