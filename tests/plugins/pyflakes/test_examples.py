"""Every code of pyflakes shows an example of what it means, and the examples hold."""

from __future__ import annotations

import sys

import pytest
from pyflakes import messages

from qualitygate.api import Rule
from qualitygate.testing.checkers import run_checker
from qualitygate_plugins.pyflakes.checker import PyflakesChecker
from qualitygate_plugins.pyflakes.codes import CODES, rules

#: Of a Python that is not released, and what no pyflakes says yet.
UNSEEN = {"F708", "F709", "F851", "F999"}

#: What the installed pyflakes can say: 3.2 knows no F824.
KNOWN = {code for name, code in CODES.items() if hasattr(messages, name)}


def codes(text: str) -> set[str]:
    return {finding.code for finding in run_checker(PyflakesChecker((), True), text)}


def test_every_code_that_a_released_python_can_give_has_an_example_and_the_others_say_why_not() -> None:
    assert {rule.code for rule in rules() if not rule.examples} == UNSEEN
    assert {rule.code for rule in rules() if rule.without_example} == UNSEEN


@pytest.mark.parametrize("rule", [rule for rule in rules() if rule.code not in UNSEEN], ids=lambda rule: rule.code)
def test_a_bad_example_gives_the_code_and_a_good_one_does_not(rule: Rule) -> None:
    if rule.code not in KNOWN:
        pytest.skip(f"this pyflakes does not say {rule.code}")
    if rule.code == "F542" and sys.version_info < (3, 14):
        pytest.skip("needs another Python: t-strings are 3.14's")
    if rule.code == "F407" and sys.version_info >= (3, 14):
        pytest.skip("needs another Python: from 3.14 on the parser refuses such a future")
    for example in rule.examples:
        assert rule.code in codes(example.bad)
        assert rule.code not in codes(example.good)
