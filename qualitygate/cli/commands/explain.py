"""``qualitygate explain CODE``: what a rule wants, why, a bad and a good example."""

from __future__ import annotations

import argparse

from qualitygate.api.rule_text import as_text, headline
from qualitygate.cli.setup import Setup, set_up
from qualitygate.errors import UsageError
from qualitygate.model.nearest import nearest
from qualitygate.model.rule import CODE_PATTERN, Rule


def command(arguments: argparse.Namespace) -> int:
    """Explain every rule that was asked for, by code, prefix or name."""
    setup = set_up(arguments)
    rules = [rule for wanted in arguments.codes for rule in _find(setup, wanted)]
    for number, rule in enumerate(rules):
        if number:
            print()
        _print(rule, setup)
    return 0


def _find(setup: Setup, wanted: str) -> list[Rule]:
    catalogue = setup.catalogue
    found = [
        rule
        for code in catalogue.codes()
        if (rule := catalogue.rule(code)).code.startswith(wanted.upper()) or rule.name == wanted.lower()
    ]
    exact = [rule for rule in found if rule.code == wanted.upper()]
    if found:
        return exact or found
    code = wanted.upper()
    if CODE_PATTERN.fullmatch(code) and catalogue.owner(code):
        return [catalogue.rule(code)]
    names = [name for code in catalogue.codes() for name in (code, catalogue.rule(code).name)]
    near = nearest(wanted, names)
    hint = f"; did you mean {near[0]}?" if near else "; see: qualitygate rules"
    raise UsageError(f"there is no rule {wanted!r}{hint}")


def _print(rule: Rule, setup: Setup) -> None:
    selected, reason = setup.tree.settings_for("_").selection.explain(rule.code)
    owner = setup.catalogue.owner(rule.code)
    print(f"{rule.code} {headline(rule)}\n\n{as_text(rule)}\n")
    print(f"here: {'reported' if selected else 'not reported'} ({reason})")
    print(f"from: {f'plugin {owner}' if owner else 'qualitygate itself'}")
