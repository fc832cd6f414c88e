"""A check that is not called would have found nothing: pycodestyle itself is asked, line by line."""

from __future__ import annotations

import sys
import tokenize
from typing import Any

import pycodestyle
import pytest
from hypothesis import given, settings as hypothesis_settings, strategies as st

from qualitygate.api import Source
from qualitygate_plugins.pep8.codes import CODES_OF_CHECK
from qualitygate_plugins.pep8.shapes.silent import silent_checks
from tests.plugins.pep8.shapes.test_shapes import TEXTS, changed_texts

#: Lines that come close to what a check looks for.
LINES = (
    "x = 0xfor-1", "x = 1if(b)else 2", "x = 1.5or(b)",
    "x = a if b else(c)", "x = 1if b else 2", "x = 0xfor 1", "x = 1.or 2", "x = [y for y in(1, 2)]", "x = a)and b",
    "@ decorator", "f(a, b = 1)", "f(a, b= 1)", "f(a, b\\\n=1)", "def f(a: int=1): pass", "type X[T=int] = T", "f (a)",
    "f\\\n(a)", "print(a , b)", "x = a,b", "x = [1,\\\n2]", "x = (1,#c\n2)", "x = (1,\f2)", "x = a\t= b", "x  = 1",
    "x = -1", "x =-1", "x = a -1", "x = a- 1", "x = a*b", "f(*a, **b)", "f(a, * b)", "x = a if not b in c else d",
    "if type(a) == type(b): pass", "if a == None: pass", "if None != a: pass", "except: pass", "import a, b", "l = 1",
    "def f(l): pass", "lambda I: 1", "with a as O: pass", "x = '\\d'", "x = f'\\d'", "x = (1 +\\\n     2)",
    "x = (1\n+ 2)", "x = (1 + \\\n\n     2)", "x = (1 + \\\n\f\n2)", "x = (1 and \\\n \\\n  # c\n2)",
    "x = (1\\\n\n+ 2)",
    "x = (1 +\n2)", "x = (1 and # c\n2)", "x = (1 # c\n  # d\n or 2)", "x: int=1", "x[a:b, c :d]", "x = {a:b}",
    "x = a;",
    "x = 1; y = 2", "f = lambda: 0", "class A: x = 1", "x = y @z", "x = a<b", "def f()->int: pass", "x = ( a)",
    "x = [a ]",
    "from a import(b)", "return(1)", "x = not(a)", "async def f(): await(x)", "f(a)[b] (c)", "x = {} [1]", "x = '' (a)",
)  # fmt: skip


class Asking(pycodestyle.Checker):  # type: ignore[misc]
    """Calls every check on every logical line, and looks whether it should have been silent."""

    wrong: list[tuple[str, str]]

    def run_check(self, check: Any, argument_names: Any) -> Any:
        if check.__name__ == "module_imports_on_top_of_file":
            return []  # fails with an IndexError on a line that is only "r" (2.15), and is never said to be silent
        found = super().run_check(check, argument_names)
        if "logical_line" not in argument_names or not self.tokens:
            return found
        found = list(found or ())
        first, last = self.tokens[0][2][0], self.tokens[-1][3][0]
        rows = "".join(self.lines[first - 1 : last])
        is_odd = sys.version_info >= (3, 12) and any(
            token[2][0] != token[3][0] and token[0] not in (tokenize.NEWLINE, tokenize.NL) for token in self.tokens
        )
        if found and not is_odd and check.__name__ in silent_checks(self.logical_line, rows):
            self.wrong.append((check.__name__, rows))
        return found


def wrongly_silent(text: str) -> list[tuple[str, str]]:
    """Return the names of checks that find something where they are said not to, and where."""
    options = pycodestyle.StyleGuide(select=["E", "W"], ignore=["E999"]).options
    options.report = pycodestyle.BaseReport(options)
    checker = Asking("x.py", text.splitlines(keepends=True), options)
    checker.wrong = []
    checker.check_all()
    return checker.wrong


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:30])
def test_no_check_would_have_found_anything_in_a_real_module(text: str) -> None:
    assert wrongly_silent(text) == []


@pytest.mark.parametrize("line", LINES)
def test_no_check_would_have_found_anything_in_a_line_that_is_nearly_right(line: str) -> None:
    assert wrongly_silent(f"{line}\n") == []
    assert wrongly_silent(f"if x:\n    {line}\n") == []


@hypothesis_settings(max_examples=100, deadline=None)
@given(changed_texts())
def test_no_check_would_have_found_anything_in_a_changed_module(text: str) -> None:
    assert wrongly_silent(text) == []


@hypothesis_settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=4), st.data())
def test_no_check_would_have_found_anything_in_lines_with_one_character_more_or_less(
    lines: list[str], data: st.DataObject
) -> None:
    text = "\n".join(lines) + "\n"
    at = data.draw(st.integers(0, len(text) - 1))
    character = data.draw(st.sampled_from(["", " ", "\t", "=", ",", ":", "(", ")", "l", "#", "-", "*"]))
    changed = text[:at] + character + text[at + 1 :]
    if Source.from_text(changed).tree is not None:
        assert wrongly_silent(changed) == []


def test_a_plain_line_is_spared_every_check_that_its_text_alone_decides() -> None:
    of_files = {"tabs_or_spaces", "tabs_obsolete", "trailing_whitespace", "trailing_blank_lines", "maximum_line_length"}
    of_neighbours = {"blank_lines", "indentation", "module_imports_on_top_of_file"}
    others = {"continued_indentation", "maximum_doc_length"}
    silent = silent_checks("self.name = name", "        self.name = name\n")
    assert silent == CODES_OF_CHECK.keys() - of_files - of_neighbours - others
