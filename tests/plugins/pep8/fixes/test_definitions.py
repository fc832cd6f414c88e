"""Lambdas with a name and bare excepts are repaired on demand."""

from __future__ import annotations

import pytest

from .fixing import fix_text, pep8_checker, repair


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("f = lambda: 0\n", "def f():\n    return 0\n", id="no arguments"),
        pytest.param(
            "f = lambda a, *b, c={1: 2}: a[b:c]  # why\n",
            "def f(a, *b, c={1: 2}):\n    return a[b:c]  # why\n",
            id="arguments and slices",
        ),
        pytest.param("f = lambda x=lambda: 0: x\n", "def f(x=lambda: 0):\n    return x\n", id="a lambda as default"),
        pytest.param(
            "if x:\n    f = lambda a: (a +\n                  1)\n",
            "if x:\n    def f(a):\n        return ((a +\n                  1))\n",
            id="several lines",
        ),
        pytest.param("f = lambda: 0; g = 1\n", "f = lambda: 0; g = 1\n", id="two statements stay"),
        pytest.param("f = lambda: 0, 1\n", "f = lambda: 0, 1\n", id="a tuple stays"),
        pytest.param(
            "def f(): pass\nf = lambda: 0\n", "def f(): pass\nf = lambda: 0\n", id="a name that is defined stays"
        ),
        pytest.param(
            "f = lambda: 0\nf = lambda: 1\n", "f = lambda: 0\nf = lambda: 1\n", id="a name of two lambdas stays"
        ),
        pytest.param(
            "def a():\n    f = lambda: 0\n\n\ndef b():\n    f = lambda: 1\n",
            "def a():\n    def f():\n        return 0\n\n\ndef b():\n    def f():\n        return 1\n",
            id="the same name in two functions",
        ),
        pytest.param("f = None\nf = lambda: 0\n", "f = None\nf = lambda: 0\n", id="a variable before stays"),
        pytest.param("f = lambda: 0\nf = None\n", "f = lambda: 0\nf = None\n", id="a variable behind stays"),
        pytest.param(
            "if x:\n    f = lambda: 0\nelif y:\n    f = lambda: 1\n",
            "if x:\n    def f():\n        return 0\nelif y:\n    def f():\n        return 1\n",
            id="a name in each branch",
        ),
        pytest.param(
            "try:\n    from a import f\nexcept ImportError:\n    f = lambda: 0\n",
            "try:\n    from a import f\nexcept ImportError:\n    def f():\n        return 0\n",
            id="in the place of an import",
        ),
        pytest.param(
            "try:\n    f = lambda: 0\nfinally:\n    f = lambda: 1\n",
            "try:\n    f = lambda: 0\nfinally:\n    f = lambda: 1\n",
            id="a name that is given again finally stays",
        ),
        pytest.param(
            "f = lambda: 0\nx = [f for f in y]\n",
            "def f():\n    return 0\nx = [f for f in y]\n",
            id="a name in a comprehension",
        ),
        pytest.param("l = lambda: 0\n", "l = lambda: 0\n", id="a name that E743 would be about stays"),
        pytest.param("\x0cf = lambda: 0\n", "\x0cf = lambda: 0\n", id="behind a form feed"),
        pytest.param("f = lambda a\\\n    : 0\n", "f = lambda a\\\n    : 0\n", id="a backslash behind arguments stays"),
    ],
)
def test_a_named_lambda_becomes_a_function_on_demand(before: str, after: str) -> None:
    assert fix_text(before, pep8_checker({"E731"})).text == before
    assert repair(before, "E731", unsafe=True) == after


def test_a_bare_except_goes_on_catching_everything() -> None:
    before = "try:\n    x\nexcept:  # why\n    y\n"
    assert repair(before, "E722", unsafe=True) == "try:\n    x\nexcept BaseException:  # why\n    y\n"
