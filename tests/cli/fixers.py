"""A plugin of a project's own whose fixes are as bad as a test wants them, and fast enough for many files."""

from __future__ import annotations

#: ``FIXES``: code, category, pattern, replacement, level. ``ALSO`` runs before each check, with ``source`` at hand.
PLUGIN = """
import os, re
from pathlib import Path
from qualitygate.api import Applicability, Edit, Finding, Fix, Location, Rule, Severity, hookimpl

FIXES = {fixes}

@hookimpl
def qualitygate_rules():
    return [Rule(code, code.lower(), "Something is wrong", category=category) for code, category, *_ in FIXES]

@hookimpl
def qualitygate_kinds(settings):
    return ["python"]

@hookimpl
def qualitygate_checkers(settings):
    return [Checker()]

class Checker:
    name = "acme"
    kinds = frozenset({{"python"}})
    codes = ("ACM",)
    needs_tree = False

    def check(self, source):
        {also}
        for number, text in enumerate(source.lines, 1):
            for code, _, pattern, new, level in FIXES:
                for match in re.finditer(pattern, text):
                    place = (number, match.start() + 1, number, match.end() + 1)
                    where = Location(source.path, *place)
                    fix = Fix("Write it so", (Edit(*place, match.expand(new)),), Applicability[level])
                    yield Finding(code, "wrong", where, Severity.WARNING, "acme", fix=fix)
"""
CONFIGURATION = """\
version = 1
root = true
plugins = ["./fixers.py"]
select = ["ACM"]
extend-exclude = ["fixers.py"]
"""


def files(*fixes: tuple[str, str, str, str], also: str = "pass") -> dict[str, str]:
    """Return the plugin and the configuration that loads it; a fix is (code, category, pattern, replacement)."""
    return {
        "fixers.py": PLUGIN.format(fixes=[(*fix, "SAFE") for fix in fixes], also=also),
        "qualitygate.toml": CONFIGURATION,
    }
