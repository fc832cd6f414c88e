"""Comparisons say what they mean; those that may be overridden only on demand."""

from __future__ import annotations

import pytest

from .fixing import fix_text, pep8_checker, repair


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("x = not a in b\n", "x = a not in b\n", id="membership"),
        pytest.param("if not a.b is c: pass\n", "if a.b is not c: pass\n", id="identity"),
        pytest.param("if not a is not b: pass\n", "if a is b: pass\n", id="a double negation"),
        pytest.param("if not a in b and not c in d: pass\n", "if a not in b and c not in d: pass\n", id="twice"),
        pytest.param("x = not a in b in c\n", "x = not a in b in c\n", id="a chain stays"),
        pytest.param("x = not a is b == c\n", "x = not a is b == c\n", id="a mixed chain stays"),
    ],
)
def test_a_negation_moves_to_its_operator(before: str, after: str) -> None:
    assert repair(before, "E713", "E714") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("if x == None: pass\n", "if x is None: pass\n", id="none"),
        pytest.param("if None!=x: pass\n", "if None is not x: pass\n", id="none first, no blanks"),
        pytest.param("if x == True or y != False: pass\n", "if x is True or y is not False: pass\n", id="booleans"),
        pytest.param("if 1 == None: pass\n", "if 1 == None: pass\n", id="a literal stays"),
        pytest.param("if type(a) == type(b): pass\n", "if type(a) is type(b): pass\n", id="types"),
        pytest.param("if x.y != type(f(1)): pass\n", "if x.y is not type(f(1)): pass\n", id="type on the right"),
    ],
)
def test_identity_is_asked_on_demand(before: str, after: str) -> None:
    wanted = ("E711", "E712", "E721")
    assert fix_text(before, pep8_checker(wanted)).text == before
    assert repair(before, *wanted, unsafe=True) == after
