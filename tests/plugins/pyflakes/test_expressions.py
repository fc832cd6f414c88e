"""F541, F632 and F901: repairs inside one expression."""

from __future__ import annotations

import ast
import warnings

import pytest
from hypothesis import example, given, settings as hypothesis_settings, strategies as st

from qualitygate.api import Applicability, Source

from .repairing import applicability, fixed, found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("x = f'a'\n", "x = 'a'\n", id="plain"),
        pytest.param('x = F"""a\nb"""\n', 'x = """a\nb"""\n', id="three quotes"),
        pytest.param(r"x = rf'\d'", r"x = r'\d'", id="raw"),
        pytest.param(r"x = fR'\d'", r"x = R'\d'", id="raw the other way round"),
        pytest.param("x = f'{{a}}'\n", "x = '{a}'\n", id="doubled braces"),
        pytest.param("x = f'\\N{EM DASH}{{'\n", "x = '\\N{EM DASH}{'\n", id="named character"),
        pytest.param("x = f'\\\\N{{x}}'\n", "x = '\\\\N{x}'\n", id="backslash before N"),
        pytest.param("x = rf'\\N{{x}}'\n", "x = r'\\N{x}'\n", id="raw N"),
        pytest.param("x = f'\\''\n", "x = '\\''\n", id="quote behind a backslash"),
        pytest.param("x = 'a{{' f'b{{'\n", "x = 'a{{' 'b{'\n", id="concatenated"),
        pytest.param("x = (f'a'  # one\n     f'b')\n", "x = ('a'  # one\n     'b')\n", id="comment between"),
        pytest.param("x = f'a' \\\n    f'b'\n", "x = 'a' \\\n    'b'\n", id="backslash between"),
        pytest.param("x = 'é', f'é'\n", "x = 'é', 'é'\n", id="letters of two bytes"),
        pytest.param("x = [1if f'a'else 2]\n", "x = [1if 'a'else 2]\n", id="no blanks"),
    ],
)
def test_an_f_that_does_nothing_goes(before: str, after: str) -> None:
    assert fixed(before, "F541") == after


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x = ''f'a'\n", id="quotes that would join"),
        pytest.param("x = f'{y}' f'a'\n", id="placeholder elsewhere"),
    ],
)
def test_what_would_not_be_equal_stays(text: str) -> None:
    assert fixed(text, "F541", unsafe=True) == text


def test_removing_the_f_is_safe_but_where_it_makes_a_docstring() -> None:
    assert applicability("x = f'a'\n", "F541") is Applicability.SAFE
    assert applicability("def f():\n    f'a'\n", "F541") is Applicability.UNSAFE
    assert applicability("def f():\n    g(f'a')\n", "F541") is Applicability.SAFE


def value(text: str) -> object:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # "\\{" is no escape sequence
        names: dict[str, object] = {}
        exec(text, names)
    return names["x"]


@given(st.text(st.sampled_from("a{}\\N'\"\n é"), max_size=12), st.sampled_from(["f", "rf", "F", "fr"]))
@example("\\N{EM DASH}", "f")
@hypothesis_settings(deadline=None)
def test_the_value_is_equal_whatever_the_string(body: str, prefix: str) -> None:
    text = f"x = {prefix}'''{body}'''\n"
    source = Source.from_text(text)
    if source.tree is None or len(source.tree.body) > 1 or not any(each.code == "F541" for each in found(text)):
        return

    after = fixed(text, "F541")

    assert value(after) == value(text)
    assert [finding for finding in found(after) if finding.code == "F541"] == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("x is 'a'\n", "x == 'a'\n", id="is"),
        pytest.param("x is not 1\n", "x != 1\n", id="is not"),
        pytest.param("'a' is x\n", "'a' == x\n", id="literal first"),
        pytest.param("x is()\n", "x == ()\n", id="tuple without a blank"),
        pytest.param("'a'is x\n", "'a' == x\n", id="no blank before"),
        pytest.param("(x) is ('a')\n", "(x) == ('a')\n", id="brackets"),
        pytest.param("a is 'b' is not c is d\n", "a == 'b' != c is d\n", id="chain"),
        pytest.param("(x is\n not 1)\n", "(x != 1)\n", id="not on the next line"),
        pytest.param("(x  # is it\n is 1)\n", "(x  # is it\n == 1)\n", id="comment before"),
        pytest.param("x is \\\n    1\n", "x == \\\n    1\n", id="backslash"),
        pytest.param("x is not 1 if x is not None else 0\n", "x != 1 if x is not None else 0\n", id="none stays"),
    ],
)
def test_literals_are_compared_by_value(before: str, after: str) -> None:
    assert fixed(before, "F632", unsafe=True) == after


def test_comparing_by_value_and_raising_another_error_change_what_a_program_does() -> None:
    assert applicability("x is 1\n", "F632") is Applicability.UNSAFE
    assert applicability("raise NotImplemented\n", "F901") is Applicability.UNSAFE


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("raise NotImplemented\n", "raise NotImplementedError\n", id="name"),
        pytest.param("raise NotImplemented('a')\n", "raise NotImplementedError('a')\n", id="call"),
        pytest.param("raise (NotImplemented) from e\n", "raise (NotImplementedError) from e\n", id="brackets"),
    ],
)
def test_the_exception_is_raised(before: str, after: str) -> None:
    assert fixed(before, "F901", unsafe=True) == after


def test_an_error_of_that_name_that_the_file_defines_is_left_to_people() -> None:
    text = "class NotImplementedError(Exception): pass\nraise NotImplemented\n"

    assert fixed(text, "F901", unsafe=True) == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x: \"List[y is 'a']\" = 1\n", id="quoted annotation"),
        pytest.param("x: 'f(f\"a\")' = 1\n", id="f-string in a quoted annotation"),
    ],
)
def test_code_in_strings_is_left_alone(text: str) -> None:
    assert fixed(text, "F541", unsafe=True) == text
    assert fixed(text, "F632", unsafe=True) == text
    ast.parse(text)
