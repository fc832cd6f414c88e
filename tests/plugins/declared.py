"""The options of a built-in plugin as it declares them: a new one needs no line in the tests of the others."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType

from qualitygate.api import OptionTable, OptionValue


def options_of(
    plugin: str, others: Mapping[str, OptionValue] = MappingProxyType({})
) -> tuple[tuple[str, OptionValue], ...]:
    """Return every option of ``pep8`` or another plugin with its default or its value in ``others``, by full key."""
    table = OptionTable(plugin)
    import_module(f"qualitygate_plugins.{plugin}").qualitygate_add_options(table)
    values = {option.key: option.default for option in table}
    assert set(others) <= set(values), set(others) - set(values)
    return tuple(sorted((values | dict(others)).items()))
