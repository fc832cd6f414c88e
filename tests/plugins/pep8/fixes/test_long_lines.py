"""Long lines are broken where that is safe, and left where it is not."""

from __future__ import annotations

import pytest

from qualitygate_plugins.pep8.fixes import long_lines

from .fixing import fix_text, pep8_checker, repair


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "x = function(first, second, third, four)\n",
            "x = function(\n    first, second, third, four\n)\n",
            id="a call",
        ),
        pytest.param(
            "x = function(first_one, second_one, third_one, fourth)\n",
            "x = function(\n    first_one,\n    second_one,\n    third_one,\n    fourth\n)\n",
            id="a call whose arguments do not fit one line",
        ),
        pytest.param(
            "x = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]\n",
            "x = [\n    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,\n    12, 13\n]\n",
            id="many small elements",
        ),
        pytest.param(
            "def function(first, second=1, *third) -> None:\n    pass\n",
            "def function(\n    first, second=1, *third\n) -> None:\n    pass\n",
            id="a definition",
        ),
        pytest.param(
            "from a_package import first, second, thr\n",
            "from a_package import (\n    first, second, thr\n)\n",
            id="an import",
        ),
        pytest.param(
            "if first_condition and second_condition:\n    pass\n",
            "if (\n    first_condition\n    and second_condition\n):\n    pass\n",
            id="a condition",
        ),
        pytest.param(
            "return_value = some.attribute + another\n",
            "return_value = (\n    some.attribute + another\n)\n",
            id="an assignment without brackets",
        ),
        pytest.param(
            "x = [\n    first, second, third, fourth, fifth\n]\n",
            "x = [\n    first, second, third, fourth,\n    fifth\n]\n",
            id="a line inside brackets",
        ),
        pytest.param(
            "x = f(some_name for some_name in some_names)\n",
            "x = f(\n    some_name\n    for some_name in some_names\n)\n",
            id="a comprehension",
        ),
        pytest.param(
            "x = 'some words that are too long for it'\n",
            "x = (\n    'some words that are too long '\n    'for it'\n)\n",
            id="a string",
        ),
        pytest.param(
            "f(b'some words that are too long for one line')\n",
            "f(b'some words that are too long for '\n  b'one line')\n",
            id="bytes in a call",
        ),
        pytest.param(
            "x = some_value  # this is what it is for\n", "# this is what it is for\nx = some_value\n", id="a comment"
        ),
        pytest.param(
            "function(points=[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], name=1)\n",
            "function(\n    points=[\n        1, 2, 3, 4, 5, 6, 7, 8, 9, 10,\n        11, 12\n    ],\n    name=1\n)\n",
            id="an argument that does not fit a line is broken in turn",
        ),
        pytest.param(
            "x = {\n    'a_long_key': a_name_that_is_long.and_more,\n}\n",
            "x = {\n    'a_long_key':\n        a_name_that_is_long.and_more,\n}\n",
            id="a value of a dictionary",
        ),
        pytest.param(
            "x = {\n    'first': {'a': 1, 'b': 2, 'c': 3, 'd': 4},\n"
            "    'second': {'a': first(1), 'b': second(22)},\n}\n",
            "x = {\n    'first': {\n        'a': 1, 'b': 2, 'c': 3, 'd': 4\n    },\n"
            "    'second': {\n        'a': first(1), 'b': second(22)\n    },\n}\n",
            id="a dictionary of dictionaries",
        ),
        pytest.param(
            "x = ['one', 'two', 'three', 'four', 'five',\n     'six']\n",
            "x = ['one', 'two', 'three', 'four',\n     'five',\n     'six']\n",
            id="the first line of a list",
        ),
    ],
)
def test_a_long_line_is_broken(before: str, after: str) -> None:
    assert repair(before, "E501", max_line_length=38) == after


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# a comment that is longer than it should be\n", id="a comment on its own"),
        pytest.param("'''A docstring that is longer than it should be.'''\n", id="a docstring"),
        pytest.param("x = '''a string of three quotes and very long'''\n", id="three quotes"),
        pytest.param("x = 'https://example.org/a/very/long/address'\n", id="no space to cut at"),
        pytest.param("x = 'several \\N{LATIN SMALL LETTER A} of these'\n", id="a named character"),
        pytest.param("x = f'{a} and a text of too many words {b + c}'\n", id="a formatted string"),
        pytest.param("import a_module_with_a_name as another_name_f\n", id="an import without a from"),
        pytest.param("x = some_function_name(argument)  # noqa: F821\n", id="a comment for a tool"),
        pytest.param("with first_manager as one, second_one as two:\n    pass\n", id="with, before Python 3.9"),
        pytest.param(f"x = {'a' * 32}( \\\n    2)\n", id="nothing but a backslash behind the bracket"),
    ],
)
def test_what_cannot_be_broken_safely_stays(text: str) -> None:
    fixed = fix_text(text, pep8_checker({"E501"}, max_line_length=38))
    assert (fixed.text, [finding.fix for finding in fixed.before]) == (text, [None])


