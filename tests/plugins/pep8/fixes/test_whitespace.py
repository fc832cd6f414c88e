"""Blanks inside a line are set right, and only blanks."""

from __future__ import annotations

import sys

import pytest

from .fixing import fix_text, pep8_checker, repair

SPACES = tuple(
    "E201 E202 E203 E204 E211 E221 E222 E223 E224 E225 E226 E227 E228 E231 E241 E242 E251 E252"
    " E271 E272 E273 E274 E275".split()
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("f( a[ 0 ], { 1: 2 } )\n", "f(a[0], {1: 2})\n", id="inside brackets"),
        pytest.param("x = {a : b , c :d}\n", "x = {a: b, c: d}\n", id="before punctuation"),
        pytest.param("@ dec\ndef f(): pass\n", "@dec\ndef f(): pass\n", id="decorator"),
        pytest.param("x = f (a) [0]\n", "x = f(a)[0]\n", id="before parameters"),
        pytest.param("x = a\\\n    [0]\n", "x = a[0]\n", id="a backslash before a bracket"),
        pytest.param("x = {1: {2: 3} }\n", "x = {1: {2: 3}}\n", id="between two braces"),
        pytest.param(
            f"x = {'a' * 50} \\\n    ({'b' * 50})\n",
            f"x = {'a' * 50}(\n    {'b' * 50})\n",
            id="a backslash before a bracket that does not fit",
        ),
        pytest.param("x   =\t1  +   y\n", "x = 1 + y\n", id="around operators"),
        pytest.param("x=1\n", "x = 1\n", id="no blanks around an operator"),
        pytest.param("x =1\ny= 2\n", "x = 1\ny = 2\n", id="blanks on one side"),
        pytest.param("x = a==-b\n", "x = a == -b\n", id="a sign behind an operator"),
        pytest.param("x = a*b+c%d|e\n", "x = a * b + c % d | e\n", id="arithmetic"),
        pytest.param("def f()->int: pass\n", "def f() -> int: pass\n", id="return annotation"),
        pytest.param("if (x:=1)and(y): pass\n", "if (x := 1) and (y): pass\n", id="walrus and keyword"),
        pytest.param("x = [a,b,-c, *d]\n", "x = [a, b, -c, *d]\n", id="after commas"),
        pytest.param("x = a[1:2, ::3,b:c]\n", "x = a[1:2, ::3, b:c]\n", id="slices keep their colons"),
        pytest.param("x: int=1\nf = lambda:0\n", "x: int = 1\nf = lambda: 0\n", id="annotation and lambda"),
        pytest.param("f(a = 1, *b, ** c)\n", "f(a=1, *b, ** c)\n", id="keywords"),
        pytest.param("def f(a: int=1, *, b = 2): pass\n", "def f(a: int = 1, *, b=2): pass\n", id="defaults"),
        pytest.param("f(a=\n  1)\n", "f(a=1)\n", id="a line break behind the equals sign"),
        pytest.param("f(a=  # why\n  1)\n", "f(a=  # why\n  1)\n", id="a comment behind the equals sign stays"),
        pytest.param("f(a  # why\n =1)\n", "f(a  # why\n =1)\n", id="a comment before the equals sign stays"),
        pytest.param("f(a\n  =1)\n", "f(a=1)\n", id="a line break before the equals sign"),
        pytest.param("from a import(b)\nx = not(a)\n", "from a import (b)\nx = not (a)\n", id="keywords and brackets"),
        pytest.param("if  x  in\ty: pass\n", "if x in y: pass\n", id="around keywords"),
        pytest.param("async def f():\n    await  x\n", "async def f():\n    await x\n", id="await"),
        pytest.param("x = [1,   2]\n", "x = [1, 2]\n", id="after a comma"),
        pytest.param("x = ['a'\n     , 'b']\n", "x = ['a',\n     'b']\n", id="a comma that begins a line"),
        pytest.param("x = [\n    1\n    ,\n]\n", "x = [\n    1,\n]\n", id="a comma alone on its line"),
        pytest.param("x = {'a'  # one\n     : 1}\n", "x = {'a':  # one\n     1}\n", id="a colon below a comment"),
        pytest.param("x = 'é𝒳é' +1\n", "x = 'é𝒳é' + 1\n", id="columns are characters"),
        pytest.param("x = '( a ,b )'  # ( a ,b )\n", "x = '( a ,b )'  # ( a ,b )\n", id="strings and comments"),
    ],
)
def test_blanks_are_set_right(before: str, after: str) -> None:
    assert repair(before, *SPACES) == after


def test_a_keyword_before_a_semicolon_gets_no_blank() -> None:
    # ruff's issue 12094: E275 puts in what E203 takes out, for ever
    assert repair("if x:\n    pass;\n", "E275", "E203") == "if x:\n    pass;\n"


