"""What stands in the place of found code: the tree that is meant, as the pieces were written, with all comments."""

from __future__ import annotations

import ast
import copy
from textwrap import indent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualitygate.model.fix import Edit, apply_edits
from qualitygate.model.severity import Applicability

from ..tables import findings, fixed
from .programs import expressions


@pytest.mark.parametrize(
    ("pattern", "replace", "text", "new"),
    [
        ("$X == None", "$X is None", "if a+b ==None:pass\n", "if a+b is None:pass\n"),
        ("f($X)", "$X.go()", "f(a + b)\n", "(a + b).go()\n"),
        ("f($X)", "$X.go()", "f(1)\n", "(1).go()\n"),
        ("f($X, $Y)", "$X % $Y", "z * f(a + b, c)\n", "z * ((a + b) % c)\n"),
        ("f($X)", "not $X", "g(f(a), f (b))\n", "g(not a, f (b))\n"),
        ("f($X)", "$X, $X", "x = f(a)\n", "x = a, a\n"),
        ("f($X)", "$X, $X", "g(f(a))\n", "g((a, a))\n"),
        ("$L.warn(...)", "$L.warning(...)", "log.warn('a', b=1, *c)\n", "log.warning('a', b=1, *c)\n"),
        ("f($X, ...)", "g(..., $X)", "f(1, 2, 3)\n", "g(2, 3, 1)\n"),
        ("f($X, ...)", "g(..., $X)", "f(1)\n", "g(1)\n"),
        ("f($X, ...)", "g($X, ...)", "f(1)\n", "g(1)\n"),
        ("f(...)", "g()", "f(1, k=2)\n", "g()\n"),
        ("f(...)", "g()", "f(x := 1)\n", "f(x := 1)\n"),
        ("f($X, ...)", "g($X)", "f(x := 1, 2)\n", "g(x := 1)\n"),
        ("f($X, ...)", "g($X)", "def h():\n    f(1, (yield 2))\n", "def h():\n    f(1, (yield 2))\n"),
        ("f(...)", "", "f(x := 1)\ny\n", "f(x := 1)\ny\n"),
        ("f(...)", "", "def h():\n    y\n    f((yield))\n", "def h():\n    y\n    f((yield))\n"),
        ("await f(...)", "", "async def h():\n    y\n    await f(1)\n", "async def h():\n    y\n"),
        ("f($X)", "h", "return_ = 1 if(f)(x)else 2\n", "return_ = 1 if h else 2\n"),
        ("f($X)", "$X", "a = f(\n    b +  # why\n    c\n)\n", "a = (b +  # why\n    c)\n"),
        ("f($X)", "g($X)", "a = f(  # why\n    b)\n", "a = f(  # why\n    b)\n"),
        ("f($X)", "g($X)", "a = f((\n    b +  # why\n    c\n))\n", "a = g(b +  # why\n    c)\n"),
        ("assert $X", "check($X)", "assert (a,\n    b)\n", "check((a,\n    b))\n"),
        ("$X = $X + $Y", "$X += $Y", "if z:\n    a = a + 1; b()\n", "if z:\n    a += 1; b()\n"),
        ("a()\nb()", "c()", "if z:\n    a()\n    b()  # b\n", "if z:\n    c()  # b\n"),
        ("a()\nb()", "c()", "if z:\n    a()\n    # why\n    b()\n", "if z:\n    a()\n    # why\n    b()\n"),
        ("del $X", "if $X:\n    b()", "if z:\n    del x\n", "if z:\n    if x:\n        b()\n"),
        (
            "if $X: ...",
            "while $X:\n    ...",
            "if z:\n        a('''\nx''')\n        # b\n        b()\n",
            "while z:\n    a('''\nx''')\n    # b\n    b()\n"
        ),
        ("x = f()", "y\nz", "if a: x = f()\n", "if a: x = f()\n"),
        ("f()", "", "def g():\n    f()\n    h()\n", "def g():\n    h()\n"),
        ("f()", "", "def g():\n    f()\n", "def g():\n    pass\n"),
        ("f()", "", "if a: f()\n", "if a: pass\n"),
        ("f()", "", "if a: f(); g()\n", "if a: g()\n"),
        ("f()", "", "if a: g(); f()  # why\n", "if a: g()  # why\n"),
        ("f()", "", "def g():\n    f()  # why\n    h()\n", "def g():\n    # why\n    h()\n"),
        ("f()", "", "g()\nf()", "g()"),
        ("f()", "", "f()\n", ""),
        ("f()", "", "g(); \\\nf()\n", "g(); \\\npass\n"),
        ("f()\ng()", "", "def h():\n    f()\n    g()\n    k()\n", "def h():\n    k()\n"),
        ("f()\ng()", "", "def h():\n    f()\n    g()\n", "def h():\n    pass\n"),
        ("f()\ng()", "", "f()\n# why\ng()\n", "f()\n# why\ng()\n"),
        ("if $X: ...", "", "if a:\n    b()\nc()\n", "c()\n"),
        ("f()", "", "x = f()\n", "x = f()\n"),
        ("f($X)", "$X", "for x in f(a + b):\n    pass\n", "for x in a + b:\n    pass\n"),
        ("f($X)", "$X", "assert f(a or b)\n", "assert a or b\n"),
        ("f($X)", "$X", "not f(a == b)\n", "not a == b\n"),
        ("f($X)", "$X", "x = [a for a in f(b or c) if f(a and b)]\n", "x = [a for a in b or c if f(a and b)]\n"),
        ("f($X)", "$X", "x = c and f(a or b)\n", "x = c and (a or b)\n"),
        ("f($X)", "$X", "if c:\n    pass\nelif f(a or b):\n    pass\n", "if c:\n    pass\nelif a or b:\n    pass\n"),
        ("assert f($X)", "assert $X.ok", "assert f(a or b)\n", "assert (a or b).ok\n"),
        ("def f(): ...", "def g(): ...", "@a\ndef f(): pass\n", "@a\ndef f(): pass\n"),
        ("def f(): ...", "def g(): ...", "def f() -> int: pass\n", "def f() -> int: pass\n"),
        ("t.s($X)", "u.v($X)", "from t import s\ns(1)\n", "from t import s\ns(1)\n"),
        ("f($X)", "g($X)", "x = f'{f(1)}'\n", "x = f'{f(1)}'\n"),
    ],
    ids=[
        *(
            "blanks", "brackets", "number", "outside", "argument", "tuple", "tuple-in-call", "dots", "moved",
            "none-left"
        ),
        *("comma", "dropped", "binding", "binding-kept", "yield", "binding-deleted", "yield-deleted", "await-meant"),
        *("glue", "line-break", "comment-lost", "comment-kept", "statement", "shared-line", "run"),
        *(
            "comment-between", "block", "body", "two-for-one", "deleted", "last", "behind-a-colon", "before-another",
            "behind-another"
        ),
        *("comment-behind", "no-line-break", "whole-file", "continued-line", "run-deleted", "run-last", "run-comment"),
        *("compound", "value", "for", "assert", "not", "comprehension", "or-in-and", "elif", "in-statement"),
        *("decorator", "annotation"),
        *("other-name", "formatted"),
    ],
)
def test_exactly_what_was_found_is_replaced(pattern: str, replace: str, text: str, new: str) -> None:
    assert fixed(text, pattern=pattern, replace=replace) == new


