"""Every code of pyflakes shows an example of what it means, and the examples hold."""

from __future__ import annotations

import pytest
from pyflakes import messages

from qualitygate.api import Rule
from qualitygate.testing.checkers import run_checker
from qualitygate_plugins.pyflakes.checker import PyflakesChecker
from qualitygate_plugins.pyflakes.codes import CODES, rules

#: Of later versions of Python than every supported one, and what no pyflakes says yet.
UNSEEN = {"F542", "F708", "F709", "F851", "F999"}

#: What the installed pyflakes can say: 3.2 knows no F824.
KNOWN = {code for name, code in CODES.items() if hasattr(messages, name)}


def codes(text: str) -> set[str]:
    return {finding.code for finding in run_checker(PyflakesChecker((), True), text)}


def test_every_code_that_each_supported_python_can_give_has_an_example() -> None:
    assert {rule.code for rule in rules() if not rule.examples} == UNSEEN


@pytest.mark.parametrize("rule", [rule for rule in rules() if rule.code not in UNSEEN], ids=lambda rule: rule.code)
def test_a_bad_example_gives_the_code_and_a_good_one_does_not(rule: Rule) -> None:
    if rule.code not in KNOWN:
        pytest.skip(f"this pyflakes does not say {rule.code}")
    for example in rule.examples:
        assert rule.code in codes(example.bad)
        assert rule.code not in codes(example.good)
