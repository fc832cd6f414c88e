"""From tables to rules."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache

from msgspec import convert

from qualitygate.api.rules import CodeRule
from qualitygate_plugins.declarative.base import DeclaredRule
from qualitygate_plugins.declarative.calls import ForbidCall
from qualitygate_plugins.declarative.checking import problems
from qualitygate_plugins.declarative.declaration import Declaration
from qualitygate_plugins.declarative.header import RequireHeader
from qualitygate_plugins.declarative.imports import ForbidImport, Layers
from qualitygate_plugins.declarative.names import ForbidName
from qualitygate_plugins.declarative.pattern.rule import PatternRule
from qualitygate_plugins.declarative.text import ForbidText


@lru_cache(maxsize=8)
def rules_of(tables: tuple[str, ...]) -> tuple[CodeRule, ...]:
    """Return a rule for each table, as JSON, that is one; the same objects for the same tables.

    A table that is wrong is left out here: who reads the configuration says what is wrong with it.
    """
    read = [json.loads(text) for text in tables]
    wrong = {problem.index for problem in problems(read)}
    return tuple(rule_of(convert(table, Declaration)) for index, table in enumerate(read) if index not in wrong)


def rule_of(declared: Declaration) -> DeclaredRule:
    """Return the rule that a table declares."""
    makers: tuple[tuple[object, Callable[[Declaration], DeclaredRule]], ...] = (
        (declared.forbid_call, ForbidCall),
        (declared.forbid_name, ForbidName),
        (declared.forbid_import, ForbidImport),
        (declared.layers, Layers),
        (declared.forbid_text, ForbidText),
        (declared.require_header, RequireHeader),
    )
    return next((make(declared) for given, make in makers if given), None) or PatternRule(declared)
