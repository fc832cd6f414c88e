"""Where a line is taken for plain, pycodestyle finds nothing in it that depends on its shape."""

from __future__ import annotations

import os
import sys

import pytest
from hypothesis import example, given, settings as hypothesis_settings, strategies as st

from qualitygate.api import Settings, Source
from qualitygate_plugins.pep8.checker import Pep8Checker
from qualitygate_plugins.pep8.codes import CODES
from qualitygate_plugins.pep8.shapes import memory
from qualitygate_plugins.pep8.shapes.folding import fold
from qualitygate_plugins.pep8.shapes.plain import _statement, plain_text
from qualitygate_plugins.pep8.shapes.shapes import BLANK_FIRST, MARKS, shape_of_lines, shape_rows
from tests.formatted_strings import texts
from tests.plugins.declared import options_of

ATOMS = (
    *("a", "b.c", "f(x)", "f()", "d[0]", "'s'", '"a" "b"', "None", "True", "1", "2.5", "(a, b)", "[]", "{}", "{1: a}"),
    *("l", "print", "type(a)", "_", "match", "await a", "x[1:2]", "x[:a]", "[i for i in a]", "(a for l in b)", "''"),
    *("f(a=1, *b, **c)", "lambda: a", "lambda a: a", "f'{a}'", "f'a{a.b!r:>10}'", "f'{a + b}: {c}'", "f''", "0xff"),
    *(
        "_, a", "f(_)", "a.match(b)", "match(a).b", "type.a", "[a for _ in b]", "f(type = a)", "a[match]", "_(a)",
        "match (a)"
    ),
    *("f(not a)", "f(a == None)", "f(not a in b)", "f(a is not b)", "(a\n     for a in b)", "f(a\n      if b else c)"),
    *("(a and\n     b)", "(a\n     and b)", "f(type=a)", "f'{l}'", "f'{{a}}'", "f'{a=}'", "b'a'", "...", "f'a' 'b'"),
)
OPERATORS = (
    *("+", "-", "*", "/", "//", "%", "**", "@", "<<", ">>", "&", "|", "^", "==", "!=", "<", ">", "<=", ">=", "and"),
    *("or", "in", "not in", "is", "is not", "if b else", ", *", ", ", "=", ":", "+=", "->", " .", " ("),
)
PREFIXES = ("", "", "", "not ", "-", "*", "~", "- ", "await ", "yield ")
STATEMENTS = (
    *(
        "{}", "a = {}", "a, b = {}", "a.b[0] = {}", "a += {}", "a: int = {}", "a: b[c] = {}", "return {}",
        "assert {}, {}"
    ),
    *(
        "if {}:\n    pass",
        "while {}:\n    pass",
        "for a in {}:\n    pass",
        "with {} as a:\n    pass",
        "raise {} from {}"
    ),
    *("del {}", "try:\n    {}\nexcept {}:\n    pass", "try:\n    pass\nexcept {} as a:\n    pass\nelse:\n    {}\n"),
    *("@{}\ndef f(a, b={}, *, c: int = 1, **d) -> None:\n    {}", "class A({}, b={}):\n    a: {}", "import a.b as c"),
    *("from .a import (\n    b,\n    c,\n)", "from . import a, b as c", "from ..a import *", "global a, b", "l = {}"),
    *(
        "def f(\n    a,\n    b: c | None = None,\n):\n    {}",
        "def f(a, /): pass",
        "def f(\n    a, /\n):\n    {}",
        "def f(\n    a,\n    /, *, b: c = None\n) -> d:\n    {}",
        "def f(\n        *,\n        b=-1, **c):\n    {}",
        "if {}: a",
        "a = {}; b",
        "async def f(): pass",
        "type A = {}"
    ),
)


def checker(*, shapes: bool) -> Pep8Checker:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "QUALITYGATE_SHAPES", "on" if shapes else "off")
        made = Pep8Checker(Settings(options=options_of("pep8")), frozenset(CODES))
        made.check(Source.from_text("a\n"))
        _ = made._calls  # they are found out at first use
    made._memory._unknown = memory._FEW  # the pattern is asked only behind so many new shapes
    return made


IN_FULL = checker(shapes=False)


def found(pep8: Pep8Checker, source: Source) -> list[tuple[int, int, str]]:
    return sorted(set(pep8._results(source)[1]))


@st.composite
def expressions(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(PREFIXES)) + draw(st.sampled_from(ATOMS))
    for _ in range(draw(st.integers(0, 3))):
        operator = draw(st.sampled_from(OPERATORS))
        text += f" {operator} {draw(st.sampled_from(PREFIXES))}{draw(st.sampled_from(ATOMS))}"
    return text


