"""Blank lines are put in above what a definition begins with, and taken out."""

from __future__ import annotations

import pytest

from .fixing import repair

BLANK_LINES = ("E301", "E302", "E303", "E304", "E305", "E306")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("x = 1\ndef f():\n    pass\n", "x = 1\n\n\ndef f():\n    pass\n", id="none above a function"),
        pytest.param(
            "x = 1\n\n@a\n# why\nasync def f():\n    pass\n",
            "x = 1\n\n\n@a\n# why\nasync def f():\n    pass\n",
            id="above the decorator",
        ),
        pytest.param(
            "x = 1\n# a\n# b\nclass A:\n    y\n", "x = 1\n\n\n# a\n# b\nclass A:\n    y\n", id="above its comment"
        ),
        pytest.param(
            "x = 1\n\n# a\n\ndef f(): pass\n", "x = 1\n\n# a\n\n\ndef f(): pass\n",
            id="below a comment that stands apart"
        ),
        pytest.param(
            "def f():\n  x = 1\n  # about x\ndef g():\n  pass\n",
            "def f():\n  x = 1\n  # about x\n\n\ndef g():\n  pass\n",
            id="below a comment of the block above",
        ),
        pytest.param(
            "class A:\n    x = 1\n    def m(self):\n        pass\n",
            "class A:\n    x = 1\n\n    def m(self):\n        pass\n",
            id="above a method",
        ),
        pytest.param(
            "def f():\n    x = 1\n    def g():\n        pass\n",
            "def f():\n    x = 1\n\n    def g():\n        pass\n",
            id="above a nested function",
        ),
        pytest.param("def f():\n    pass\nx = 1\n", "def f():\n    pass\n\n\nx = 1\n", id="after a function"),
        pytest.param("x = 1\n\n\n\n\ny = 2\n", "x = 1\n\n\ny = 2\n", id="too many at top level"),
        pytest.param("if x:\n    y\n\n   \n\n    z\n", "if x:\n    y\n\n    z\n", id="too many in a block"),
        pytest.param("x = 1\n\n\n\n# a\n\ny = 2\n", "x = 1\n\n\n# a\n\ny = 2\n", id="too many above a comment"),
        pytest.param("@a\n\n\ndef f(): pass\n", "@a\ndef f(): pass\n", id="below a decorator"),
        pytest.param("x = 1\n\x0c\n\x0c\n\n\n\ny = 2\n", "x = 1\n\x0c\n\x0c\ny = 2\n", id="form feeds stay"),
        pytest.param("x = '''\n\n\n\n'''\n", "x = '''\n\n\n\n'''\n", id="blank lines of a string"),
    ],
)
def test_blank_lines_are_as_many_as_they_should_be(before: str, after: str) -> None:
    assert repair(before, *BLANK_LINES) == after


def test_a_comment_that_is_indented_otherwise_causes_no_loop() -> None:
    # ruff's issue 12589: E302 and E303 took turns 500 times
    before = "def f():\n  m = 1\n  # todo\ndef g():\n  'probably'\n"
    assert repair(before, "E302", "E303") == "def f():\n  m = 1\n  # todo\n\n\ndef g():\n  'probably'\n"


def test_nothing_is_put_below_a_blank_line_behind_a_lone_backslash() -> None:
    # before Python 3.12 pycodestyle counts no blank lines there
    before = "x\n\\\n\nclass A:\n    pass\n"
    assert repair(before, "E302") == before
