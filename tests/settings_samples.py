"""Settings that differ from the default ones in every field, the fields of tomorrow among them."""

from __future__ import annotations

from typing import Any, Literal, get_args, get_origin

from msgspec.structs import FieldInfo, fields

from qualitygate.model.selection import Selection
from qualitygate.model.settings import Settings, StageCheckers

#: What a type does not tell.
_GIVEN: dict[str, Any] = {
    "selection": Selection(("E",), ("E501",), ("W6",), ("W605",), ("F",), ("F5",), frozenset({"QG905"})),
    "options": (("flag", True), ("names", ("GitHub", "PostgréSQL")), ("number", 79), ("text", "79")),
    "stage": StageCheckers(("pep8",), inverted=True, again=True),
}


def _another(field: FieldInfo) -> Any:
    if get_origin(field.type) is Literal:
        return get_args(field.type)[-1]
    others: dict[type, Any] = {bool: not field.default, int: 5, str: "other", tuple: ("acme:",)}
    return others[type(field.default)]


#: No field has its default.
OTHER_SETTINGS = Settings(**{
    field.name: _GIVEN[field.name] if field.name in _GIVEN else _another(field) for field in fields(Settings)
})
