"""The presets: what is known of tools, as data, a file each in ``preset_files/``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from tomli import loads

_FOLDER, _ENDING = "preset_files", ".toml"


@cache
def preset_names() -> tuple[str, ...]:
    """Return what there is, sorted."""
    entries = files(__package__).joinpath(_FOLDER).iterdir()
    return tuple(sorted(each.name.removesuffix(_ENDING) for each in entries if each.name.endswith(_ENDING)))


@cache
def preset(name: str) -> dict[str, Any] | None:
    """Return the keys of a table; None when there is no such preset."""
    if name not in preset_names():
        return None
    return loads(files(__package__).joinpath(_FOLDER).joinpath(name + _ENDING).read_text(encoding="utf-8"))
