"""What a pattern is like, and what not."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ..tables import check, findings, lines
from .programs import expressions


@pytest.mark.parametrize(
    ("pattern", "like", "unlike"),
    [
        ("$X == None", ["a == None", "f(1)[2] == None"], ["None == a", "a == 0", "a is None"]),
        ("$X == $X", ["a == a", "f(b) == f( b )"], ["a == b", "f(b) == f(c)"]),
        ("$_ == $_", ["a == b"], ["a != b"]),
        ("f(...)", ["f()", "f(1, *a, k=2, **b)"], ["g()", "f"]),
        ("f($X, ...)", ["f(1)", "f(1, 2, k=3)"], ["f()", "f(k=1)"]),
        ("f(..., $X)", ["f(1)", "f(1, 2)"], ["f()", "f(1, k=3)"[:0] or "f(k=3)"]),
        ("f(..., 2, ...)", ["f(2)", "f(1, 2, 3)", "f(2, k=1)"], ["f(1)"]),
        ("f(a=$X, b=1)", ["f(b=1, a=2)"], ["f(a=2)", "f(a=1, b=1, c=2)", "f(0, a=1, b=1)"]),
        ("f(a=1, ...)", ["f(0, a=1)", "f(b=2, a=1)"], ["f(a=2)"]),
        ("f($...A, x=1)", ["f(x=1)", "f(1, 2, x=1)"], ["f(1)"]),
        ("$X.save()", ["a.save()", "a.b().save()"], ["save()", "a.save(1)"]),
        ("$F($F)", ["g(g)"], ["g(h)"]),
        ("x.$M(1)", ["x.go(1)"], ["y.go(1)", "x.y.go(1)"]),
        ('f("...")', ["f('a')", 'f("b" "c")'], ["f(a)", "f(f'{a}')", "f(b'a')"]),
        ('f(f"...")', ["f(f'{a}')"], ["f('a')"]),
        ("[..., 1, ...]", ["[1]", "[0, 1, 2]"], ["[2]", "(1,)"]),
        ("{..., 'a': $X}", ["{'a': 1}", "{'b': 2, 'a': 1}"], ["{'a': 1, 'b': 2}"]),
        ("x[...]", ["x[1]", "x[1:2]", "x[a, b]"], ["y[1]"]),
        ("1", ["1"], ["True", "1.0", "2"]),
        ("not $X in $Y", ["not a in b"], ["a not in b"]),
        ("lambda $X: $X", ["lambda a: a"], ["lambda a: b"]),
        ("$A if $B else $A", ["a if b else a"], ["a if b else c"]),
        ("[$X for $X in $Y]", ["[a for a in b]"], ["[a for c in b]", "[a for a in b if a]"]),
        ("(..., 1)", ["(1,)", "(0, 1)"], ["(1, 0)"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_expression_is_like_its_pattern(pattern: str, like: list[str], unlike: list[str]) -> None:
    assert [text for text in like if not lines(f"({text})\n", pattern=pattern)] == []
    assert [text for text in unlike if lines(f"({text})\n", pattern=pattern)] == []


@pytest.mark.parametrize(
    ("pattern", "like", "unlike"),
    [
        ("assert False", ["assert False"], ["assert True", "assert False, 'why'"]),
        ("if $X:\n    return True\nreturn False", ["if a:\n    return True\nreturn False"], ["if a:\n    return True"]),
        ("$X = 1\n...\ndel $X", ["a = 1\nb()\ndel a", "a = 1\ndel a"], ["a = 1\ndel b", "a = 2\ndel a"]),
        (
            "def $F(...): ...",
            ["def f(): pass", "@x\ndef f(a, *, b=1) -> int:\n    pass\n    pass"],
            ["async def f(): pass"]
        ),
        ("def $F(self): ...", ["def f(self): pass"], ["def f(): pass", "def f(self, a): pass"]),
        ("@cached\ndef $F(...): ...", ["@a\n@cached\ndef f(): pass"], ["def f(): pass"]),
        ("class $C(Model): ...", ["class A(Model): pass"], ["class A: pass", "class A(B, Model): pass"]),
        ("class $C(..., Model, ...): ...", ["class A(B, Model, metaclass=M): pass"], ["class A(B): pass"]),
        ("for $I in range(len($X)): ...", ["for i in range(len(a)): pass"], ["for i in a: pass"]),
        (
            "try:\n    ...\nexcept $E:\n    pass",
            ["try:\n    a()\nexcept E:\n    pass"],
            ["try:\n    a()\nexcept E:\n    b()"]
        ),
        ("with open(...) as $F: ...", ["with open('a') as f: pass"], ["with open('a'): pass"]),
        ("from shop import $X", ["from shop import a"], ["from shop import a, b", "from . import a"]),
        ("from shop import ...", ["from shop import a, b as c"], ["import shop"]),
        ("import $X", ["import a"], ["import a as b"]),
        ("$S\nreturn", ["f()\nreturn", "x = 1\nreturn"], ["return"]),
        ("while True: ...", ["while True:\n    f()\n    g()"], ["while x: pass", "while True: pass\nelse: pass"]),
        ("global x", ["global x"], ["global y"]),
        ("x: $T = $V", ["x: int = 1"], ["x: int", "x = 1"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_statements_are_like_their_pattern(pattern: str, like: list[str], unlike: list[str]) -> None:
    def inside(text: str) -> str:
        return "if outer:\n" + "".join(f"    {line}\n" for line in text.splitlines())

    assert [text for text in like if not lines(inside(text), pattern=pattern)] == []
    assert [text for text in unlike if lines(inside(text), pattern=pattern)] == []


def test_names_are_what_they_were_imported_as() -> None:
    check(
        """
        from time import sleep as s
        import datetime as dt
        s(1)
        ^^^^ SHOP1 do not
        time.sleep(1)
        ^^^^^^^^^^^^^ SHOP1 do not
        dt.sleep(1)
        """,
        pattern="time.sleep($X)",
    )
    assert lines("from codecs import open\nopen(x)\n", pattern="open($X)") == []
    assert lines("from requests import get\nget(x)\n", pattern="requests.$M(...)") == [2]


def test_a_run_of_statements_is_marked_as_a_whole_and_found_once() -> None:
    check(
        """
        f = open(x)
        ^^^^^^^^^^^ SHOP1 do not
        g()
        f.close()
        f = open(y)
        ^^^^^^^^^^^ SHOP1 do not
        f.close()
        """,
        pattern="$F = open(...)\n...\n$F.close()",
    )


def test_a_message_shows_what_the_names_stand_for() -> None:
    (found,) = findings("f(a +  b, c)\n", pattern="f($X, $XY)", message="write g($X), not $XY")

    assert found.message == "write g(a + b), not c"


@given(expressions(), st.data())
@settings(max_examples=150, deadline=None)
def test_a_pattern_made_of_code_finds_this_code_however_it_is_written(text: str, data: st.DataObject) -> None:
    tree = ast.parse(text, mode="eval").body
    parts = [node for node in ast.walk(tree) if isinstance(node, ast.expr) and node is not tree]
    hole = data.draw(st.sampled_from(parts)) if parts else None
    pattern = text if hole is None else ast.unparse(_Hole(hole).visit(tree)).replace("HOLE", "$HOLE")
    spread = "(\n  " + text.replace(", ", " ,  # and\n     ").replace("(", "( ") + "\n)\n"

    assert lines(f"{text}\n", pattern=f"print({pattern})") == []
    assert 1 in lines(f"print({text})\n", pattern=f"print({pattern})")
    assert 1 in lines(f"print({spread})\n", pattern=f"print({pattern})")


class _Hole(ast.NodeTransformer):
    def __init__(self, hole: ast.expr) -> None:
        self._hole = hole

    def visit(self, node: ast.AST) -> ast.AST:
        return ast.Name("HOLE", ast.Load()) if node is self._hole else self.generic_visit(node)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import time\ntime.clock()\n", [2]),
        ("import time\ndef f(time):\n    return time.clock()\n", []),
        ("from time import clock\nclock()\n", [2]),
        ("def f(time):\n    return time.clock()\n", [2]),
    ],
)
def test_a_name_that_the_file_gives_to_two_things_is_not_followed(text: str, found: list[int]) -> None:
    assert lines(text, pattern="time.clock()") == found
