"""The rules about the gate's own work: each has a code and a name of its own, and its examples are true."""

from __future__ import annotations

import pytest

from qualitygate.engine.checking.check import check_source
from qualitygate.engine.own_rules import OWN_DEFAULTS, OWN_RULES
from qualitygate.model.rule import Rule
from qualitygate.model.selection import Selection
from qualitygate.model.settings import Settings
from qualitygate.source.source import Source

OF_ONE_SOURCE = [rule for rule in OWN_RULES if rule.code in ("E999", "QG902", "QG906")]


def test_codes_and_names_occur_once_and_all_give_a_reason() -> None:
    assert len({rule.code for rule in OWN_RULES}) == len({rule.name for rule in OWN_RULES}) == len(OWN_RULES)
    assert [rule.code for rule in OWN_RULES if not rule.why.strip()] == []


def test_a_rule_has_examples_or_says_why_not() -> None:
    assert [rule.code for rule in OWN_RULES if bool(rule.examples) == bool(rule.without_example)] == []


def test_every_code_counts_unless_it_is_off_by_default() -> None:
    off = frozenset(rule.code for rule in OWN_RULES if not rule.on_by_default)
    selection = Selection(default_select=OWN_DEFAULTS.select, off_by_default=off)
    assert {rule.code for rule in OWN_RULES if not selection.is_selected(rule.code)} == off == {"QG903", "QG905"}


@pytest.mark.parametrize("rule", OF_ONE_SOURCE, ids=lambda rule: rule.code)
def test_the_bad_example_is_found_and_the_good_one_is_not(rule: Rule) -> None:
    for example in rule.examples:
        assert [_codes(text) for text in (example.bad, example.good)] == [[rule.code], []]


def _codes(text: str) -> list[str]:
    settings = Settings(Selection(select=("E9", "QG"), ignore=()))
    return [found.code for found in check_source(Source.from_text(text), settings, []).findings]
