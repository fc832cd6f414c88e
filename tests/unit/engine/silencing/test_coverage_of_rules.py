"""Of which codes may be said that they did not occur."""

from __future__ import annotations

import pytest

from qualitygate.engine.silencing.coverage_of_rules import CoverageOfRules
from qualitygate.model.looked_for import LookedFor
from qualitygate.model.replacement import replace
from qualitygate.model.selection import Selection
from qualitygate.model.settings import Settings

CODES = ("E501", "E502", "F401", "QG201", "QG901")
SETTINGS = Settings(Selection(default_select=("E", "F", "QG"), off_by_default=frozenset({"E502"})))
ALL = CoverageOfRules(CODES, SETTINGS, LookedFor(("E", "F", "QG2")))


@pytest.mark.parametrize(
    ("prefix", "ran"),
    [("E501", True), ("E5", True), ("E502", False), ("E", True), ("X1", False), ("QG9", False), ("QG901", False)],
    ids=["code", "family", "off by default", "letters", "unknown", "own family", "own code"],
)
def test_a_family_ran_when_all_did_that_are_on_by_default(prefix: str, ran: bool) -> None:
    assert ALL.ran(prefix) is ran


def test_a_deselected_code_did_not_run_nor_did_its_family() -> None:
    settings = replace(SETTINGS, selection=replace(SETTINGS.selection, ignore=("E501",)))
    coverage = CoverageOfRules(CODES, settings, LookedFor(("E", "F")))
    assert [coverage.ran(prefix) for prefix in ("E501", "E5", "F401")] == [False, False, True]


@pytest.mark.parametrize(
    "looked_for",
    [
        LookedFor(("F",)),
        LookedFor(("E", "F"), excluded=("E5",)),
        LookedFor(("E", "F"), dormant=("E501",)),
        LookedFor(),
    ],
    ids=["no checker", "excluded for the file", "dormant", "does not parse"],
)
def test_what_was_not_looked_for_did_not_run(looked_for: LookedFor) -> None:
    assert not CoverageOfRules(CODES, SETTINGS, looked_for).ran("E501")


def test_codes_that_other_tools_answer_for_never_ran() -> None:
    assert not CoverageOfRules(CODES, replace(SETTINGS, external=("F",)), ALL.looked_for).ran("F401")


def test_everything_ran_when_every_rule_that_is_on_by_default_did() -> None:
    assert ALL.all_ran


@pytest.mark.parametrize(
    "coverage",
    [
        replace(ALL, is_complete=False),
        replace(ALL, settings=replace(SETTINGS, external=("DJ",))),
        replace(ALL, settings=replace(SETTINGS, noqa="flake8")),
        replace(ALL, settings=replace(SETTINGS, selection=replace(SETTINGS.selection, select=("E",)))),
        replace(ALL, looked_for=LookedFor()),
        replace(ALL, looked_for=LookedFor(("E", "F", "QG2"), excluded=("F",))),
    ],
    ids=["a failure", "other tools", "flake8's dialect", "not all selected", "does not parse", "excluded"],
)
def test_of_a_blanket_nothing_is_said(coverage: CoverageOfRules) -> None:
    assert not coverage.all_ran


def test_a_rule_that_no_checker_could_find_here_does_not_keep_a_blanket_from_being_judged() -> None:
    assert replace(ALL, looked_for=LookedFor(("E", "F", "QG2"), dormant=("QG201",))).all_ran


@pytest.mark.parametrize(
    ("prefix", "ran"),
    [("B006", True), ("B", True), ("B950", False), ("BLE001", False), ("T201", False), ("T", False), ("E", True)],
    ids=["code", "all", "ignored", "other letters", "not looked for", "beginning", "with rules"],
)
def test_of_a_family_without_rules_the_prefix_decides(prefix: str, ran: bool) -> None:
    settings = replace(SETTINGS, selection=Selection(default_select=("B", "E", "T20"), default_ignore=("B9",)))
    coverage = CoverageOfRules(CODES, settings, LookedFor(("E", "B")), ("B", "T20"))

    assert coverage.ran(prefix) is ran


def test_a_blanket_is_not_judged_where_a_family_was_not_looked_for() -> None:
    settings = Settings(Selection(default_select=("B", "E")))
    assert CoverageOfRules(("E501",), settings, LookedFor(("E", "B")), ("B",)).all_ran
    assert CoverageOfRules(("E501",), settings, LookedFor(("E",)), ("B",)).all_ran  # it sleeps: nobody could find it
