"""Texts in which ruff is not believed, and ordinary ones in which it is."""

from __future__ import annotations

import pytest

from qualitygate.api import Source
from qualitygate.api.lexing import bare_code
from qualitygate_plugins.pep8.codes import CODES
from qualitygate_plugins.ruff_engine.guards import doubted_style, is_plain

PLAIN = 'def brew(tea, *, milk=None):\n    """Make it."""\n    return [tea, milk]\n\n\nclass Pot:\n    size = 1\n'


def doubted(text: str, wanted: frozenset[str] = frozenset(CODES)) -> frozenset[str]:
    source = Source.from_text(text)
    return doubted_style(source, bare_code(source), limit=79, wanted=wanted)


def test_an_ordinary_text_is_believed() -> None:
    assert is_plain(Source.from_text(PLAIN))
    assert doubted(PLAIN) == frozenset()


def test_codes_that_are_not_wanted_are_no_reason_to_look() -> None:
    assert doubted("x = (y\n     + z)\n", frozenset({"E203", "E131"})) == frozenset()


def test_code_that_cannot_be_told_is_doubted_for_all_that_is_wanted() -> None:
    wanted = frozenset({"E203", "E131"})

    assert doubted_style(Source.from_text(PLAIN), None, limit=79, wanted=wanted) == wanted


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
        ("W504", "x = (y ==\n     z)\n"), ("E203", "x = {\n    1\n    : 2}\n"), ("E275", "if x:\n    pass; y\n"),
        ("E227", "def f(x,/,y):\n    return x\n"), ("E301", "if x:\n    y = 1\n    def f():\n        pass\n"),
        ("E704", "def f[T](\n    x: T\n) -> T: return x\n"), ("E128", "x = y(1,\n  2)\n"),
        ("E131", "x = y(\n    1,\n      2)\n"),
    ],
)  # fmt: skip
def test_pycodestyle_looks_where_ruff_is_known_to_differ(code: str, text: str) -> None:
    assert code in doubted(text)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("W503", "f(x,  # tea\n  -y)\n"), ("W504", "author\n"), ("W504", "from x import (\n    operator\n)\n"),
        ("W503", "x = y \\\n    + z\n"), ("E704", "def f(x: int, y=g(1)) -> str:\n    return {x: y}\n"),
        ("E301", "class A:\n    x = 1\n\n    # tea\n    @y\n    def f(self):\n        pass\n"),
        ("E241", "x = {  # y:  z\n}\n"),
        ("E203", "x = 'y , z'  # z :\n"), ("E131", "x = y(1,\n  2)\n"),
    ],
)  # fmt: skip
def test_what_only_looks_like_it_is_no_reason_to_look(code: str, text: str) -> None:
    assert code not in doubted(text)
