"""A page for each code, from the rule itself: what ``qualitygate explain`` says, and its options in full."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qualitygate.api import Option, Rule
from qualitygate.api.rule_text import as_markdown, literal
from qualitygate.engine.own_rules import OWN_RULES
from qualitygate.hosting import ask
from qualitygate.hosting.catalogue import Catalogue
from qualitygate.hosting.discovery import find_plugins
from qualitygate.hosting.host import PluginHost
from qualitygate.inputs import Inputs
from qualitygate.model.settings import PluginPolicy

#: What a family of codes is about, by how they begin; the longest that fits counts.
FAMILIES = {
    "E1": "E1: indentation",
    "E2": "E2: white space",
    "E3": "E3: blank lines",
    "E4": "E4: imports",
    "E5": "E5: long lines",
    "E7": "E7: statements",
    "E9": "E9: files that cannot be checked",
    "W": "W: warnings",
    "F": "F: names and mistakes",
    "C": "C: complexity",
    "QG1": "QG1: Python and Django",
    "QG2": "QG2: spelling of product names",
    "QG9": "QG9: the gate itself",
}


class Book:
    """The rules that come with the gate, and their options."""

    def __init__(self, root: str) -> None:
        """Load what comes with the gate and nothing that is installed beside."""
        refs = find_plugins(PluginPolicy(), root, Inputs())
        host = PluginHost(ref for ref in refs if ref.module.startswith("qualitygate_"))
        self.catalogue = Catalogue(host, OWN_RULES)
        self.options: Mapping[str, Option] = {option.key: option for option in ask.options(host)}

    def families(self) -> dict[str, list[Rule]]:
        """Return the rules under the title of their family, in the order of the families."""
        result: dict[str, list[Rule]] = {title: [] for title in FAMILIES.values()}
        for code in self.catalogue.codes():
            prefix = max((each for each in FAMILIES if code.startswith(each)), key=len)
            result[FAMILIES[prefix]].append(self.catalogue.rule(code))
        return result

    def pages(self) -> dict[str, str]:
        """Return the text of each code's page, and of the list of them, by place."""
        families = self.families()
        texts = {f"codes/{rule.code}.md": self._page(rule) for rules in families.values() for rule in rules}
        return {"codes/index.md": _index(families), **texts}

    def _page(self, rule: Rule) -> str:
        plugin = self.catalogue.owner(rule.code)
        origin = f"plugin `{plugin}`" if plugin else "qualitygate itself"
        fix = f"{rule.fix.word} fix" if rule.fix else "no fix"
        head = f"# {rule.code} {rule.name}\n\n{rule.severity.word} · {rule.category} · {fix} · {origin}\n"
        return f"{head}\n{as_markdown(rule, 'python')}\n{self._options(rule.options)}"

    def _options(self, keys: Iterable[str]) -> str:
        rows = [
            f"| `{key}` | {_shown(option)} | {literal(option.help)} |"
            for key in keys
            if (option := self.options.get(key)) is not None
        ]
        return "\n".join(["\n## Options\n", "| key | default | |", "|---|---|---|", *rows, ""]) if rows else ""


def _shown(option: Option) -> str:
    return f"`{str(option.default).lower() if isinstance(option.default, bool) else option.default or '[]'}`"


def _index(families: Mapping[str, list[Rule]]) -> str:
    text = "# Codes\n\nEvery code that comes with the gate. `qualitygate explain CODE` says the same of each.\n"
    for title, rules in families.items():
        text += f"\n## {title}\n\n| code | name | fix | |\n|---|---|---|---|\n"
        for rule in rules:
            fix = rule.fix.word if rule.fix else ""
            off = "" if rule.on_by_default else " (off by default)"
            text += f"| [{rule.code}]({rule.code}.md) | {rule.name} | {fix} | {literal(rule.summary)}{off} |\n"
    return text
