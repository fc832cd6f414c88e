"""What plugins add to the end of a run: formats, conditions of the gate, and who observes it."""

from __future__ import annotations

from qualitygate.api.reporting import Format
from qualitygate.errors import PluginError
from qualitygate.hosting.ask.calling import call, claim, implementations, items, require_type
from qualitygate.hosting.host import PluginHost
from qualitygate.model.report import Report
from qualitygate.model.verdict import Condition, Verdict


def formats(host: PluginHost) -> dict[str, Format]:
    """Return the output formats by name.

    Raises:
        PluginConflictError: two plugins offer one name.
    """
    owners: dict[str, str] = {}
    result: dict[str, Format] = {}
    for plugin, function in implementations(host, "qualitygate_formats"):
        for name, offered in call(host, plugin, function, lambda answer: dict(answer or {})).items():
            claim(host, owners, name, plugin, "format")
            result[name] = require_type(host, plugin, function, offered, Format)
    return result


def gate_conditions(host: PluginHost, report: Report) -> list[Condition]:
    """Return the conditions that plugins add to the gate."""
    result: list[Condition] = []
    for plugin, function in implementations(host, "qualitygate_gate_conditions"):
        result.extend(items(host, plugin, function, Condition, report=report))
    return result


def run_finished(host: PluginHost, report: Report, verdict: Verdict) -> list[str]:
    """Tell every plugin that the run is over; return one warning per plugin that raised."""
    warnings = []
    for plugin, function in implementations(host, "qualitygate_run_finished"):
        try:
            call(host, plugin, function, report=report, verdict=verdict)
        except PluginError as error:
            warnings.append(str(error))
    return warnings


def is_watched(host: PluginHost) -> bool:
    """Does any plugin take part in the end of each run, so that none may be left out?"""
    hooks = ("qualitygate_gate_conditions", "qualitygate_run_finished")
    return any(implementations(host, hook) for hook in hooks)
