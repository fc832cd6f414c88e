"""No fix looks at the whole file, or at its whole statement, for each finding: twice as many take twice the work."""

from __future__ import annotations

import sys

import pytest

from tests.plugins.steps import AT_MOST, growth

from .fixing import pep8_checker, source_of

_IN_FIELDS = pytest.mark.skipif(
    sys.version_info < (3, 12), reason="needs another Python: f-strings are single tokens before 3.12"
)


@pytest.mark.parametrize(
    ("codes", "begin", "each", "end"),
    [
        pytest.param("E731", "", "f{0} = lambda: 0\n", "", id="lambdas"),
        pytest.param("E731", "", "def g{0}():\n    f = lambda: 0\n", "", id="lambdas of one name"),
        pytest.param("E713", "", "not x{0} in y\n", "", id="negated memberships"),
        pytest.param("E714", "", "f(not x{0} is y)\n", "", id="negated identities"),
        pytest.param("E401 E402", "", "import a{0}, b\n", "", id="imports of two modules"),
        pytest.param("E127", "f(a,\n", "   x{0},\n", "   y)\n", id="continuation lines"),
        pytest.param("E203", "x = {{\n", "    x{0} : 1,\n", "}}\n", id="colons in one statement"),
        pytest.param("E203", "x = {{", "x{0} : 1, ", "}}\n", id="colons on one line"),
        pytest.param("E251", "f(", "x{0} = 1, ", ")\n", id="keywords on one line"),
        pytest.param("E225 E721", "x = [\n", "    x{0}==1,\n", "]\n", id="operators in one statement"),
        pytest.param("W605", "x = '''\n", "\\d\n", "'''\n", id="escapes in one string"),
        pytest.param("W605", "x = '''\n", "\\d\\n\n", "'''\n", id="escapes in one string that cannot be raw"),
        pytest.param("W605", "x = f'''\n", "\\d{{a}}\\n\n", "'''\n", id="escapes in one f-string"),
        pytest.param("E231", "x = f'{{f(", "x,", ")}}'\n", id="commas in one f-string", marks=_IN_FIELDS),
    ],
)
def test_e10_twice_as_many_findings_take_twice_the_work(codes: str, begin: str, each: str, end: str) -> None:
    checker = pep8_checker(codes.split())

    def check(count: int) -> None:
        text = begin.format() + "".join(each.format(number) for number in range(count)) + end.format()
        assert len(list(checker.check(source_of(text)))) >= count - 1

    assert growth(check) < AT_MOST


def test_twice_as_many_lambdas_in_one_chain_of_elif_take_four_times_the_work() -> None:
    """Each stands in as many branches as there are before it; with a look at every other one it is eight times."""
    checker = pep8_checker(["E731"])

    def check(count: int) -> None:
        text = "if x:\n    f = 0\n" + "elif y:\n    f = lambda: 0\n" * count
        assert len(list(checker.check(source_of(text)))) == count

    assert growth(check) < 2 * AT_MOST
