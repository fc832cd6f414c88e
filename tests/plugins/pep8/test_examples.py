"""Every code of pycodestyle shows an example of what it means, and the examples hold."""

from __future__ import annotations

import pytest

from qualitygate.api import Rule, Settings
from qualitygate.testing.checkers import run_checker
from qualitygate_plugins.pep8.checker import Pep8Checker
from qualitygate_plugins.pep8.codes import CODES, rules
from tests.plugins.declared import options_of

#: Only in files that do not parse, of which the gate says E999.
UNSEEN = {"E112", "E113"}


def codes(text: str, rule: Rule) -> set[str]:
    checker = Pep8Checker(Settings(options=options_of("pep8", dict(rule.example_options))), frozenset(CODES))
    return {finding.code for finding in run_checker(checker, text)}


def test_every_code_that_can_be_reported_has_an_example() -> None:
    assert {rule.code for rule in rules() if not rule.examples} == UNSEEN
    assert {rule.code for rule in rules() if rule.without_example} == UNSEEN


@pytest.mark.parametrize("rule", [rule for rule in rules() if rule.code not in UNSEEN], ids=lambda rule: rule.code)
def test_a_bad_example_gives_the_code_and_a_good_one_does_not(rule: Rule) -> None:
    for example in rule.examples:
        assert rule.code in codes(example.bad, rule)
        assert rule.code not in codes(example.good, rule)