@st.composite
def statements(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(STATEMENTS))
    while "{}" in text:
        text = text.replace("{}", draw(expressions()).replace("{}", "{ }").replace("{ }", "dict()"), 1)
    text += draw(st.sampled_from(("", "", "", "  # a", " # a", "  #a", "    #: a")))
    if draw(st.integers(0, 3)) == 0:  # a blank more or less
        at = draw(st.integers(1, len(text)))
        text = text[:at] + " " + text[at:] if draw(st.booleans()) or text[at - 1] != " " else text[: at - 1] + text[at:]
    return text + "\n"


@example("f(x) if not a in b else c\n")
@example("not 'a' 'b' in c\nnot 'c' in d\n")
@example("not f'{a}' in b\nnot 'c' in d\n")
@example("x = type(a) == type(b)\n")
@example("type (a)\nf(b) (a)\n")
@hypothesis_settings(deadline=None, max_examples=1500)
@example("def f(\n    a, /\n):\n    pass\n")
@given(st.one_of(statements(), st.lists(statements(), max_size=4).map("".join), texts()))
def test_a_memory_that_knows_nothing_yet_has_the_findings_of_pycodestyle(text: str) -> None:
    source = Source.from_text(text)
    if source.tree is not None:
        assert found(checker(shapes=True), source) == found(IN_FULL, source)


#: Codes whose checks look at more than a line's shape, and are asked for every line.
BY_PLACE = ("E1", "E3", "E402", "E501", "W2")
#: What a clause needs above it.
ABOVE = {"elif": "if a:\n    a\n", "else": "if a:\n    a\n", "except": "try:\n    a\n", "finally": "try:\n    a\n"}


def _as_code(folded: str) -> str:
    """Return code of that shape."""
    text = folded.lstrip("\n").replace(BLANK_FIRST, " ").replace("#.", "# a")
    for letter, mark in MARKS.items():
        text = text.replace(mark, letter)
    above = next((lines for word, lines in ABOVE.items() if text.startswith(word)), "")
    below = "\n    a\n" if text.partition("  #")[0].endswith(":") else "\n"
    return above + text + below + ("class a:\n    a\n" if text.startswith("@") else "")


@example("def a(a, /\n):")
@hypothesis_settings(deadline=None, max_examples=600)
@given(st.from_regex(_statement(), fullmatch=True))
def test_whatever_is_taken_for_plain_has_no_finding_that_depends_on_its_shape(folded: str) -> None:
    source = Source.from_text(_as_code(folded))
    if source.tree is not None and plain_text(folded) is not None:
        assert [said for *_, said in found(IN_FULL, source) if not said.startswith(BY_PLACE)] == []


PLAIN = (
    *(
        "a = f(b, c=d)",
        "return a.b(c)[0] if d else None",
        "if 'a' in b and c is not None:",
        "def f(a, *, b=None) -> A:"
    ),
    *("for a, b in c.items():", "from a.b import c", "@a.b('c')", "x = [a for a in b if a]", "else:", "a += 1  # why"),
    *("assert a == b, 'c'", "class A(B, metaclass=C):", "raise A(b) from c", "with a(b) as c:", "x = type(a).b"),
)


@pytest.mark.parametrize("line", PLAIN)
def test_what_most_code_is_made_of_need_not_be_asked_about(line: str) -> None:
    assert plain_text(fold(shape_of_lines(shape_rows(f"{line}\n")))) is not None


@pytest.mark.skipif(sys.version_info < (3, 12), reason="needs another Python: 3.12 or later")
def test_nor_are_formatted_strings_with_names_and_calls_in_them() -> None:
    line = "raise A(f'a {b.c!r:>10}: {d(e)}' 'f')"
    assert plain_text(fold(shape_of_lines(shape_rows(f"{line}\n")))) is not None


ODD = (
    *("a=b", "a = b  #c", "a = b # c", "not a in b", "a == None", "x = lambda: a", "import a, b", "except:", "if a: b"),
    *("l = 1", "a = b;", "f(a , b)", "a[b :c]", "def f(a, b = 1):", "return(a)", "a = b  + c", "type(a) == type(b)"),
)


@pytest.mark.parametrize("line", ODD)
def test_what_a_check_objects_to_is_asked_about(line: str) -> None:
    assert plain_text(fold(shape_of_lines(shape_rows(f"{line}\n")))) is None
