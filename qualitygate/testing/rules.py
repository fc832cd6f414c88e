"""A rule on one text, and whether it keeps what its examples say."""

from __future__ import annotations

from collections.abc import Mapping

from qualitygate.api import Checker, OptionValue
from qualitygate.api.rules import CodeRule
from qualitygate.engine.checking.examples import broken_examples
from qualitygate.hosting.rule_checker import RuleChecker


def checker_of(rule: CodeRule, options: Mapping[str, OptionValue] | None = None) -> Checker:
    """Return the rule as a checker, for :func:`~qualitygate.testing.carets.check_text`. Options: its own keys."""
    given = {option.key: option.default for option in rule.options}
    return RuleChecker(rule, {**given, **(options or {})})


def check_examples(
    rule: CodeRule, options: Mapping[str, OptionValue] | None = None, *, path: str = "example.py", kind: str = "python"
) -> None:
    """Assert that the rule has examples and keeps their word.

    Every bad one is found and every good one is not. Where findings have fixes: the fixed text parses, and nothing in
    it is found that has a fix..

    Raises:
        AssertionError: with every example that is not so.
    """
    documentation = rule.documentation()
    broken = broken_examples(documentation, [checker_of(rule, options)], path=path, kind=kind)
    if not documentation.examples:
        broken.append("it has no examples: examples = (Example(bad=…, good=…),)")
    if broken:
        raise AssertionError(f"{rule.code} {rule.name}:\n" + "\n".join(broken))
