"""What plugins bring to the configuration: options, profiles, and the files that these stand in."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from qualitygate.api.options import Option, OptionTable, TableProblem
from qualitygate.hosting.ask.calling import call, claim, contained, implementations, mappings
from qualitygate.hosting.ask.rules import code_rules
from qualitygate.hosting.host import PluginHost
from qualitygate.hosting.rule_checker import option_key
from qualitygate.model.replacement import replace


def options(host: PluginHost) -> list[Option]:
    """Return every declared option.

    Raises:
        PluginConflictError: two plugins declare one key, but for an optional one of a common table: that both may read.
    """
    owners: dict[str, str] = {}
    common: dict[str, Option] = {}
    result = []
    for plugin, function in implementations(host, "qualitygate_add_options"):
        table = OptionTable(plugin)
        call(host, plugin, function, table=table)
        for option in table:
            known = common.setdefault(option.key, option) if option.is_optional else option
            if known is not option and type(known.default) is type(option.default):
                continue
            claim(host, owners, option.key, plugin, "option")
            result.append(_with_contained_check(host, plugin, option))
    for plugin, rule in code_rules(host, {}):
        for option in rule.options:
            known = replace(option, key=option_key(plugin, rule, option.key))
            claim(host, owners, known.key, plugin, "option")
            result.append(known)
    return result


def _with_contained_check(host: PluginHost, plugin: str, option: Option) -> Option:
    check = option.check
    if check is None:
        return option

    def contained_check(tables: Sequence[Mapping[str, Any]]) -> list[TableProblem]:
        with contained(host, plugin, f"the check of {option.key!r}"):
            return list(check(tables))

    return replace(option, check=contained_check)


class Profiles(Mapping[str, bytes]):
    """Every profile's TOML by name. The plugins are asked when a profile is first looked for; most runs never do."""

    def __init__(self, host: PluginHost) -> None:
        self._host = host

    @cached_property
    def _offered(self) -> dict[str, Any]:
        owners: dict[str, str] = {}
        result = {}
        for plugin, offered in mappings(self._host, "qualitygate_profiles"):
            for name, resource in offered.items():
                claim(self._host, owners, name, plugin, "profile")
                result[name] = resource
        return result

    def __getitem__(self, name: str) -> bytes:
        content: bytes = self._offered[name].read_bytes()
        return content

    def __iter__(self) -> Iterator[str]:
        return iter(self._offered)

    def __len__(self) -> int:
        return len(self._offered)


def local_resources(host: PluginHost) -> list[str]:
    """Return the files that the project's own plugins offer as profiles and lists of names."""
    found = []
    for hook in ("qualitygate_profiles", "qualitygate_name_lists"):
        for plugin, function in implementations(host, hook):
            if host.ref(plugin).path:
                offered = call(host, plugin, function, lambda answer: dict(answer or {}))
                found += [os.path.abspath(each) for each in offered.values() if isinstance(each, os.PathLike)]
    return found
