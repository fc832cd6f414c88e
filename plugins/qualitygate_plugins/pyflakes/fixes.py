"""Which fix repairs which of pyflakes' messages.

All unused names of one import statement share one fix that removes them all: equal fixes count as one, so that a
statement of forty names needs one round and not forty, and no two fixes of one statement touch each other. Who lets
one of those findings be repaired gets the statement repaired. A variable is unassigned everywhere in its function for
the same reason: pyflakes tells of the last assignment only, and then of the one before.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from qualitygate.api import Applicability, Fix, Source
from qualitygate_plugins.pyflakes import expressions, variables
from qualitygate_plugins.pyflakes.blocks import Blocks, Target
from qualitygate_plugins.pyflakes.import_names import without_names
from qualitygate_plugins.pyflakes.imports import Imports, ImportStatement
from qualitygate_plugins.pyflakes.removal import removals
from qualitygate_plugins.pyflakes.spans import Change, Spans

_NAMED = 3  #: up to so many names stand in a title


@dataclass(frozen=True, slots=True)
class Report:
    """One message of pyflakes: its code, and what it is about: a node, then what else the message class takes."""

    code: str
    about: Sequence[Any]


@dataclass(slots=True)
class _Leaving:
    """The names that leave one import statement in one fix."""

    names: dict[ast.alias, str] = field(default_factory=dict)  #: as messages call them
    reports: list[int] = field(default_factory=list)


_Key = tuple[str, ImportStatement, Applicability]


def find_fixes(source: Source, reports: Sequence[Report], tool_comments: Sequence[str] = ()) -> Mapping[int, Fix]:
    """Return the fixes by the index of their report. Reports of another tree, as of a doctest, have none.

    ``tool_comments`` are beginnings of comments that only the configuration knows to be for tools.
    """
    return _Fixes(source, source.tree, reports, tool_comments).all() if source.tree else {}


class _Fixes:
    def __init__(
        self, source: Source, tree: ast.Module, reports: Sequence[Report], tool_comments: Sequence[str]
    ) -> None:
        self._tree = tree
        self._reports = reports
        self._spans = Spans(source, tool_comments)
        self._blocks = Blocks(tree)
        self._imports = Imports(source, self._blocks, self._spans)
        self._leaving: dict[_Key, _Leaving] = {}
        self._variables: dict[int, list[Target]] = {}
        self._fixes: dict[int, Fix] = {}

    def all(self) -> Mapping[int, Fix]:
        for index, report in enumerate(self._reports):
            if report.code in ("F401", "F811"):
                self._import(index, report)
            elif report.code == "F841":
                self._variable(index, report.about[0])
            elif report.code in ("F541", "F632", "F901"):
                self._expression(index, report)
        self._remove()
        return self._fixes

    def _import(self, index: int, report: Report) -> None:
        node, name = report.about[0], report.about[1]
        if report.code == "F811":
            found = self._imports.redefined(report.about[2], node, name)
            if found is not None:
                self._leave(index, (report.code, found[0], Applicability.UNSAFE), found[1], name)
        elif self._blocks.place(node) is not None:
            for alias, safety in self._imports.unused(node, name, self._needed):
                self._leave(index, (report.code, node, safety), alias, name)

    @cached_property
    def _needed(self) -> frozenset[str]:
        """Names that a parameter binds again, which is how pytest passes fixtures, and names that are undefined."""
        return frozenset(
            report.about[1]
            for report in self._reports
            if report.code in ("F821", "F823") or (report.code == "F811" and isinstance(report.about[0], ast.arg))
        )

    def _leave(self, index: int, key: _Key, alias: ast.alias, name: str) -> None:
        leaving = self._leaving.setdefault(key, _Leaving())
        leaving.reports.append(index)
        leaving.names[alias] = name

    def _variable(self, index: int, node: ast.AST) -> None:
        if isinstance(node, ast.ExceptHandler) and self._blocks.place(node) and not self._blocks.is_declared(node.name):
            changes = variables.without_exception_name(self._spans, node)
            self._add([index], f"Remove the unused name '{node.name}'", changes)
        elif isinstance(node, ast.Name):
            self._variables[index] = self._blocks.targets(node)

    def _remove(self) -> None:
        """Make the fixes that may take whole statements, which have to know of each other."""
        whole: dict[ast.AST, Applicability] = {
            target.statement: Applicability.UNSAFE
            for targets in self._variables.values()
            for target in targets
            if variables.is_removable(self._blocks, target)
        }
        self._join()
        for (_, statement, safety), leaving in self._leaving.items():
            if len(leaving.names) == len(statement.names):
                whole[statement] = max(safety, whole.get(statement, safety))
        gone = removals(self._spans, self._blocks, whole)
        for (code, statement, safety), leaving in self._leaving.items():
            if len(leaving.names) < len(statement.names):
                changes: list[Change] | None = without_names(self._spans, statement, leaving.names)
            else:
                changes = gone.get(statement)
            names = [leaving.names[alias] for alias in statement.names if alias in leaving.names]
            self._add(leaving.reports, _title(code, names), changes, safety)
        for index, targets in self._variables.items():
            name = self._reports[index].about[1]
            self._add([index], f"Remove the unused variable '{name}'", self._unassign(targets, whole, gone))

    def _join(self) -> None:
        """Let an unsafe fix take the safe names too: made together, the two would leave ``from m import ()``."""
        for (code, statement, safety), leaving in self._leaving.items():
            safe = self._leaving.get((code, statement, Applicability.SAFE))
            if safe is not None and safety is not Applicability.SAFE:
                leaving.names.update(safe.names)

    def _unassign(
        self, targets: Sequence[Target], whole: Mapping[ast.AST, Applicability], gone: Mapping[ast.AST, list[Change]]
    ) -> list[Change]:
        changes: list[Change] = []
        for target in targets:
            if target.statement in whole:
                changes += gone.get(target.statement, ())
            else:
                changes += variables.without_target(self._spans, target) or ()
        return changes

    def _expression(self, index: int, report: Report) -> None:
        node = report.about[0]
        if isinstance(node, ast.Raise):
            if not self._binds_error:
                changes = expressions.with_error(self._spans, self._blocks, node)
                self._add([index], "Raise NotImplementedError", changes)
            return
        if node not in self._expressions:
            return
        if isinstance(node, ast.Compare):
            changes = expressions.with_equality(self._spans, node)
            self._add([index], "Compare by value, not by identity", changes)
        elif isinstance(node, ast.JoinedStr):
            statement = self._expressions[node]
            place = self._blocks.place(statement) if statement else None
            docstring = place is not None and expressions.makes_docstring(place)
            safety = Applicability.UNSAFE if docstring else Applicability.SAFE
            self._add([index], "Remove the f prefix", expressions.without_prefix(self._spans, node), safety)

    @cached_property
    def _binds_error(self) -> bool:
        return expressions.binds_error(self._spans.text)

    @cached_property
    def _expressions(self) -> dict[ast.AST, ast.Expr | None]:
        """The f-strings and comparisons of this tree, each with the statement that consists of it."""
        found: dict[ast.AST, ast.Expr | None] = {}
        for node in ast.walk(self._tree):
            if isinstance(node, (ast.JoinedStr, ast.Compare)):
                found.setdefault(node, None)
            elif isinstance(node, ast.Expr):
                found[node.value] = node
        return found

    def _add(
        self,
        indexes: Sequence[int],
        title: str,
        changes: Sequence[Change] | None,
        applicability: Applicability = Applicability.UNSAFE,
    ) -> None:
        if changes:
            fix = Fix(title, self._spans.edits(changes), applicability)
            self._fixes.update(dict.fromkeys(indexes, fix))


def _title(code: str, names: Sequence[str]) -> str:
    if code == "F811":
        return f"Remove the import of '{names[0]}' that nothing uses"
    if len(names) == 1:
        return f"Remove the unused import '{names[0]}'"
    if len(names) <= _NAMED:
        return f"Remove the unused imports {', '.join(map(repr, names))}"
    return f"Remove {len(names)} unused imports"
