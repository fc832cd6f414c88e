"""The JSON Schema of ``[tool.qualitygate]``, for editors: ``qualitygate config --schema``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from qualitygate.api.options import Option
from qualitygate.config.keys import CODES, FILE_KINDS, OVERRIDES, PER_FILE_IGNORES, STAGES, VERSION, Keys
from qualitygate.config.values import CODE_PATTERN
from qualitygate.model.selection import Selection
from qualitygate.model.settings import KINDS, NO_KIND

_STAGES = "names of checkers, stage by stage; a failing stage stops the later ones"


def json_schema(options: Iterable[Option], defaults: Selection) -> dict[str, Any]:
    """Describe every key, the core's and those of the plugins' ``options``; ``defaults`` are the plugins' too."""
    keys = Keys(options, defaults)
    described = {option.key: _option(option) for option in keys}
    described[PER_FILE_IGNORES] = {
        "type": "object",
        "description": "code prefixes that are not reported for the files that a pattern matches",
        "additionalProperties": _codes(),
    }
    described[OVERRIDES] = _overrides(keys)
    described[STAGES] = {"type": "array", "items": {**_strings(), "minItems": 1}, "description": _STAGES}
    described[FILE_KINDS] = {
        "type": "object",
        "description": "what the files are that a pattern matches, where their endings do not tell",
        "additionalProperties": {"type": "string", "enum": [*KINDS, NO_KIND]},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "qualitygate",
        **_tables(described),
    }


def _overrides(keys: Keys) -> dict[str, Any]:
    described = {option.key: _option(option) for option in keys if keys.is_allowed_in_overrides(option.key)}
    for schema in described.values():
        schema.pop("default", None)  # what is not said keeps the value around it
    described["paths"] = {**_strings(), "minItems": 1, "description": "patterns of the files that the table is for"}
    return {"type": "array", "items": {**_tables(described), "required": ["paths"]}}


def _tables(described: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Nest dotted keys into objects that allow nothing else."""
    schema: dict[str, Any] = {"type": "object", "additionalProperties": False, "properties": {}}
    for key, description in described.items():
        inner = schema
        *above, name = key.split(".")
        for table in above:
            empty = {"type": "object", "additionalProperties": False, "properties": {}}
            inner = inner["properties"].setdefault(table, empty)
        inner["properties"][name] = description
    return schema


def _option(option: Option) -> dict[str, Any]:
    if option.fields:
        fields = {each.key: _option(each) for each in option.fields}
        for each in fields.values():
            each.pop("default")  # what is not said is the preset's, or the plugin's own
        schema: dict[str, Any] = {"type": "array", "items": _tables(fields)}
    elif option.is_map:
        schema = {"type": "object", "additionalProperties": {"type": "string"}}
    elif option.key == "version":
        schema = {"const": VERSION}
    elif option.key in CODES:
        schema = _codes()
    elif isinstance(option.default, tuple):
        schema = _strings()
    else:
        names = {bool: "boolean", int: "integer", str: "string"}
        schema = {"type": names[type(option.default)]}
    if option.choices:
        schema["enum"] = list(option.choices)
    if option.minimum is not None and option.key != "version":
        schema["minimum"] = option.minimum
    if option.is_optional:
        return {**schema, "description": option.help}
    default = list(option.default) if isinstance(option.default, tuple) else option.default
    return {**schema, "description": option.help, "default": default}


def _strings() -> dict[str, Any]:
    return {"type": "array", "items": {"type": "string"}}


def _codes() -> dict[str, Any]:
    return {"type": "array", "items": {"type": "string", "pattern": f"^{CODE_PATTERN}$"}}
