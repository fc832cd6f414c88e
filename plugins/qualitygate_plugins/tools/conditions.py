"""What a tool's numbers add to the gate: how much is covered."""

from __future__ import annotations

from qualitygate.api import Condition
from qualitygate_plugins.tools.declaration import Tool
from qualitygate_plugins.tools.parsers.coverage import percentage


def coverage_conditions(tool: Tool, data: bytes) -> list[Condition]:
    """Hold the covered share of lines against the least that passes; nothing where none is set."""
    if not tool.minimum:
        return []
    measured = percentage(tool.parser, data)
    if measured is None:
        return [Condition(f"{tool.name} >= {tool.minimum} %", False, "nothing was measured")]
    # not rounded up: 79.99 are not 80
    return [Condition(
        f"{tool.name} >= {tool.minimum} %", measured >= tool.minimum, f"measured {int(measured * 100) / 100} %"
    )]
