"""How other files reach a name of a module."""

from __future__ import annotations

import ast

import pytest

from qualitygate.engine.fixing.mentions import is_handed_on, names_of_module, names_part, reaches

REACHES = {
    "imports it": "from acme.tools import helper",
    "imports it among others": "from acme.tools import (\n    one,\n    helper,\n)",
    "imports it behind a joined line": "from .tools import one, \\\n    helper",
    "imports everything": "from tools import *",
    "names it behind the module": "import tools\ntools.helper()",
    "names it with blanks": "tools . helper",
    "as an entry point": "tools:helper",
    "behind another name of the module": "import acme.tools as t\nt.helper()",
}
REACHES_NOT = {
    "another name": "from tools import helpers",
    "another module": "from mytools import helper",
    "the name alone": "def helper(): tools",
    "behind another module": "import tools as t\nu.helper()",
    "imports another": "from tools import one\nhelper = 1",
}


@pytest.mark.parametrize("text", REACHES.values(), ids=REACHES)
def test_a_text_reaches_a_name_that_it(text: str) -> None:
    assert reaches(text, "tools", "helper", is_python=True)


@pytest.mark.parametrize("text", REACHES_NOT.values(), ids=REACHES_NOT)
def test_a_text_does_not_reach_a_name_by(text: str) -> None:
    assert not reaches(text, "tools", "helper", is_python=True)


def test_outside_of_python_nothing_is_an_import() -> None:
    assert not reaches("from tools import helper", "tools", "helper", is_python=False)
    assert reaches("tools.helper", "tools", "helper", is_python=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("x.helper", True), ("x. helper", True), ("'helper'", True), ('"helper"', True), ("helper", False),
     ("x.helpers", False), ("'helper\"", False), ("'a helper'", False)],
)
def test_a_part_is_named_behind_a_dot_or_by_a_string(text: str, expected: bool) -> None:
    assert names_part(text, "helper") == expected


def test_a_module_has_the_names_that_imports_give_it() -> None:
    text = "import tools\nimport acme.tools\nimport acme.tools as a\nfrom acme import tools as b, other\nimport toolsy"

    assert names_of_module(ast.parse(text), "tools") == {"tools", "a", "b"}


@pytest.mark.parametrize(
    ("text", "expected"), [("t.helper()", False), ("use(t)", True), ("t = 1", False), ("x.t", False), ("t.a(t)", True)]
)
def test_a_module_is_handed_on_where_it_stands_without_a_dot_behind_it(text: str, expected: bool) -> None:
    assert is_handed_on(ast.parse(text), {"t"}) == expected
    assert not is_handed_on(ast.parse(text), ())
