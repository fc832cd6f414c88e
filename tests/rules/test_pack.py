"""Every rule of the pack keeps the word of its examples, and is in the profiles that it says."""

from __future__ import annotations

from copy import copy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualitygate.api.cst import CstRule
from qualitygate.api.rules import CodeRule, Context, TreeRule
from qualitygate.model.fix import apply_edits
from qualitygate.source.source import Source
from qualitygate.testing.rules import check_examples, checker_of
from qualitygate_rules.pack import RULES

from tomli import loads

PACK = Path(__file__).parents[2] / "rules" / "qualitygate_rules"
BY_NAME = {rule.name: rule for rule in RULES}
EXAMPLES = [text for rule in RULES for example in rule.examples for text in (example.bad, example.good)]
TREE_RULES = [rule for rule in RULES if isinstance(rule, TreeRule)]
CST_RULES = [rule for rule in RULES if isinstance(rule, CstRule)]


@pytest.mark.parametrize("rule", RULES, ids=BY_NAME)
def test_the_examples_hold(rule: CodeRule) -> None:
    check_examples(rule)


@pytest.mark.parametrize("rule", RULES, ids=BY_NAME)
def test_a_rule_says_why_and_stands_in_a_file_of_its_name(rule: CodeRule) -> None:
    folder = "django" if "django" in rule.tags else "general"

    assert len(rule.why) > 60
    assert (PACK / folder / f"{rule.name.replace('-', '_')}.py").is_file()
    assert type(rule).__name__ == rule.name.title().replace("-", "")


def test_there_is_a_rule_for_every_file_and_no_code_twice() -> None:
    files = {path.stem for folder in ("general", "django") for path in (PACK / folder).glob("*.py")}

    assert {rule.name.replace("-", "_") for rule in RULES} == files - {"__init__", "fields"}
    assert len({rule.code for rule in RULES}) == len(RULES) >= 24


@pytest.mark.parametrize(("profile", "tags"), [("team", {"team"}), ("django", {"team", "django"})])
def test_a_profile_has_the_rules_that_say_so(profile: str, tags: set[str]) -> None:
    said = loads((PACK / "data" / "profiles" / f"{profile}.toml").read_text(encoding="utf-8"))["extend-select"]

    assert said == [rule.code for rule in RULES if not tags.isdisjoint(rule.tags)]
    assert not any(rule.on_by_default for rule in RULES)


@given(st.lists(st.sampled_from(EXAMPLES), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_a_libcst_rule_finds_with_candidates_what_it_finds_without(texts: list[str]) -> None:
    for rule in CST_RULES:
        source = Source.from_text("".join(texts))

        assert list(rule.problems(Context(source))) == list(rule.problems_in_all(Context(source)))


@given(st.lists(st.sampled_from(EXAMPLES), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_every_single_fix_gives_text_that_parses(texts: list[str]) -> None:
    source = Source.from_text("".join(texts))
    for rule in RULES:
        for finding in checker_of(rule).check(source):
            if finding.fix:
                fixed = Source.from_text(apply_edits(source.text, finding.fix.edits))
                assert fixed.tree is not None, (finding, fixed.text)


@given(st.lists(st.sampled_from(EXAMPLES), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_a_rule_finds_with_its_words_what_it_finds_without(texts: list[str]) -> None:
    for rule in TREE_RULES:
        source = Source.from_text("".join(texts))
        anywhere = copy(rule)
        anywhere.words = ()

        assert checker_of(rule).check(source) == checker_of(anywhere).check(source)
