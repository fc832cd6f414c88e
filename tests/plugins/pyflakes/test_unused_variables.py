"""F841: the variable goes, what its value does stays."""

from __future__ import annotations

import textwrap

import pytest

from qualitygate.api import Applicability

from .repairing import applicability, fixed


def in_function(body: str) -> str:
    return "def f(y):\n" + textwrap.indent(body, "    ")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("x = 1\n", "pass\n", id="number"),
        pytest.param("x = y\n", "pass\n", id="name"),
        pytest.param("x = [y, {'a': (1, -2)}]\n", "pass\n", id="containers"),
        pytest.param("x = lambda: g()\n", "pass\n", id="lambda"),
        pytest.param("x: int = 1\n", "pass\n", id="annotated"),
        pytest.param("x = g()\n", "g()\n", id="call"),
        pytest.param("x = y.z\n", "y.z\n", id="attribute"),
        pytest.param("x = y[0]\n", "y[0]\n", id="item"),
        pytest.param("x = y + 1\n", "y + 1\n", id="sum"),
        pytest.param("x = f'{y}'\n", "f'{y}'\n", id="f-string"),
        pytest.param("x = (yield)\n", "(yield)\n", id="yield"),
        pytest.param("x = lambda a=g(): 1\n", "lambda a=g(): 1\n", id="lambda with a default"),
        pytest.param("x: int = g()\n", "g()\n", id="annotated call"),
        pytest.param("(x) = g()\n", "(x) = g()\n", id="brackets around the name"),
        pytest.param("x = \\\n    g()\n", "g()\n", id="value behind a backslash"),
        pytest.param("x = (\n    g()\n)\n", "(\n    g()\n)\n", id="value in brackets"),
        pytest.param("x = z = g()\n", "g()\n", id="two targets"),
        pytest.param("x = y.z = g()\n", "y.z = g()\n", id="one of two targets"),
        pytest.param("x = g()\nx = 1\n", "g()\n", id="assigned twice"),
        pytest.param("x = g(); x = 1; y()\n", "g(); y()\n", id="assigned twice on a line"),
        pytest.param("'é'; x = g('é')\n", "'é'; g('é')\n", id="letters of two bytes"),
        pytest.param("with g() as x:\n    pass\n", "with g():\n    pass\n", id="with"),
        pytest.param("with (g()) as x, y as z: z\n", "with (g()), y as z: z\n", id="first of a with"),
        pytest.param("with (g() as x):\n    pass\n", "with (g()):\n    pass\n", id="with in brackets"),
        pytest.param("try: y()\nexcept A as x: pass\n", "try: y()\nexcept A: pass\n", id="except"),
        pytest.param("try: y()\nexcept(A, B)as x: pass\n", "try: y()\nexcept(A, B): pass\n", id="except in brackets"),
        pytest.param("try:\n    x = y\nexcept E:\n    pass\n", "try:\n    y\nexcept E:\n    pass\n", id="tried name"),
        pytest.param("if y:\n    x = 1\n", "if y:\n    pass\n", id="all of a block"),
    ],
)
def test_the_name_goes(before: str, after: str) -> None:
    assert fixed(in_function(before), "F841", unsafe=True) == in_function(after)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("(a, b) = 1, 2\n", id="unpacking"),
        pytest.param("(a, b) = c = 1, 2\n", id="unpacking and a name"),
        pytest.param("with g() as (x): pass\n", id="with and a name in brackets"),
        pytest.param("global e\ntry: y()\nexcept A as e: pass\n", id="global exception"),
        pytest.param("match y:\n    case 1 as x: pass\n", id="pattern"),
    ],
)
def test_what_is_more_than_a_name_stays(text: str) -> None:
    assert fixed(in_function(text), "F841", unsafe=True) == in_function(text)


def test_what_was_assigned_before_a_del_stays() -> None:
    before = in_function("x = g()\ny(x)\ndel x\nx = 1\n")

    assert fixed(before, "F841", unsafe=True) == in_function("x = g()\ny(x)\ndel x\n")


def test_a_variable_that_another_function_deletes_goes_everywhere_at_once() -> None:
    other = "def h():\n    x = g()\n    del x\n"
    assert fixed(in_function("x = 1\n" * 20) + other, "F841", unsafe=True) == in_function("pass\n") + other


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("def h():\n    global x\n    x = g()\n    del x\n", id="a global, in a function beside it"),
        pytest.param("def h():\n    x = 1\n    def i():\n        nonlocal x\n        del x\n    i()\n", id="another's"),
        pytest.param("    def h():\n        x = g()\n        del x\n    h()\n", id="its own, in a function in it"),
    ],
)
def test_a_del_of_another_variable_of_this_name_holds_nothing_up(other: str) -> None:
    elsewhere = "def j():\n    x = 1\n    def k():\n        nonlocal x\n        print(x)\n    k()\n"
    before = in_function("x = 1\n" * 20) + other + elsewhere

    assert "x = 1" not in fixed(before, "F841", unsafe=True).partition("def h")[0]


def test_what_a_function_inside_deletes_stays() -> None:
    body = "x = g()\ndef h():\n    nonlocal x\n    del x\nh()\nx = 1\n"

    assert fixed(in_function(body), "F841", unsafe=True) == in_function(body)


def test_fifteen_assignments_go_at_once() -> None:
    before = in_function("".join(f"x = g({number})\n" for number in range(15)))

    assert "x" not in fixed(before, "F841", unsafe=True)


def test_it_is_unsafe() -> None:
    assert applicability(in_function("x = 1\n"), "F841") is Applicability.UNSAFE


def test_an_import_and_a_variable_that_fill_a_block_leave_a_pass() -> None:
    text = in_function("from m import a\nx = 1\n")

    assert fixed(text, "F", unsafe=True) == in_function("pass\n")
    assert fixed(text, "F") == in_function("x = 1\n")
