"""What running a module does beside defining names."""

from __future__ import annotations

import pytest

from qualitygate.engine.fixing.effects import Effects


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("import os\nX = 1\ndef f(): print(1)\nclass C:\n    y = 2\n", False),
        ("register(1)\n", True),
        ("if X:\n    for x in y:\n        register(x)\n", True),
        ("table['a'] = 1\n", True),
        ("@app.route('/')\ndef f(): pass\n", True),
        ("@functools.cache\ndef f(): pass\n", False),
        ("class C(metaclass=M): pass\n", True),
        ("class C:\n    register(1)\n", True),
        ('"""Only a docstring."""\n', False),
        ("def f(:\n", False),
    ],
    ids=[
        *("names", "call", "call-in-blocks", "item", "decorator", "inert-decorator", "metaclass", "call-in-class"),
        *("docstring", "does-not-parse"),
    ],
)
def test_a_module_does_something_by_its_own_statements(text: str, acts: bool) -> None:
    assert Effects({"a.py": text}).does_something("a.py") is acts


def test_a_class_does_something_where_one_that_it_is_derived_from_is_told_of_it() -> None:
    base = "class Base:\n    def __init_subclass__(cls): pass\n"
    texts = {
        "base.py": base, "a.py": "class A(Base): pass\n", "b.py": "class B(A): pass\n", "c.py": "class C(D): pass\n"
    }
    effects = Effects(texts)

    assert [effects.does_something(path) for path in ("a.py", "b.py", "c.py")] == [True, True, False]
