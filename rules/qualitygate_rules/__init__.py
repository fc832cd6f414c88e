"""The rule pack that ships with qualitygate: rules, profiles and lists of product names, no machinery.

Its imports are pinned by tests/meta/test_import_weight.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from qualitygate.api import hookimpl

if TYPE_CHECKING:
    from importlib.abc import Traversable

    from qualitygate.api import SameAs
    from qualitygate.api.rules import CodeRule


@hookimpl
def qualitygate_code_rules() -> Iterable[CodeRule]:
    """Offer every rule of the pack; off by default, on in the profiles ``team`` and ``django``."""
    from qualitygate_rules.pack import RULES  # here: profiles and lists need none of it

    return RULES


@hookimpl
def qualitygate_same_as() -> Mapping[str, SameAs]:
    """Say what others find that a rule of the pack finds."""
    from qualitygate_rules.same import SAME_AS  # here: as above

    return SAME_AS


@hookimpl
def qualitygate_profiles() -> Mapping[str, Traversable]:
    """Offer every TOML file in ``data/profiles`` by its stem."""
    return _resources("profiles", ".toml")


@hookimpl
def qualitygate_name_lists() -> Mapping[str, Traversable]:
    """Offer every text file in ``data/names`` by its stem."""
    return _resources("names", ".txt")


def _resources(folder: str, suffix: str) -> dict[str, Traversable]:
    from importlib.resources import files  # 6 ms, needed only when a profile or list is asked for

    entries = (files(__name__) / "data" / folder).iterdir()
    return {entry.name.removesuffix(suffix): entry for entry in entries if entry.name.endswith(suffix)}
