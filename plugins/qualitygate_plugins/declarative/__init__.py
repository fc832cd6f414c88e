"""Rules that a team writes as tables: ``[[tool.qualitygate.rule]]``.

Its imports are pinned by tests/meta/test_import_weight.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from qualitygate.api import DefaultCodes, OptionTable, OptionValue, TableProblem, hookimpl
from qualitygate_plugins.declarative.fields import FIELDS

if TYPE_CHECKING:
    from qualitygate.api.rules import CodeRule


@hookimpl
def qualitygate_add_options(table: OptionTable) -> None:
    """Declare the tables."""
    table.add_tables("rule", FIELDS, "a rule of the team's own, without code", _check, for_files=True)


def _check(tables: Sequence[Mapping[str, Any]]) -> Iterator[TableProblem]:
    if tables:
        from qualitygate_plugins.declarative.checking import problems  # here: most projects declare no rule

        yield from problems(tables)


@hookimpl
def qualitygate_code_rules(options: Mapping[str, OptionValue]) -> Iterable[CodeRule]:
    """Make a rule of each table; what is wrong with one was said where the configuration was read."""
    tables = options.get("rule")
    if not isinstance(tables, tuple) or not tables:
        return []
    from qualitygate_plugins.declarative.rules import rules_of  # here: as above

    return rules_of(tables)


@hookimpl
def qualitygate_default_codes(options: Mapping[str, OptionValue]) -> DefaultCodes:
    """Whoever writes a rule wants it."""
    return DefaultCodes(named=tuple(rule.code for rule in qualitygate_code_rules(options)))
