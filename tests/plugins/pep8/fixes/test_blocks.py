"""Blocks and comments get their indentation, a block with all that is in it."""

from __future__ import annotations

import pytest

from .fixing import fix_text, pep8_checker, repair

INDENTATION = ("E101", "E111", "E114", "E115", "E116", "E117", "W191")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("if x:\n  y\n  if z:\n    a\n", "if x:\n    y\n    if z:\n        a\n", id="two spaces"),
        pytest.param("if x:\n        y\n        z\n", "if x:\n    y\n    z\n", id="eight spaces"),
        pytest.param("if x:\n\ty\n\tif z:\n\t\ta\n", "if x:\n    y\n    if z:\n        a\n", id="tabs"),
        pytest.param(
            "if x:\n  # a\n  y = (1,\n       2)\n  '''b\n  c'''\n",
            "if x:\n    # a\n    y = (1,\n         2)\n    '''b\n  c'''\n",
            id="comments and continuation lines, not strings",
        ),
        pytest.param(
            "if x:\n  y\nelse:\n    z\n", "if x:\n    y\nelse:\n    z\n", id="only the block that is wrong"
        ),
        pytest.param("if x:\n# a\n    y\n", "if x:\n    # a\n    y\n", id="a comment above a block"),
        pytest.param("if x:\n            # a\n    y\n", "if x:\n    # a\n    y\n", id="a comment far too deep"),
        pytest.param("x = 1\n    # a\ny = 2\n", "x = 1\n# a\ny = 2\n", id="a comment too deep"),
        pytest.param(
            "if x:\n    y\n      # a\nz\n", "if x:\n    y\n    # a\nz\n", id="a comment nearer to the block above"
        ),
        pytest.param(
            "\t# a\nif x:\n\ty\n", "# a\nif x:\n    y\n", id="a comment behind a tab above all code"
        ),
        pytest.param("\\\n\t", "\\\n\t", id="a tab behind a backslash and nothing else"),
        pytest.param("x = [\n\t1,\n    2]\n", "x = [\n    1,\n    2]\n", id="a tab in brackets"),
        pytest.param("x = '''\n\ta\n'''\n", "x = '''\n\ta\n'''\n", id="a tab in a string"),
        pytest.param("if x:\n\x0c  y\n", "if x:\n\x0c  y\n", id="a form feed stays"),
        pytest.param("\x0c# a\nx = 1\n", "\x0c# a\nx = 1\n", id="a form feed before a comment stays"),
        pytest.param("if x:\n \\\n   y\n", "if x:\n \\\n   y\n", id="a block that begins with a backslash stays"),
        pytest.param(
            "if x:\n\ty\n\\\n\tif y:\n\t\tz\n",
            "if x:\n\ty\n\\\n\tif y:\n\t\tz\n",
            id="blocks in a file with a backslash before code stay",
        ),
    ],
)
def test_blocks_are_indented(before: str, after: str) -> None:
    assert repair(before, *INDENTATION) == after


def test_the_first_finding_of_a_block_carries_the_fix_of_all() -> None:
    fixed = fix_text("if x:\n  y\n  z\nif x:\n  y\n", pep8_checker({"E111"}))
    assert [(found.location.line, found.fix is not None) for found in fixed.before] == [
        (2, True), (3, False), (5, True)
    ]
    assert fixed.rounds == 1


def test_tabs_stay_when_nobody_asks_about_them() -> None:
    before = "if x:\n\ty\n\tif z:\n\t\ta\n"
    assert repair(before, *(set(INDENTATION) - {"W191"})) == before


def test_tabs_stay_where_those_in_a_string_would_become_inconsistent() -> None:
    before = "if x:\n\ty = '''\n\ta'''\n"
    assert repair(before, *INDENTATION) == before
    assert repair(before, "W191") == "if x:\n    y = '''\n\ta'''\n"


def test_a_comment_that_a_backslash_makes_part_of_a_line_stays() -> None:
    before = "x = 1\n\\\n \n    # three\n"
    assert repair(before, *INDENTATION, "E122", "E128") == before


def test_no_row_with_a_tab_is_added_where_the_tabs_stay() -> None:
    before = "\\\nx = 1\nif x:\n\ty;  z\n"
    assert repair(before, *INDENTATION, "E702") == before


def test_no_line_begins_with_spaces_in_a_file_whose_tabs_stay() -> None:
    before = "if x:\n\ty\nif z: y\nx = function(first, second, third)\n"
    assert repair(before, "E101", "E501", "E701", max_line_length=30) == before


def test_the_width_of_an_indentation_is_an_option() -> None:
    assert repair("if x:\n   y\n", "E111", indent_size=2) == "if x:\n  y\n"


def test_a_line_that_is_parted_waits_for_its_block() -> None:
    before = "def f():\n\tx; y\n\tif x: y\n"
    after = "def f():\n    x\n    y\n    if x:\n        y\n"
    fixed = fix_text(before, pep8_checker({*INDENTATION, "E701", "E702"}))
    assert (fixed.text, fixed.rounds) == (after, 2)


def test_lines_that_a_block_would_make_too_long_are_broken_first() -> None:
    before = "if x:\n  y = function(first, second, third, fourt)\n  z\n"
    after = "if x:\n    y = function(\n        first, second, third, fourt\n    )\n    z\n"
    fixed = fix_text(before, pep8_checker({*INDENTATION, "E501"}, max_line_length=42))
    assert (fixed.text, fixed.rounds) == (after, 2)


def test_a_block_stays_when_it_would_make_a_comment_too_long() -> None:
    before = "if x:\n  # " + "long " * 7 + "ago\n  z\n"
    assert repair(before, *INDENTATION, "E501", max_line_length=42) == before


def test_a_comment_waits_for_a_block_that_stays_wrong() -> None:
    before = "\\\nif x:\n# a\n     z\n"
    assert repair(before, *INDENTATION) == before


def test_a_backslash_above_a_comment_is_not_taken_for_a_block() -> None:
    before = "if x:\n    y\n  # a\n     \\\n   # b\nelse:\n  z\n"
    assert "else:\n    z\n" in repair(before, *INDENTATION)
