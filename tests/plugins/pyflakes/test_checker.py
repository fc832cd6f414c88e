"""pyflakes' messages under flake8's codes, at columns that count characters."""

from __future__ import annotations

import inspect

import pytest
from flake8.plugins.pyflakes import FLAKE8_PYFLAKES_CODES
from pyflakes import messages

from qualitygate.api import Severity
from qualitygate.testing.carets import check_text
from qualitygate.testing.checkers import run_checker
from qualitygate_plugins.pyflakes import qualitygate_rules
from qualitygate_plugins.pyflakes.checker import PyflakesChecker
from qualitygate_plugins.pyflakes.codes import CODES
from tests.flake8_reference import flake8_findings


def checker(*builtins: str, doctests: bool = False) -> PyflakesChecker:
    return PyflakesChecker(builtins, doctests)


def test_the_codes_are_flake8s() -> None:
    assert {name: code for name, code in CODES.items() if name in FLAKE8_PYFLAKES_CODES} == FLAKE8_PYFLAKES_CODES


def test_every_message_of_pyflakes_has_a_code() -> None:
    classes = {
        name
        for name, value in vars(messages).items()
        if inspect.isclass(value) and issubclass(value, messages.Message) and value is not messages.Message
    }
    assert classes - CODES.keys() == set()


def test_every_code_is_documented_once_under_a_name_of_its_own() -> None:
    rules = list(qualitygate_rules())
    assert sorted(rule.code for rule in rules) == sorted(CODES.values())
    assert len({rule.name for rule in rules}) == len(rules)


def test_findings_stand_where_pyflakes_says_with_its_texts() -> None:
    check_text(
        checker(),
        """
        import os
        ^ F401 'os' imported but unused
        from shop import *
        ^ F403 'from shop import *' used; unable to detect undefined names


        def total(prices):
            tax = 1
            ^ F841 local variable 'tax' is assigned to but never used
            return sum(price)
                       ^ F405 'price' may be undefined, or defined from star imports: shop
        """,
    )


def test_columns_count_characters_where_pyflakes_counts_bytes() -> None:
    check_text(
        checker(),
        """
        x = 'é𝒳é'; bad
                   ^ F821 undefined name 'bad'
        """,
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("import a\nimport b, c\nprint(b)\n", id="imports"),
        pytest.param("def f():\n\treturn x, '%s %s' % (1,)\n", id="tabs"),
        pytest.param("if (1, 2):\n    pass\nassert (x, 'y')\nx is 'a'\n", id="always true"),
        pytest.param("class A:\n    def m(self): pass\n    def m(self): pass\n", id="redefinition"),
        pytest.param("def f():\n    '''\n    >>> y\n    '''\n    return '{} {1}'.format(1)\n", id="formats"),
        pytest.param("from __future__ import nothing\n__all__ = ['gone']\n", id="exports"),
        pytest.param("x: 'List[' = 1\ny: 'a b' = 2\n", id="annotations"),
        pytest.param("x = 1\r\ny = z\r\n", id="windows line breaks"),
    ],
)
def test_on_ascii_lines_findings_are_those_of_flake8(text: str) -> None:
    ours = [
        (found.location.line, found.location.column, found.code, found.message)
        for found in run_checker(checker(), text)
    ]
    assert ours == flake8_findings(text, codes=("F",))


def test_a_name_may_be_declared_a_builtin() -> None:
    assert [found.message for found in run_checker(checker("_"), "_('text')\nn_('text')\n")] == ["undefined name 'n_'"]


DOCTEST = """
def f():
    '''Do.

    >>> undefined
    '''
"""


def test_doctests_are_checked_only_when_asked() -> None:
    assert run_checker(checker(), DOCTEST) == []
    assert [
        (found.location.line, found.location.column, found.message)
        for found in run_checker(checker(doctests=True), DOCTEST)
    ] == [(5, 9, "undefined name 'undefined'")]


def test_every_finding_is_an_error() -> None:
    assert [found.severity for found in run_checker(checker(), "import os\nx = y\n")] == [Severity.ERROR] * 2


def test_the_same_checker_gives_the_same_findings_again() -> None:
    same = checker("_")
    assert run_checker(same, "_(x)\n") == run_checker(same, "_(x)\n")
    assert run_checker(same, "x = 1\n_(x)\n") == []


SECOND_PLACES = """\
import os
from shop import basket


def basket():
    pass


for os in 'ab':
    é = {'ä': 1, "ä": 2}
limit = 1


def f():
    print(limit)
    limit = 2
"""


def test_a_second_place_is_told_with_what_is_there() -> None:
    found = {
        (each.code, each.location.line, each.location.column): [
            (place.location.line, place.location.column, place.message) for place in each.related
        ]
        for each in run_checker(checker(), SECOND_PLACES)
        if each.related
    }
    assert found == {
        ("F811", 5, 1): [(2, 1, "defined here first")],
        ("F402", 9, 5): [(1, 1, "imported here")],
        ("F601", 10, 10): [(10, 18, "the same key")],
        ("F601", 10, 18): [(10, 10, "the same key")],
        ("F823", 15, 11): [(11, 1, "defined here")],
    }


def test_what_is_about_one_place_names_no_other() -> None:
    assert all(not each.related for each in run_checker(checker(), "import os\nx = wrong\n"))


def test_of_a_key_that_is_there_three_times_the_first_other_is_told() -> None:
    found = run_checker(checker(), "x = {'a': 1, 'b': 1, 'a': 2, 'a': 3, **{'a': 4}}\n")
    assert [(each.location.column, [place.location.column for place in each.related]) for each in found] == [
        (6, [22]), (22, [6]), (30, [6])
    ]  # fmt: skip
