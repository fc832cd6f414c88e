"""What matching asks about the tree that was checked: lines around a finding, files that are gone, scopes."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cached_property

from qualitygate.engine.checking.scopes import Scopes
from qualitygate.engine.matching.neighbours import Neighbours, neighbours
from qualitygate.engine.reports.lines import SourceLines
from qualitygate.engine.work import Task
from qualitygate.inputs import Inputs
from qualitygate.model.finding import Finding
from qualitygate.source.notebook_source import python_of


class CheckedTree:
    """Answers for a list of findings; reads a file again only when its lines are asked for, and then once."""

    def __init__(
        self, root: str, tasks: Mapping[str, Task], findings: Sequence[Finding], inputs: Inputs
    ) -> None:
        self._root = root
        self._tasks = tasks
        self._findings = findings
        self._inputs = inputs
        self._lines = SourceLines(root, tasks)
        self._near: dict[int, Neighbours] = {}
        self._scopes: dict[str, frozenset[str]] = {}

    def near(self, index: int) -> Neighbours:
        """Return the lines around a finding."""
        if index not in self._near:
            self._read(self._findings[index].location.path)
        return self._near[index]

    def has_lost(self, path: str) -> bool:
        """Was this file checked, or is it gone?"""
        return path in self._tasks or not self._inputs.exists(os.path.join(self._root, path))

    def has_scope(self, path: str, scope: str) -> bool:
        """Is there a class or function of this qualified name in the file?"""
        if path not in self._scopes:
            source = self._lines.source(path)
            python = python_of(source) if source else None
            tree = python.tree if python else None
            self._scopes[path] = Scopes(tree).names
        return scope in self._scopes[path]

    def _read(self, path: str) -> None:
        """Look at all findings of a file at once: matching asks by code and line, and so from file to file."""
        source = self._lines.source(path)
        for index in self._by_path[path]:
            line = self._findings[index].location.line
            self._near[index] = neighbours(source.lines, line) if source else Neighbours()

    @cached_property
    def _by_path(self) -> dict[str, list[int]]:
        indices: dict[str, list[int]] = {}
        for index, finding in enumerate(self._findings):
            indices.setdefault(finding.location.path, []).append(index)
        return indices
