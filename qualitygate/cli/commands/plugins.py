"""``qualitygate plugins``: what is loaded, where it comes from, and what it brings."""

from __future__ import annotations

import argparse
from collections import Counter

from qualitygate.cli.setup import set_up


def command(arguments: argparse.Namespace) -> int:
    """Print one line per plugin."""
    setup = set_up(arguments)
    rules = Counter(setup.catalogue.owner(code) for code in setup.catalogue.codes())
    width = max(len(ref.name) for ref in setup.host.refs)
    for ref in setup.host.refs:
        count = rules[ref.name]
        brings = f"{count} rule{'s' if count != 1 else ''}" if count else ""
        print(f"{ref.name:<{width}}  {ref.distribution or ref.path:<20}  {ref.module or ref.path}  {brings}".rstrip())
    return 0
