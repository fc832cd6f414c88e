"""Which rules and codes there are, and which of them count while nobody has said anything."""

from __future__ import annotations

from collections.abc import Mapping

from qualitygate.api.options import DefaultCodes
from qualitygate.api.project import SameAs
from qualitygate.api.rules import CodeRule
from qualitygate.hosting.ask.calling import call, contained, implementations, items, mappings, require_type
from qualitygate.hosting.host import PluginHost
from qualitygate.hosting.rule_checker import option_key
from qualitygate.model.replacement import replace
from qualitygate.model.rule import Family, Rule
from qualitygate.model.settings import OptionValue

#: The hook that offers rules, each of which is a checker of its own.
RULES = "qualitygate_code_rules"


def code_rules(host: PluginHost, options: Mapping[str, OptionValue]) -> list[tuple[str, CodeRule]]:
    """Return (plugin, rule) for every rule that a plugin offers as such. ``options``: those decided once per run."""
    result: list[tuple[str, CodeRule]] = []
    for plugin, function in implementations(host, RULES):
        result.extend((plugin, rule) for rule in items(host, plugin, function, CodeRule, options=dict(options)))
    return result


def rules(host: PluginHost) -> list[tuple[str, Rule]]:
    """Return (plugin, rule) for every rule that a plugin documents."""
    result: list[tuple[str, Rule]] = []
    for plugin, function in implementations(host, "qualitygate_rules"):
        found = items(host, plugin, function, Rule, options=dict(host.run_options))
        result.extend((plugin, rule) for rule in found)
    for plugin, rule in code_rules(host, dict(host.run_options)):
        with contained(host, plugin, f"the rule {type(rule).__name__}"):
            keys = tuple(option_key(plugin, rule, option.key) for option in rule.options)
            result.append((plugin, replace(rule.documentation(), options=keys)))
    return result


def families(host: PluginHost) -> list[tuple[str, Family]]:
    """Return (plugin, family) for every family of codes that a plugin claims."""
    options = dict(host.run_options)
    result: list[tuple[str, Family]] = []
    for plugin, function in implementations(host, "qualitygate_families"):
        result.extend((plugin, family) for family in items(host, plugin, function, Family, options=options))
    return result


def default_codes(host: PluginHost) -> list[tuple[str, DefaultCodes]]:
    """Return (plugin, what it wants selected and ignored by default) for each plugin that speaks about it."""
    options = dict(host.run_options)
    return [
        (plugin, require_type(host, plugin, function, call(host, plugin, function, options=options), DefaultCodes))
        for plugin, function in implementations(host, "qualitygate_default_codes")
    ]


def same_as(host: PluginHost) -> dict[str, SameAs]:
    """Return what plugins say of codes that find the same; the first plugin by name decides about a code."""
    found: dict[str, SameAs] = {}
    for _, said in mappings(host, "qualitygate_same_as"):
        found = {**said, **found}
    return found