def test_a_match_statement_keeps_its_patterns() -> None:
    before = "match x:\n    case[1,2]:\n        pass\n    case {'a':1 }:\n        pass\n"
    after = "match x:\n    case[1, 2]:\n        pass\n    case {'a': 1}:\n        pass\n"
    assert repair(before, *SPACES) == after


def test_no_blank_uncovers_another_finding() -> None:
    before = "x = type(a)==type(b)\n"
    assert repair(before, "E225", "E721") == before
    assert repair(before, "E225") == "x = type(a) == type(b)\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("y ,=1\n", "y, =1\n", id="before a comma"),
        pytest.param("y\\\n    ,=1\n", "y, \\\n    =1\n", id="a backslash before a comma"),
        pytest.param("y \\\n    ,=1\n", "y, \\\n    =1\n", id="a blank and a backslash before a comma"),
    ],
)
def test_a_comma_next_to_an_equals_sign_loses_the_blanks_before_it_that_a_space_behind_it_uncovers(
    before: str, after: str
) -> None:
    assert repair(before, "E203", "E231") == after
    assert repair("y ,=1\n", "E231") == "y , =1\n"  # nobody asks for E203


def test_a_bracket_next_to_an_equals_sign_loses_the_blanks_before_it_that_a_space_behind_it_uncovers() -> None:
    fixed = fix_text("x[a ]=1\n", pep8_checker({"E202", "E225"}))
    assert (fixed.text, fixed.rounds) == ("x[a] = 1\n", 1)
    assert repair("x[a ]=1\n", "E225") == "x[a ] = 1\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("assert x\\\n    , y\n", "assert x, \\\n    y\n", id="a comma"),
        pytest.param("x = lambda a \\\n    : b\n", "x = lambda a: \\\n    b\n", id="a colon"),
        pytest.param("x = y\\\n\\\n    ,\n", "x = y,\n", id="the last of its statement"),
        pytest.param("while x\\\n        :  # why\n    y\n", "while x:  # why\n    y\n", id="before a comment"),
        pytest.param(
            "x = (y\\\n     # why\n     ,\n     )\n", "x = (y\\\n     # why\n     ,\n     )\n", id="below one"
        ),
    ],
)
def test_punctuation_first_in_a_row_goes_up_over_a_backslash(before: str, after: str) -> None:
    assert repair(before, "E203", "E231") == after


def test_a_keyword_keeps_the_blank_behind_it_that_another_check_wants() -> None:
    before = "def f():\n    return ; x\n"
    assert repair(before, "E203", "E275") == before
    assert repair(before, "E203") == "def f():\n    return; x\n"
    assert repair(before, "E203", "E275", "E702") == "def f():\n    return\n    x\n"


def test_no_line_becomes_too_long() -> None:
    text = "some_name = [" + "1," * 20 + "]\n"
    limit = len(text) + 4
    fixed = fix_text(text, pep8_checker({"E231", "E501"}, max_line_length=limit), codes={"E231"})
    assert fixed.after == []
    assert fixed.text == "some_name = [\n    " + "1, " * 17 + "1,\n    1, 1,\n]\n"


def test_a_line_that_cannot_be_broken_keeps_its_blanks() -> None:
    assert repair("name[0],name[1]\n", "E231", "E501", max_line_length=15) == "name[0],name[1]\n"


def test_a_long_line_may_grow_when_nobody_asks_for_its_length() -> None:
    assert repair("x = [1,2]\n", "E231", max_line_length=9) == "x = [1, 2]\n"


def test_a_comma_before_a_form_feed_at_the_end_of_a_line_stays() -> None:
    assert fix_text("x = 1,\x0c\n", pep8_checker({"E231", "W291"})).rounds == 0


@pytest.mark.skipif(sys.version_info < (3, 12), reason="needs another Python: f-strings are single tokens before 3.12")
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x = f'{ a }{f(b,c)}'\n", id="fields"),
        pytest.param("x = f'{ a = }'\n", id="a field that prints itself"),
        pytest.param("x = f'{ {1: 2}[1] }'\n", id="a brace behind a brace"),
        pytest.param("x = f'{a:>10}{b!r:{w}}'\n", id="format specifications"),
    ],
)
def test_blanks_in_formatted_strings_are_left_as_they_are(text: str) -> None:
    assert repair(text, *SPACES) == text


@pytest.mark.parametrize(
    "text",
    [
        "ids[a - b :]\n",
        "ids[a :]\n",
        "ids[f(a, [b]) : c + d :]\n",
        "ids[a, lambda: b :]\n",
        "ids[\n    a\n    :\n]\n",
    ],
)
def test_c10_the_colon_of_a_slice_is_left_alone(text: str) -> None:
    assert repair(text, "E203") == text


def test_c10_other_colons_in_square_brackets_are_not() -> None:
    assert repair("x = [lambda a : a, {1 : 2}]\n", "E203") == "x = [lambda a: a, {1: 2}]\n"
    assert repair("ids[{1 : 2} :, 3 , 4]\n", "E203") == "ids[{1: 2} :, 3, 4]\n"
