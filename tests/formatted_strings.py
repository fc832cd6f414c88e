"""Draws formatted strings, and statements with them, that the running Python accepts: PEP 498, 701, 750."""

from __future__ import annotations

import sys

from hypothesis import strategies as st

from qualitygate.api import Source

#: Before 3.12 a field may hold neither the quotes around it, nor a backslash, nor a comment.
IS_FREE = sys.version_info >= (3, 12)
PREFIXES = ("f", "F", "rf", "fR", *(("t", "T", "rt", "tR") if sys.version_info >= (3, 14) else ()))
QUOTES = ('"', "'", '"""', "'''")
LITERALS = (
    *(
        "", "a", "and", "lambda", " ", "  ", ": ", "=", "(", "[", "#", "!", ",", "l", "'", "{{", "}}", "{{}}",
        "a {{b}} c"
    ),
    *("\\n", "\\d", "\\\\", "\\N{DASH}", "\\N{EM DASH} ", "\\{{", "\\}}", "\\'", "é", "u", ";", "0"),
)
LONG_LITERALS = ("\n", "\n    ", "a\nb", "\\\n", " \n", "  \n\n", "\"", "\t")
NAMES = ("a", "b.c", "d[0]", "e(f)", "l", "not a", "a if b else c", "x, y", "a,b", "-a", "a+b", "a == None", "g(h=1)",
         "g(h = 1)", "(lambda: 0)", "(lambda l: l)", "{1: 2}", "a or b", "a  and b", "*a, b", "yield_", "a if(b)else c",
         "a in(b)", "(yield)", "await_", "type(a) == b", "a <b", "a:=1", "(a:=1)", "a!=b", "a[1:2]", "a[b :c]", "1",
         "'s'",
         "print (a)", "f (a)", "a [0]", "1if a else b", "a**-b", "a  (b)")  # fmt: skip
CODE_BREAKS = ("\n", "\n    ", "  # a\n", "#b\n        ", " \\\n  ")
SPECIFICATIONS = ("", ">10", "=>10", "%H:%M", " ", "#x", ",", "!r", "x ", "0.2f", "'", ">{", "é")


@st.composite
def formatted_strings(draw: st.DrawFn, depth: int = 2) -> str:
    """A formatted string with its prefix; by far most are valid."""
    quotes = draw(st.sampled_from(QUOTES))
    parts = []
    for _ in range(draw(st.integers(0, 4))):
        literals = LITERALS + (LONG_LITERALS if len(quotes) == 3 else ())
        parts.append(draw(st.one_of(st.sampled_from(literals), fields(depth))))
    return draw(st.sampled_from(PREFIXES)) + quotes + "".join(parts) + quotes


@st.composite
def fields(draw: st.DrawFn, depth: int) -> str:
    """A replacement field with its braces."""
    inner = st.sampled_from(NAMES)
    code = draw(st.one_of(inner, formatted_strings(depth - 1)) if depth else inner)
    if IS_FREE and draw(st.integers(0, 5)) == 0:
        code += draw(st.sampled_from(CODE_BREAKS)) + draw(st.sampled_from(("", "+ a", ", a", "and b")))
    blank_before, blank_behind = draw(st.sampled_from(("", "", " ", "  "))), draw(st.sampled_from(("", "", "", " ")))
    equals = draw(st.sampled_from(("", "", "", "=", " = ")))
    conversion = draw(st.sampled_from(("", "", "", "!r", "!s", " !a")))
    specification = ""
    if draw(st.integers(0, 2)) == 0:
        specification = ":" + draw(st.sampled_from(SPECIFICATIONS[:-2]))
        if depth and draw(st.booleans()):
            specification += draw(fields(0))
    return "{" + blank_before + code + blank_behind + equals + conversion + specification + "}"


STATEMENTS = (
    "x = {}\n", "f({}, {})\n", "f({} {})\n", "f(\n    {},\n    a,\n)\n", "f({},\n  {})\n", "x = [{}\n     {}]\n",
    "if {} in a:\n    pass\n", "raise E({})\n", "x = {} + \\\n    {}\n", "def f(a={}):\n    return {}\n", "{}\n",
    "assert a, {}\n", "with a({}), \\\n     b: pass\n", "x = {}.join(a)\n", "if not {} in a: pass\n",
    "x = None == {}\n", "x = (  # why\n    {}\n    + {}\n)\n", "x = {}  # {}\n", "f({}[0] , b={})\n",
    "return_ = {}or a\n",
    "class A:\n    x = {}\n\n    def f(self): return {}\n", "if a:\n    f(b, {},\n      {})\n", "import os\n",
    "l = {}\n",
    "x = lambda: {}\n", "f(\n    {} % (\n        a,\n    ),\n    {} if a\n    else b)\n",
)  # fmt: skip


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A few statements with formatted strings; each is valid, or left out."""
    found = []
    for _ in range(draw(st.integers(1, 4))):
        statement = draw(st.sampled_from(STATEMENTS))
        while "{}" in statement:
            statement = statement.replace("{}", draw(formatted_strings()).replace("{}", "{{}}"), 1)
        if Source.from_text(statement).tree is not None and "{" in statement:
            found.append(statement)
    return "".join(found) or "x = f'{a}'\n"