@pytest.mark.parametrize(
    ("row", "rows"),
    [
        pytest.param("11, 22, 33, 44, 55, 66, 77, 88, 99,", ["11, 22, 33, 44, 55, 66, 77, 88,", "99,"], id="numbers"),
        pytest.param(
            "'key': (some, values, for_it, a),", ["'key': (", "    some, values, for_it, a", "),"], id="a pair"
        ),
        pytest.param(
            "func(some, values, g(for_i), e),", ["func(", "    some, values, g(for_i), e", "),"], id="a call"
        ),
        pytest.param("value + another + a_third_of_them,", None, id="operators"),
        pytest.param("[i for i in some_thing_or_other if", None, id="a bracket that closes below"),
    ],
)
def test_each_row_of_a_table_is_broken_by_itself(
    row: str, rows: list[str] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each way of breaking a row with a look at the others walks through the table: 500 lines of one took minutes."""
    monkeypatch.setattr(long_lines, "_MOST", 20)
    close = "" if row.count("[") == row.count("]") else "     i],\n"
    one, broken = (f"    {row}\n{close}", "".join(f"    {each}\n" for each in rows or [row]) + close)
    brackets = "{}" if row.startswith("'key'") else "[]"
    before = f"x = {brackets[0]}\n{one * 20}{brackets[1]}\n"
    assert repair(before, "E501", max_line_length=35) == before.replace(one, broken)


def test_the_strings_of_a_table_are_cut_where_they_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_lines, "_MOST", 20)
    row = "    'the words of a text, and of many such in a row',\n"
    cut = "    'the words of a text, and of '\n    'many such in a row',\n"
    before = f"x = [\n{row * 20}]\n"
    assert repair(before, "E501", max_line_length=35) == before.replace(row, cut)


def test_an_untidy_table_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_lines, "_MOST", 20)
    before = "x = [\n    1,\n  2,\n" + "    11, 22, 33, 44, 55, 66, 77, 88, 99,\n" * 20 + "]\n"
    assert repair(before, "E501", max_line_length=35) == before


def test_a_comment_behind_a_closing_bracket_goes_above_its_statement() -> None:
    before = "x = [\n    1,\n]  # a comment that makes the line long\n"
    after = "# a comment that makes the line long\nx = [\n    1,\n]\n"
    assert repair(before, "E501", max_line_length=38) == after
    inner = "x = [\n    [\n        1,\n    ],  # a comment that makes it long\n]\n"
    assert repair(inner, "E501", max_line_length=34) == inner


def test_operators_are_broken_on_the_side_that_nobody_minds() -> None:
    before = "x = (first_operand_of_this + second_operand)\n"
    assert repair(before, "E501", "W503", max_line_length=30) == (
        "x = (\n    first_operand_of_this +\n    second_operand\n)\n"
    )
    assert repair(before, "E501", "W504", max_line_length=30) == (
        "x = (\n    first_operand_of_this\n    + second_operand\n)\n"
    )
    assert repair(before, "E501", "W503", "W504", max_line_length=30) == before


def test_a_number_in_a_string_is_never_taken_for_an_operand() -> None:
    # autopep8's issue 518: a digit of '50.00000000' was lost
    before = (
        "if True:\n    assert_equal(self.nodes[0].getbalance(\n"
        "    ), bal + Decimal('50.00000000') + Decimal('2.19000000'))  # block reward\n"
    )
    assert "Decimal('50.00000000')" in repair(before, "E501", "E12", "E128", "E124", max_line_length=60)


def test_alignment_comes_before_breaking() -> None:
    before = "value = function(first_argument, second_argument,\n    third_argument, 'a long one', fourth_argument)\n"
    fixed = fix_text(before, pep8_checker({"E501", "E128", "E126", "E131"}, max_line_length=55))
    assert fixed.after == []


def test_a_statement_behind_a_colon_is_broken_where_it_then_stands() -> None:
    before = "if x: result = function(first_one, seconds)\n"
    after = "if x:\n    result = function(\n        first_one, seconds\n    )\n"
    assert repair(before, "E501", "E701", max_line_length=36) == after


def test_a_comment_that_is_moved_begins_as_a_comment_should() -> None:
    before = "some_name = function(argument)  #why it is so\n"
    after = "# why it is so\nsome_name = function(argument)\n"
    assert repair(before, "E262", "E501", max_line_length=40) == after
    assert repair(before, "E501", max_line_length=40) == before


@pytest.mark.parametrize(
    "comment", ["ty: ignore[abc]", "pyrefly: ignore", "nosemgrep", "pragma: no cover", "noqa: F821"]
)
def test_c5_a_comment_for_a_tool_stays_behind_its_line(comment: str) -> None:
    text = f"variable = some_value.attribute + another_value.other_attribute_of_it  # {comment}\n"
    assert repair(text, "E501") == text


def test_c5_a_tool_that_only_the_configuration_knows_counts_too() -> None:
    text = "variable = some_value.attribute + another_value.other_attribute_of_it  # acme: leave\n"
    assert repair(text, "E501").startswith("# acme: leave\n")
    assert repair(text, "E501", tool_comments=("acme:",)) == text
