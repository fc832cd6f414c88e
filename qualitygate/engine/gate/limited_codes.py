"""What the gate's conditions are about: a code or a tool that nothing finds would hold for ever, and say nothing."""

from __future__ import annotations

from collections.abc import Sequence

from qualitygate.config.tree import SettingsTree
from qualitygate.engine.own_rules import OWN_RULES
from qualitygate.engine.work import Plan
from qualitygate.errors import ConfigError
from qualitygate.hosting import ask
from qualitygate.hosting.catalogue import Catalogue
from qualitygate.hosting.host import PluginHost
from qualitygate.model.directive import OWN_TOOLS
from qualitygate.model.limit import BY_TOOL, FINDINGS
from qualitygate.model.replacement import replace
from qualitygate.model.selection import LETTERS, Selection


def require_codes(tree: SettingsTree, host: PluginHost, plan: Plan) -> None:
    """Refuse a condition about a code that neither a rule nor a checker has, or about a tool that is not known.

    While a plugin is switched off its rules are not known, and nothing is refused.

    Raises:
        ConfigError: with the nearest that there are.
    """
    _require_tools(tree)
    limits = [limit for limit in tree.gate.limits if limit.which and limit.what not in FINDINGS]
    if not limits or tree.disabled:
        return
    known = Catalogue(host, OWN_RULES).codes()
    for limit in limits:
        if any(code.startswith(limit.what) for code in known) or _is_undocumented(limit.what, known, host, plan):
            continue
        cure = near_codes(limit.what, known) or "see: qualitygate rules"
        place = f"{tree.gate.limits_source}: gate.conditions: {limit.text!r}"
        raise ConfigError(f"{place}: no rule has the code {limit.what!r}; {cure}")


def _require_tools(tree: SettingsTree) -> None:
    for limit in tree.gate.limits:
        if not limit.what.startswith(BY_TOOL):
            continue
        from qualitygate.source.foreign_directives import TOOLS  # here: few teams have such a condition

        known = ("all", *OWN_TOOLS, *TOOLS)
        tool = limit.what[len(BY_TOOL) :]
        if tool not in known:
            from difflib import get_close_matches  # 3 ms, needed only for a mistake

            near = [BY_TOOL + each for each in get_close_matches(tool, known, n=3)]
            cure = f"the nearest are {', '.join(near)}" if near else f"expected one of {', '.join(known)}"
            place = f"{tree.gate.limits_source}: gate.conditions: {limit.text!r}"
            raise ConfigError(f"{place}: no comments of a tool {tool!r} are counted; {cure}")


def near_codes(wrong: str, known: Sequence[str]) -> str:
    """Name what a misspelt code may mean, "" when nothing is near; codes with the same letters before all others."""
    from difflib import get_close_matches  # 3 ms, needed only for a mistake

    letters = wrong.rstrip("0123456789")
    family = [code for code in known if code.rstrip("0123456789") == letters]
    near = get_close_matches(wrong, family or known, n=3)
    return f"the nearest are {', '.join(near)}" if near else ""


def _is_undocumented(code: str, known: Sequence[str], host: PluginHost, plan: Plan) -> bool:
    """May a checker find it that documents none of its codes?"""
    everything = Selection(select=LETTERS, ignore=())  # a checker is offered where it is selected
    for settings in plan.settings:
        for _, checker in ask.checkers(host, replace(settings, selection=everything)):
            for prefix in () if isinstance(checker, Exception) else checker.codes:
                is_documented = any(each.startswith(prefix) for each in known)
                if not is_documented and (code.startswith(prefix) or prefix.startswith(code)):
                    return True
    return False
