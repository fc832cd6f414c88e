"""``qualitygate plugins``: what is loaded, where it comes from, and what it brings."""

from __future__ import annotations

import argparse
from collections import Counter

from qualitygate.cli.setup import set_up
from qualitygate.errors import PluginError
from qualitygate.hosting import ask


def command(arguments: argparse.Namespace) -> int:
    """Print one line per plugin."""
    setup = set_up(arguments)
    catalogue = setup.catalogue
    rules = Counter(catalogue.owner(code) for code in catalogue.codes())
    families: dict[str, list[str]] = {}
    for prefix in catalogue.families():
        families.setdefault(catalogue.owner(prefix), []).append(f"{prefix}…")
    width = max(len(ref.name) for ref in setup.host.refs)
    for ref in setup.host.refs:
        count = rules[ref.name]
        listed = [f"{count} rule{'s' if count != 1 else ''}"] if count else []
        brings = ", ".join([*listed, *families.get(ref.name, [])])
        print(f"{ref.name:<{width}}  {ref.distribution or ref.path:<20}  {ref.module or ref.path}  {brings}".rstrip())
    for plugin, offered in ask.project_checkers(setup.host, setup.tree.run_settings):
        if isinstance(offered, PluginError):
            raise offered
        print(f"{offered.name:<{width}}  project checker of {plugin}, effects: {offered.effects}")
    return 0
