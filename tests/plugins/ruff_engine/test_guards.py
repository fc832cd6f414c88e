"""Texts in which ruff is not believed, and ordinary ones in which it is."""

from __future__ import annotations

import pytest

from qualitygate.api import Source
from qualitygate_plugins.ruff_engine.guards import doubted_style, doubts_flakes, is_plain

PLAIN = 'def brew(tea, *, milk=None):\n    """Make it."""\n    return [tea, milk]\n\n\nclass Pot:\n    size = 1\n'


def test_an_ordinary_text_is_believed() -> None:
    source = Source.from_text(PLAIN)

    assert is_plain(source)
    assert doubted_style(source, 79) == frozenset()
    assert not doubts_flakes(source)


@pytest.mark.parametrize(
    "data",
    [
        b"if x:\n\ty = 1\n", b"x = 1\r\n", b"\xef\xbb\xbfx = 1\n", b"x = 1\n\x0c\n", b"# coding: latin-1\nx = '\xe9'\n",
        b"x = '\xe9'\n", b"x = 1", b"x = " + b"1" * 5000 + b"\n", b"x = " + b"(" * 120 + b")" * 120 + b"\n",
        b"x = '\0'\n",
    ],
)  # fmt: skip
def test_a_file_that_ruff_may_read_otherwise_is_not_plain(data: bytes) -> None:
    assert not is_plain(Source("a.py", data))


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("E203", "x = y[1 :2]\n"), ("E203", "print(a\n, b)\n"), ("E226", "x = True+1\n"),
        ("E231", "if True:\\\n    x = 1\n"),
        ("E275", "await(x)\n"), ("E501", f"x = '{'y' * 80}'\n"), ("E701", "class A: ...\n"),
        ("E704", "def f(x): return x\n"),
        ("E704", "def f(\n    x\n): return x\n"), ("E704", "def f() \\\n    : return 1\n"),
        ("E713", "if not x in y:\n    z\n"),
        ("E722", "try:\n    x\nexcept:\n    raise\n"), ("W391", "x = 1\n\n"), ("W391", "\n"),
        ("W503", "x = (y\n     + z)\n"),
        ("W503", "x = (y\n     and z)\n"), ("W504", "x = (y +\n     z)\n"), ("W504", "x = (y or  # tea\n     z)\n"),
        ("W504", "x = y == \\\n    z\n"),
    ],
)  # fmt: skip
def test_pycodestyle_looks_where_ruff_is_known_to_differ(code: str, text: str) -> None:
    assert code in doubted_style(Source.from_text(text), 79)


@pytest.mark.parametrize(
    "text",
    [
        "from a import b as b\n", "def f():\n    global x\n", "x = 1 if (y,) else 2\n", "x = 1 if (f(y), z) else 2\n",
        "def f():\n    pass\n\n\ndef f():\n    pass\n",
        "class A:\n    def f(self):\n        pass\n\n    def f(self):\n        pass\n",
        f"{', '.join(f'a{number}' for number in range(300))}, *b = c\n",
    ],
)  # fmt: skip
def test_pyflakes_looks_where_ruff_is_known_to_differ(text: str) -> None:
    assert doubts_flakes(Source.from_text(text))


def test_methods_of_one_name_in_two_classes_are_no_reason_to_look() -> None:
    text = "class A:\n    def f(self):\n        pass\n\n\nclass B:\n    def f(self):\n        pass\n"

    assert not doubts_flakes(Source.from_text(text))
