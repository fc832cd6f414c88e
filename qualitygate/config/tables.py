"""Arrays of tables that plugins declare: each table validated, and handed on as one JSON text."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any, Protocol

from qualitygate.api.options import Option
from qualitygate.config.values import typed_value, wrong_value
from qualitygate.errors import ConfigError
from qualitygate.model.nearest import did_you_mean
from qualitygate.model.replacement import replace


class Collected(Protocol):
    """Catches the mistake of what stands at the steps below an array, so that the others are found too."""

    def __call__(self, *steps: str | int) -> AbstractContextManager[None]:
        """Return what to be in while a value is read."""


def read_tables(option: Option, value: Any, collected: Collected) -> tuple[str, ...]:
    """Return each table's keys as JSON, in their order.

    Raises:
        ConfigError: it is no array of tables.
    """
    if not isinstance(value, (list, tuple)) or not all(isinstance(table, dict) for table in value):
        raise wrong_value(option.key, option.type_name, value)
    if not value:
        return ()
    import json  # here: most configurations have no such table

    tables: list[dict[str, Any]] = []
    for index, table in enumerate(value):
        read: dict[str, Any] = {}
        for name, each in table.items():
            with collected(index, name):
                read[name] = _field(option, name, each)
        tables.append(read)
    if option.check and all(len(read) == len(given) for read, given in zip(tables, value, strict=True)):
        for problem in option.check(tables):
            with collected(problem.index, problem.key):
                raise ConfigError(f"{option.key}.{problem.key}: {problem.message}")
    return tuple(json.dumps(read, ensure_ascii=False) for read in tables)


def _field(option: Option, name: str, value: Any) -> Any:
    fields = {field.key: field for field in option.fields}
    field = fields.get(name)
    if field is None:
        raise ConfigError(f"unknown key {name!r} in [[{option.key}]]{did_you_mean(name, fields)}")
    said = replace(field, key=f"{option.key}.{name}")
    if not field.is_map:
        return typed_value(said, value)
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        raise wrong_value(said.key, said.type_name, value)
    return value
