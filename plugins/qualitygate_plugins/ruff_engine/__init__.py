"""``engine = "ruff"``: ruff says in which files none of the codes is that it is proven for; the others are looked at.

Its imports are pinned by tests/meta/test_import_weight.py.
"""

from __future__ import annotations

from collections.abc import Iterable

from qualitygate.api import Forerunner, OptionTable, Settings, hookimpl


@hookimpl
def qualitygate_add_options(table: OptionTable) -> None:
    """Declare the choice."""
    what = (
        "who looks at files first: ruff spares pycodestyle and pyflakes those in which nothing is; the findings are "
        "equal"
    )
    table.add("engine", "default", what, choices=("default", "ruff"), top_level=True)


@hookimpl
def qualitygate_forerunners(settings: Settings) -> Iterable[Forerunner]:
    """Offer ruff where it is asked for, and can be of use."""
    if settings.text("engine") != "ruff" or not settings.selection.may_select_any(("E", "W", "F")):
        return []
    from qualitygate_plugins.ruff_engine.forerunner import RuffForerunner  # here: most projects do without

    return [RuffForerunner(settings)]
