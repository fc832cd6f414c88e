"""Typed questions to the plugins. Each answer is sorted by plugin and knows who gave it."""

from __future__ import annotations

from qualitygate.hosting.ask.calling import describe
from qualitygate.hosting.ask.checkers import (
    checkers,
    checking_plugins,
    exclusion,
    kinds,
    learned,
    project_checkers,
    recall,
)
from qualitygate.hosting.ask.configuration import Profiles, local_resources, options
from qualitygate.hosting.ask.reports import formats, gate_conditions, is_watched, run_finished
from qualitygate.hosting.ask.rules import code_rules, default_codes, families, rules

__all__ = [
    "Profiles",
    "checkers",
    "checking_plugins",
    "code_rules",
    "default_codes",
    "describe",
    "exclusion",
    "families",
    "formats",
    "gate_conditions",
    "is_watched",
    "kinds",
    "learned",
    "local_resources",
    "options",
    "project_checkers",
    "recall",
    "rules",
    "run_finished",
]
