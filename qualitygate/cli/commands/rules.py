"""``qualitygate rules``: every code, its name, plugin and fix, and whether it is selected at the root."""

from __future__ import annotations

import argparse

from qualitygate.cli.setup import set_up
from qualitygate.errors import UsageError
from qualitygate.model.rule import is_in_family
from qualitygate.model.severity import Severity


def command(arguments: argparse.Namespace) -> int:
    """Print one line per rule."""
    setup = set_up(arguments)
    prefixes = tuple(prefix.upper() for prefix in arguments.prefixes) or ("",)
    codes = [code for code in setup.catalogue.codes() if code.startswith(prefixes)]
    known = setup.catalogue.families()
    families = [each for each in known if each.startswith(prefixes) or any(is_in_family(p, each) for p in prefixes)]
    if not (codes or families):
        hints = "".join(map(setup.codes.hint, prefixes[:1]))
        raise UsageError(f"no rule starts with {' or '.join(arguments.prefixes)}{hints}")
    selection = setup.tree.settings_for("_").selection
    rules = [setup.catalogue.rule(code) for code in codes]
    width = max((len(rule.name) for rule in rules), default=0)
    for rule in rules:
        state = "on " if selection.is_selected(rule.code) else "off"
        owner = setup.catalogue.owner(rule.code) or "qualitygate"
        fix = rule.fix.word if rule.fix is not None else "-"
        name = f"{rule.name:<{width}}"
        print(f"{rule.code:<6} {state} {rule.severity.word:<7} {name}  {owner:<10}  {fix:<7}  {rule.summary}")
    for prefix in families:
        state = "on " if selection.is_selected(prefix) else "off"
        family = setup.catalogue.family(prefix)
        summary = family.summary if family else ""
        print(f"{prefix + '…':<6} {state} {Severity.WARNING.word:<7} {setup.catalogue.owner(prefix)}  {summary}")
    return 0
