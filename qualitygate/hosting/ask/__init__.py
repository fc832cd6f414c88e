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
from qualitygate.hosting.ask.executors import create_executor, executors
from qualitygate.hosting.ask.forerunners import absent, forerunners, has_forerunners, look_ahead
from qualitygate.hosting.ask.pack_servers import pack_server
from qualitygate.hosting.ask.reports import formats, gate_conditions, is_watched, run_finished
from qualitygate.hosting.ask.rules import code_rules, default_codes, families, rules, same_as

__all__ = [
    "Profiles",
    "absent",
    "checkers",
    "checking_plugins",
    "code_rules",
    "create_executor",
    "default_codes",
    "describe",
    "exclusion",
    "executors",
    "families",
    "forerunners",
    "formats",
    "gate_conditions",
    "has_forerunners",
    "is_watched",
    "kinds",
    "learned",
    "local_resources",
    "look_ahead",
    "options",
    "pack_server",
    "project_checkers",
    "recall",
    "rules",
    "run_finished",
    "same_as",
]
