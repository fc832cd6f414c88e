"""Which class or function a line stands in."""

from __future__ import annotations

import ast

import pytest

from qualitygate.engine.checking.scopes import Scopes

#: Each line ends in the scope it stands in.
DRAWINGS = {
    "functions and methods": """\
        x = 1                       #
        def f():                    # f
            return 1                # f
                                    #
        class A:                    # A
            y = 1                   # A
                                    # A
            def m(self):            # A.m
                return 1            # A.m
                                    # A
            z = 2                   # A
        after = 3                   #
    """,
    "decorators belong to what they decorate": """\
        @decorate                   # f
        @decorate_with(             # f
            argument,               # f
        )                           # f
        def f():                    # f
            pass                    # f
        @decorate                   # A
        class A:                    # A
            @property               # A.p
            def p(self):            # A.p
                return 1            # A.p
    """,
    "nested functions and classes": """\
        def outer():                # outer
            def inner():            # outer.inner
                class Local:        # outer.inner.Local
                    pass            # outer.inner.Local
            return inner            # outer
        x = 1                       #
    """,
    "everything ends at once": """\
        class A:                    # A
            class B:                # A.B
                def m(self):        # A.B.m
                    pass            # A.B.m
        x = 1                       #
    """,
    "one-liners": """\
        def f(): pass               # f
        def g(): pass               # g
        class A: x = 1              # A
        x = 1                       #
        class B:                    # B
            def m(self): pass       # B.m
            def n(self): pass       # B.n
        def h(): pass               # h
    """,
    "blocks of every kind": """\
        if x:                       #
            def a(): pass           # a
        else:                       #
            def b(): pass           # b
        try:                        #
            def c(): pass           # c
        except E:                   #
            def d(): pass           # d
        finally:                    #
            def e(): pass           # e
        while x:                    #
            with y:                 #
                async def f():      # f
                    pass            # f
        match x:                    #
            case 1:                 #
                def g(): pass       # g
    """,
}  # fmt: skip


@pytest.mark.parametrize("drawing", DRAWINGS.values(), ids=DRAWINGS.keys())
def test_a_line_stands_in(drawing: str) -> None:
    lines = [line.partition("#") for line in drawing.splitlines()]
    code = [line.removeprefix("        ").rstrip() for line, _, _ in lines]
    drawn = [scope.strip() for _, _, scope in lines]
    scopes = Scopes(ast.parse("\n".join(code)))
    assert [(line, scopes.at(number)) for number, line in enumerate(code, 1)] == list(zip(code, drawn, strict=True))


def test_lines_outside_the_text_stand_at_module_level() -> None:
    scopes = Scopes(ast.parse("def f():\n    pass\n"))
    assert [scopes.at(0), scopes.at(3), scopes.at(100)] == ["", "", ""]


def test_without_a_tree_every_line_stands_at_module_level() -> None:
    assert Scopes(None).at(1) == ""


def test_deep_nesting_is_no_error() -> None:
    text = "".join(" " * depth + f"def f{depth}():\n" for depth in range(90)) + " " * 90 + "pass\n"
    assert Scopes(ast.parse(text)).at(91) == ".".join(f"f{depth}" for depth in range(90))
