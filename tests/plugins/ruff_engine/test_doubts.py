"""Texts in which ruff is not believed about pyflakes' codes, and ordinary ones in which it is."""

from __future__ import annotations

import pytest

from qualitygate.api import Source
from qualitygate.api.lexing import bare_code
from qualitygate_plugins.ruff_engine.doubts import doubts_flakes


def doubts(text: str) -> bool:
    return doubts_flakes(bare_code(Source.from_text(text)))


@pytest.mark.parametrize(
    "text",
    [
        "from a import b as b\n", "from a import (\n    b\n    as b)\n", "def f():\n    global x\n",
        "x = 1 if (y,) else 2\n", "x = 1 if (f(y), z) else 2\n", "for x in y:\n    del x\n",
        "from typing import overload\n",
        "def f():\n    pass\n\n\ndef f():\n    pass\n", "f = 1\n\n\ndef f():\n    pass\n",
        "from a import (\n    b,\n    c,\n)\nfrom d import c\n", "import a\n\na = 1\n",
        "class A:\n    def f(self):\n        pass\n\n    def f(self):\n        pass\n",
        "def f():\n    import a\n    if x:\n        pass\n    a = 1\n",
        f"{', '.join(f'a{number}' for number in range(300))}, *b = c\n",
    ],
)  # fmt: skip
def test_pyflakes_looks_where_ruff_is_known_to_differ(text: str) -> None:
    assert doubts(text)


@pytest.mark.parametrize(
    "text",
    [
        "class A:\n    def f(self):\n        pass\n\n\nclass B:\n    def f(self):\n        pass\n",
        "class A:\n    @property\n    def f(self):\n        pass\n\n    @f.setter\n    def f(self, x):\n        pass\n",
        "def f():\n    import a\n    return a\n\n\ndef g():\n    import a\n    return a\n",
        "import a\n\nf(\n    a=1,\n)\n",
        '"""import a; global b, from c import d as d"""\n', "x = 1 if (y and z) else 2\n",
        "del x.y\ndel x[0]\n",
    ],
)  # fmt: skip
def test_what_most_code_has_is_no_reason_to_look(text: str) -> None:
    assert not doubts(text)


def test_code_that_cannot_be_told_is_looked_at() -> None:
    assert doubts_flakes(None)