def test_a_fix_is_trusted_as_the_table_says() -> None:
    for said, trust in (("safe", Applicability.SAFE), ("unsafe", Applicability.UNSAFE)):
        (found,) = findings("f(1)\n", pattern="f($X)", replace="g($X)", fix=said)
        assert found.fix is not None and found.fix.applicability is trust


REPLACEMENTS = (
    *("$A % $B", "$B.attr", "not $A", "-$A ** $B", "$A if $B else $A", "lambda: $A", "$A, $B", "$A and $B", "$A"),
    *("($A)(*$B)", "[$A]", "$A < $B", "(yield)", "{$A: $B}", "1", "$A[$B:]", "(x := $A)", "f'{x}'", "$A | $B"),
)


@given(expressions(), expressions(), expressions(), st.sampled_from(REPLACEMENTS), st.data())
@settings(max_examples=200, deadline=None)
def test_the_new_text_is_the_tree_that_is_meant(
    first: str, second: str, outer: str, replace: str, data: st.DataObject
) -> None:
    one, two, around = (ast.parse(text, mode="eval").body for text in (first, second, outer))
    places = [node for node in ast.walk(around) if isinstance(node, ast.Name)]
    if not places:
        return
    place = data.draw(st.sampled_from(places))
    place.id = "HOLE"
    call = ast.Call(ast.Name("target", ast.Load()), [one, two], [])
    text = f"def outer():\n    x = {ast.unparse(_filled(around, HOLE=call))}\n"
    new = ast.parse(replace.replace("$A", "A").replace("$B", "B"), mode="eval").body
    meant = _filled(around, HOLE=_filled(new, A=one, B=two))

    found = fixed(text, pattern="target($A, $B)", replace=replace)

    (function,) = ast.parse(found).body
    assert isinstance(function, ast.FunctionDef) and isinstance(function.body[0], ast.Assign)
    expected = ast.parse(ast.unparse(meant), mode="eval").body
    assert ast.dump(function.body[0].value) == ast.dump(expected), found


