"""``qualitygate plugins``: what is loaded, where it comes from, and what it brings."""

from __future__ import annotations

import argparse
from collections import Counter

from qualitygate.cli.setup import set_up


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
    return 0
