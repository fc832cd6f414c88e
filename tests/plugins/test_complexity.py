"""The complexity threshold, and which functions lie above it."""

from __future__ import annotations

import pytest

from qualitygate.api import Settings
from qualitygate.model.selection import Selection
from qualitygate.testing.carets import check_text
from qualitygate.testing.checkers import run_checker
from qualitygate_plugins.complexity import (
    ComplexityChecker,
    qualitygate_checkers,
    qualitygate_kinds,
    qualitygate_rules,
)
from tests.flake8_reference import flake8_findings

TEXT = """\
def simple():
    return 1


class Basket:
    @property
    def total(self):
        if self.items:
            for item in self.items:
                if item:
                    return 1
        return 0


async def load():
    try:
        await one()
    except A:
        pass
    except B:
        pass


def outer():
    def inner():
        return [x for x in y if x and z]
    return inner


for x in y:
    if x:
        print(x)
"""


@pytest.mark.parametrize(
    ("limit", "above"),
    [
        pytest.param(4, [], id="none is above"),
        pytest.param(
            3, ["'Basket.total' is too complex (4)", "'load' is too complex (4)"], id="methods and coroutines"
        ),
        pytest.param(
            2,
            ["'Basket.total' is too complex (4)", "'load' is too complex (4)", "'Loop 30' is too complex (3)"],
            id="loops at module level",
        ),
    ],
)
def test_what_is_above_the_limit_is_reported(limit: int, above: list[str]) -> None:
    assert [found.message for found in run_checker(ComplexityChecker(limit), TEXT)] == above


def test_a_finding_stands_at_the_definition() -> None:
    check_text(
        ComplexityChecker(1),
        """
        class Basket:
            def total(self):
            ^ C901 'Basket.total' is too complex (2)
                if self.é: return 1
        """,
    )


@pytest.mark.parametrize("limit", [0, 1, 2, 3])
def test_findings_are_those_of_flake8(limit: int) -> None:
    ours = [
        (found.location.line, found.location.column, found.code, found.message)
        for found in run_checker(ComplexityChecker(limit), TEXT)
    ]
    assert ours == flake8_findings(TEXT, f"--max-complexity={limit}", codes=("C90",))


@pytest.mark.parametrize(
    ("limit", "ignore", "on"),
    [
        pytest.param(-1, (), False, id="no limit set"),
        pytest.param(0, (), True, id="the lowest limit"),
        pytest.param(10, (), True, id="a limit"),
        pytest.param(10, ("C901",), False, id="a limit, but the code is ignored"),
    ],
)
def test_it_is_off_until_a_limit_is_set(limit: int, ignore: tuple[str, ...], on: bool) -> None:
    settings = Settings(Selection(ignore=ignore), options=(("max-complexity", limit),))
    assert bool(list(qualitygate_checkers(settings))) is on
    assert tuple(qualitygate_kinds(settings)) == (("python", "stub") if on else ())


def test_the_bad_example_is_above_the_limit_that_the_rule_names_and_the_good_one_is_not() -> None:
    (rule,) = qualitygate_rules()
    (example,) = rule.examples

    assert [finding.code for finding in run_checker(ComplexityChecker(3), example.bad)] == ["C901"]
    assert run_checker(ComplexityChecker(3), example.good) == []