#: Where an expression can stand. (Behind the @ of a decorator it gets brackets: Python 3.8 wants them.)
STATEMENTS = (
    *(
        "x = HOLE", "x += HOLE", "x: int = HOLE", "return HOLE", "assert HOLE", "assert a, HOLE", "raise HOLE",
        "del x[HOLE]", "HOLE"
    ),
    *(
        "if HOLE:\n    pass",
        "if a:\n    pass\nelif HOLE:\n    pass",
        "while HOLE:\n    pass",
        "for x in HOLE:\n    pass"
    ),
    *("with HOLE as x:\n    pass", "with a, HOLE:\n    pass", "class X(HOLE):\n    pass", "def x(a=HOLE):\n    pass"),
    *(
        "x = [a for a in HOLE if a]",
        "x = [a for a in b if HOLE]",
        "x = {a: HOLE for a in b}",
        "x = lambda a=HOLE: HOLE"
    ),
    *("match HOLE:\n    case _:\n        pass", "try:\n    pass\nexcept HOLE:\n    pass"),
    *("x(*HOLE, **HOLE)", "x = y[HOLE:HOLE]", "if a: x = HOLE; b()", "async def x():\n    await HOLE"),
)


@given(expressions(), st.sampled_from(REPLACEMENTS), st.sampled_from(STATEMENTS), st.booleans())
@settings(max_examples=400, deadline=None)
def test_there_are_brackets_only_where_precedence_needs_them(
    one: str, replace: str, statement: str, is_inner: bool
) -> None:
    statement = "if z:\n" + indent(statement, "    ") if is_inner else statement
    text = statement.replace("HOLE", f"target({one}, b)", 1).replace("HOLE", "other") + "\n"
    new = ast.parse(replace.replace("$A", "A").replace("$B", "B"), mode="eval").body
    tree = ast.parse(text)

    (finding,) = findings(text, pattern="target($A, $B)", replace=replace)

    assert finding.fix is not None
    found = apply_edits(text, finding.fix.edits)
    meant = _replaced(tree, _filled(new, A=ast.parse(one, mode="eval").body, B=ast.Name("b", ast.Load())))
    assert ast.dump(ast.parse(found)) == meant, found
    (edit,) = finding.fix.edits
    is_bracketed = edit.replacement.startswith("(") and edit.replacement.endswith(")")
    if is_bracketed and not (replace.startswith("(") or one.startswith("(")):  # those stood there
        bare = Edit(edit.start_line, edit.start_column, edit.end_line, edit.end_column, edit.replacement[1:-1])
        assert _dump(apply_edits(text, [bare])) != meant, found


def _dump(text: str) -> str:
    try:
        return ast.dump(ast.parse(text))
    except SyntaxError:
        return ""


def _replaced(tree: ast.AST, new: ast.expr) -> str:
    """Return the dump of a tree with another expression in the place of the call of ``target``."""

    class Replacing(ast.NodeTransformer):
        def visit_Call(self, node: ast.Call) -> ast.AST:
            is_target = isinstance(node.func, ast.Name) and node.func.id == "target"
            return new if is_target else self.generic_visit(node)

    # written and read again: what brackets mean in a place is Python's to say
    return ast.dump(ast.parse(ast.unparse(ast.fix_missing_locations(Replacing().visit(tree)))))


def _filled(tree: ast.expr, **values: ast.expr) -> ast.expr:
    class Filling(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            return copy.deepcopy(values[node.id]) if node.id in values else node

    filled: ast.expr = Filling().visit(copy.deepcopy(tree))
    return filled
