"""The tools whose comments the gate's conditions are about: one that nothing counts would hold for ever."""

from __future__ import annotations

from qualitygate.config.tree import SettingsTree
from qualitygate.errors import ConfigError
from qualitygate.model.directive import OWN_TOOLS
from qualitygate.model.limit import BY_TOOL
from qualitygate.model.nearest import nearest


def require_tools(tree: SettingsTree) -> None:
    """Refuse a condition about the comments of a tool that is not known.

    Raises:
        ConfigError: with the nearest that there are.
    """
    for limit in tree.gate.limits:
        if not limit.what.startswith(BY_TOOL):
            continue
        from qualitygate.source.foreign_directives import TOOLS  # here: few teams have such a condition

        known = ("all", *OWN_TOOLS, *TOOLS)
        tool = limit.what[len(BY_TOOL) :]
        if tool not in known:
            near = [BY_TOOL + each for each in nearest(tool, known, count=3)]
            cure = f"the nearest are {', '.join(near)}" if near else f"expected one of {', '.join(known)}"
            place = f"{tree.gate.limits_source}: gate.conditions: {limit.text!r}"
            raise ConfigError(f"{place}: no comments of a tool {tool!r} are counted; {cure}")
