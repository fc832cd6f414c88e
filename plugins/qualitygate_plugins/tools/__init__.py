"""Whatever the team has: ``[[tool.qualitygate.tool]]`` tables become project checkers.

Its imports are pinned by tests/meta/test_import_weight.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from qualitygate.api import DefaultCodes, OptionTable, OptionValue, ProjectChecker, Rule, SameAs, Settings, hookimpl
from qualitygate_plugins.tools.fields import FIELDS


@hookimpl
def qualitygate_add_options(table: OptionTable) -> None:
    """Declare the tables."""
    table.add_tables("tool", FIELDS, "a program that is run, or a report that is read, as one more checker")


@hookimpl
def qualitygate_rules(options: Mapping[str, OptionValue]) -> Iterator[Rule]:
    """Say what the named tools can find, as far as a preset or a table of codes tells."""
    if options.get("tool"):
        # here: most projects declare no tool
        from qualitygate_plugins.tools.declaration import declared_as_far_as_possible
        from qualitygate_plugins.tools.codes import rules

        for tool in declared_as_far_as_possible(options["tool"]):
            yield from rules(tool)


@hookimpl
def qualitygate_default_codes(options: Mapping[str, OptionValue]) -> DefaultCodes:
    """Whoever names a tool wants its codes."""
    if not options.get("tool"):
        return DefaultCodes()
    from qualitygate_plugins.tools.declaration import declared_as_far_as_possible  # here: as above

    return DefaultCodes(named=tuple(tool.prefix for tool in declared_as_far_as_possible(options["tool"])))


#: pycodestyle and pyflakes have two codes where pylint has one for both: C0303, C0121, W0612.
_ONE_FOR_BOTH = {"W293": "W291", "E712": "E711", "F842": "F841"}


@hookimpl
def qualitygate_same_as() -> Mapping[str, SameAs]:
    """Say which codes are one for some tools; both are never about one place."""
    return {code: SameAs(other) for code, other in _ONE_FOR_BOTH.items()}


@hookimpl
def qualitygate_project_checkers(settings: Settings) -> Iterable[ProjectChecker]:
    """Make one of each table."""
    tables = settings.strings("tool")
    if not tables:
        return []
    # here: as above
    from qualitygate_plugins.tools.checker import ToolChecker
    from qualitygate_plugins.tools.declaration import declared

    return [ToolChecker(tool) for tool in declared(tables)]
