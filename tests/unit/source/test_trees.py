"""What counts as the same program."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualitygate.source.trees import is_same_tree


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("f(a,b)  # why\n", "f(a, b)\n\n", id="blanks and comments"),
        pytest.param('x = "a" "b"', "x = 'ab'", id="quotes"),
        pytest.param(r'x = "\\d"', r'x = r"\d"', id="a raw string"),
        pytest.param("if x: y", "if x:\n    y", id="a block of its own"),
        pytest.param("x = 0x10", "x = 16", id="another way to write a number"),
    ],
)
def test_the_look_makes_no_difference(one: str, other: str) -> None:
    assert is_same_tree(ast.parse(one), ast.parse(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("x = 1", "x = True", id="equal values of two types"),
        pytest.param("x = 1", "x = 1.0", id="int and float"),
        pytest.param("x = 0j", "x = -0j", id="signs"),
        pytest.param("f(0.0)", "f(0.0, 1)", id="another argument"),
        pytest.param("'''a \n'''", "'''a\n'''", id="a blank in a docstring"),
        pytest.param("import a, b", "import a\nimport b", id="two imports"),
        pytest.param("not x in y", "x not in y", id="another operator"),
        pytest.param("x = u'a'", "x = 'a'", id="a prefix that the tree keeps"),
        pytest.param("def f(a): pass", "def f(a=None): pass", id="a default"),
    ],
)
def test_the_program_makes_one(one: str, other: str) -> None:
    assert not is_same_tree(ast.parse(one), ast.parse(other))


_EXPRESSIONS = st.recursive(
    st.sampled_from(["x", "1", "1.0", "True", "'a'", "b'a'", "..."]),
    lambda inner: st.builds("({} + {})".format, inner, inner) | st.builds("f({}, k={})".format, inner, inner),
    max_leaves=6,
)


@given(_EXPRESSIONS, _EXPRESSIONS)
def test_it_agrees_with_comparing_dumps(one: str, other: str) -> None:
    left, right = ast.parse(one), ast.parse(other)
    assert is_same_tree(left, right) == (ast.dump(left) == ast.dump(right))
