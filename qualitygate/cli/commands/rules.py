"""``qualitygate rules``: every code, its name, plugin and fix, and whether it is selected at the root; or its tests."""

from __future__ import annotations

import argparse
import textwrap
from datetime import datetime, timezone

from qualitygate.cli.setup import Setup, set_up
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
    unknown = [prefix for prefix in prefixes if not any(code.startswith(prefix) for code in (*codes, *families))]
    if not (codes or families) or (arguments.test and unknown):
        hints = "".join(map(setup.codes.hint, unknown[:1]))
        raise UsageError(f"no rule starts with {' or '.join(unknown or arguments.prefixes)}{hints}")
    if arguments.test:
        return _test(setup, [code for code in codes if code in prefixes or not _has_exact(code, prefixes, codes)])
    _list(setup, codes, families)
    return 0


def _has_exact(code: str, prefixes: tuple[str, ...], codes: list[str]) -> bool:
    """Is it listed only because its beginning is another rule's whole code?"""
    return all(prefix in codes for prefix in prefixes if code.startswith(prefix))


def _list(setup: Setup, codes: list[str], families: list[str]) -> None:
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


def _test(setup: Setup, codes: list[str]) -> int:
    """Try the examples of rules, and print a line for each; 1 where one does not keep its word."""
    from qualitygate.engine.reasons.tested_rules import ExampleTester  # here: it tests, the list needs none of it

    today = datetime.now(timezone.utc).date().isoformat()
    tester = ExampleTester(setup.host, setup.catalogue, setup.tree.run_options, today)
    counts = {"ok": 0, "FAILED": 0, "-": 0}
    width = max((len(code) for code in codes), default=0)
    for code in codes:
        tested = tester.test(setup.catalogue.rule(code))
        count = len(tested.rule.examples)
        state = "FAILED" if tested.problems else "-" if tested.untested else "ok"
        said = tested.untested or f"{count} example{'s' * (count != 1)}"
        counts[state] += 1
        print(f"{state:<6}  {code:<{width}}  {tested.rule.name}  {said}")
        for problem in tested.problems:
            print(textwrap.indent(problem, "    "))
    print(f"{counts['ok']} ok, {counts['FAILED']} failed, {counts['-']} not tested")
    return 1 if counts["FAILED"] else 0
